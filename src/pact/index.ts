export { type Broker, type BrokerAccess, connectBroker } from './broker.ts'
export {
  type BrokerPact,
  canIDeploy,
  type Deployment,
  fetchPact,
  pactsForVerification,
  publishPact,
  publishResult,
  registerProviderVersion,
  type VerificationPublication,
} from './broker-pacts.ts'
export { comparePact, operationOf } from './comparison/compare.ts'
export { type NativeVerifier, startNativeVerifier } from './native.ts'
export { type Pact, type PactInteraction, parsePact, readPact } from './pact-file.ts'
export { renderVerification, verificationDocument, verificationJUnit } from './report.ts'
export { hasAddresses, needsStates, type PactResult, verdictOf, verifyPact } from './verify.ts'
