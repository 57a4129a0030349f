/** The public API of `drop-ship-harness`: the parts of the `dropship` command. */
export type { Credentials, ExpectedCredentials } from './auth/index.ts'
export type { Level, Report, ReportedCheck, Verdict } from './certify/index.ts'
export {
  type Contract,
  loadContract,
  type Messages,
  type Operation,
  type Reading,
  type ResponseVerdict,
  showRule,
  type Violation,
} from './contract/index.ts'
export { HarnessError, renderError, Secret } from './core/index.ts'
export {
  certify,
  type CertifyOptions,
  createSender,
  type MessageOf,
  messages,
  type RouteOptions,
  type Sender,
  type SenderOptions,
  type TypedMessages,
} from './library/index.ts'
export { applyEdit, describeDeviation, type Deviation, type Variation } from './messages/index.ts'
export type { Attempt, DeliveryResult, OutgoingMessage, RetryPolicy } from './sender/index.ts'
export {
  type Journal,
  type JournalEntry,
  startStub,
  type Stub,
  type StubOptions,
} from '../mocks/stub/index.ts'
