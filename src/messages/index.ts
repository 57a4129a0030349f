export { exampleValue } from './example-value.ts'
export { type ChangedParameter, fillRequest, unfilledParameter } from './fill-request.ts'
export { describeChange } from './change.ts'
export type { Deviation, DeviationKind } from './deviation.ts'
export { breaksOnlyItsRule } from './deviations.ts'
export { applyEdit, conflict, type Edit } from './edit.ts'
export { MOST_BROKEN } from './left-out.ts'
export type { RandomChange } from './exploration.ts'
export type { Extent, IdentifierSource } from './builder.ts'
export {
  applyEdits,
  combine,
  combineDeviations,
  createMessages,
  type Messages,
  type MessagesOptions,
} from './messages.ts'
export { describeDeviation } from './sentences.ts'
export { titleOfDeviation, titleOfVariation } from './titles.ts'
export { unbrokenRules } from './unbroken.ts'
export type { UnusualValue } from './unusual.ts'
export type { Variation, VariationKind } from './variation.ts'
export { type InvalidParameter, invalidParameters, parameterRules } from './invalid-parameters.ts'
