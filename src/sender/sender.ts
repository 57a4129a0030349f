import { belowUrl, type Clock, type Random, readHttpUrl } from '../core/index.ts'
import { type Attempt, type AttemptOptions, createAttempter, type Delivery } from './attempt.ts'
import { messageBytes } from './message-bytes.ts'
import { DEFAULT_POLICY, nextStep, type RetryPolicy } from './policy.ts'

export interface MessageSenderOptions extends AttemptOptions {
  /** The base URL, below which the operations' paths lie, or what gives each message its URL. */
  readonly endpoint: string | ((message: OutgoingMessage) => string)
  readonly random: Random
  /** Default {@link DEFAULT_POLICY}. */
  readonly policy?: Partial<RetryPolicy>
}

export interface OutgoingMessage {
  readonly operation: string
  /** Default `/` and the operation's name, as in the Drop Ship contract. */
  readonly path?: string
  /** Default POST. */
  readonly method?: string
  /**
   * Bytes are sent as they are; anything else as JSON. What a JavaScript number does not hold, such as 9007199254740993, is
   * for bytes.
   */
  readonly body: unknown
  /** Default: a new one. */
  readonly id?: string
}

export interface SendMessageOptions {
  /** Stops the delivery; an attempt in flight is given up. */
  readonly signal?: AbortSignal
  readonly onAttempt?: (attempt: Attempt, spent: number) => void
}

export interface DeliveryResult {
  readonly id: string
  /** `stopped`: the signal came before an outcome. */
  readonly outcome: 'delivered' | 'failed' | 'stopped'
  readonly attempts: readonly Attempt[]
}

/** Delivers messages to one endpoint under the failure policy, keeping nothing. */
export interface MessageSender {
  send(message: OutgoingMessage, options?: SendMessageOptions): Promise<DeliveryResult>
}

/**
 * The reference sender without a store: what Pact's consumer tests exercise.
 *
 * @example
 * const sender = createSender({ endpoint, transport, signer, clock, random })
 * const { outcome, attempts } = await sender.send({ operation: 'drop_shipment_confirmation', body })
 * @throws HarnessError INVALID_URL when the endpoint is none; `send` rejects with INVALID_OPTION for what JSON cannot say
 */
export function createSender(options: MessageSenderOptions): MessageSender {
  const { endpoint, clock, random } = options
  const attempt = createAttempter(options)
  const policy: RetryPolicy = { ...DEFAULT_POLICY, ...options.policy }
  const urlOf = typeof endpoint === 'string' ? below(endpoint) : endpoint

  return {
    send: async (message, { signal, onAttempt } = {}) => {
      const delivery: Delivery = {
        id: message.id ?? `msg_${random.uuid()}`,
        operation: message.operation,
        method: message.method ?? 'POST',
        url: urlOf(message),
        body: messageBytes(message.body),
      }
      const attempts: Attempt[] = []
      for (;;) {
        if (signal?.aborted === true) return { id: delivery.id, outcome: 'stopped', attempts }
        const result = await attempt(delivery, signal)
        if (!result.observed) return { id: delivery.id, outcome: 'stopped', attempts }
        const spent = attempts.push(result.attempt)
        onAttempt?.(result.attempt, spent)
        const next = nextStep(result.attempt, spent, policy, random)
        if (next.kind !== 'retry') return { id: delivery.id, outcome: next.kind, attempts }
        if (!(await waited(clock, next.waitMs, signal))) {
          return { id: delivery.id, outcome: 'stopped', attempts }
        }
      }
    },
  }
}

/** @throws HarnessError INVALID_URL */
function below(endpoint: string): (message: OutgoingMessage) => string {
  const base = readHttpUrl(endpoint, 'endpoint')
  return ({ path, operation }) => belowUrl(base, path ?? `/${operation}`)
}

async function waited(clock: Clock, ms: number, signal: AbortSignal | undefined): Promise<boolean> {
  try {
    await clock.sleep(ms, signal)
    return true
  } catch (error) {
    if (signal?.aborted === true) return false
    throw error
  }
}
