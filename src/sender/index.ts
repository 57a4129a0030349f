export {
  type Attempt,
  type AttemptError,
  type AttemptErrorKind,
  type Attempter,
  type AttemptOptions,
  type AttemptResult,
  createAttempter,
  type Delivery,
} from './attempt.ts'
export { backoffMs, DEFAULT_POLICY, type NextStep, nextStep, type RetryPolicy } from './policy.ts'
export {
  createSender,
  type DeliveryResult,
  endpointUrl,
  type OutgoingMessage,
  type Sender,
  type SenderOptions,
  type SendMessageOptions,
} from './sender.ts'
