export {
  type Attempt,
  type AttemptErrorKind,
  type Attempter,
  type AttemptResult,
  createAttempter,
  type Delivery,
} from './attempt.ts'
export { tokenUrlIn } from '../auth/index.ts'
export { backoffMs, DEFAULT_POLICY, nextStep, type RetryPolicy } from './policy.ts'
export {
  createSender,
  type DeliveryResult,
  type OutgoingMessage,
  type MessageSender,
} from './sender.ts'
