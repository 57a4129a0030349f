export type { BrokerAccess } from './broker-relay.ts'
export { comparePact, excludedAt, operationOf } from './comparison/compare.ts'
export { type NativeVerifier, type ProviderVersion, startNativeVerifier } from './native.ts'
export { type PactResult, verdictOf } from './outcome.ts'
export { type Pact, type PactInteraction, parsePact, readPact } from './pact-file.ts'
export {
  renderVerification,
  summaryOf,
  verificationAnnotations,
  verificationDocument,
  verificationJUnit,
} from './report.ts'
export { VERIFY_DEFAULTS, verifyPact } from './verify.ts'
export { type BrokerSource, verifyFromBroker } from './verify-from-broker.ts'
