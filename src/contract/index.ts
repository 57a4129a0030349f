export {
  type Address,
  type Addresses,
  addressOf,
  type AddressOptions,
  type AddressPart,
  describeEndpoint,
  enabledContract,
  endpointOf,
  resolveAddresses,
  urlForTarget,
} from './addresses.ts'
export { readStateUrl } from './state-url.ts'
export type { Contract } from './contract.ts'
export type { Operation, ResponseVerdict } from './operation.ts'
export type { SchemaPart } from './schema-part.ts'
export type { BrokenRule } from './explain.ts'
export { shorten, showValue } from './sentences.ts'
export { orderIdentifiers } from './identifiers.ts'
export type { Messages } from './generated/messages.ts'
export { placeAt, type RulePlace } from './inlined-schema.ts'
export type { ExcludedOperation, ModelResponse } from './model.ts'
export { describeExcluded, describeOutOfReach } from './excluded.ts'
export type { Parameter } from './parameters.ts'
export type { ParameterPair } from './parameter-texts.ts'
export { readPattern } from './patterns.ts'
export { mayBeSlow } from './slow-patterns.ts'
export { withGivenParameters } from './given-parameters.ts'
export {
  parameterViolations,
  parameterViolationsOf,
  type ParameterViolation,
} from './request-parameters.ts'
export { documentedMedia, documentedResponse } from './documented-response.ts'
export type { LocatedValue } from './document.ts'
export type { Examiner } from './examiner.ts'
export {
  compileContract,
  examineDocument,
  loadContract,
  locateIn,
  openSource,
  schemaCompiler,
  SHIPPED_FILE,
  shippedContractPath,
} from './load.ts'
export type { Source } from './located-text.ts'
export { atPath, hasPlainSegments, isPathOf, unnamedTemplate } from './path-template.ts'
export { operationForBody, operationForHeaders } from './received.ts'
export {
  readBody,
  readBodyInSteps,
  type ReadOrRejected,
  type RequestRejection,
  rejectLength,
  rejectParameters,
  rejectViolations,
} from './rejection.ts'
export type { RequestPart } from './envelope.ts'
export { isOfType } from './satisfiable.ts'
export { type Reading, READINGS, type Schema, type SchemaObject, typesOf } from './schema.ts'
export { type Rule, rulePointerOf, rulesOf } from './rules.ts'
export { shippedContract } from './shipped.ts'
export { errorFields, rejectsUnknownOrder } from './unknown-order.ts'
export { isTooDeep, showRule, type Violation } from './violation.ts'
