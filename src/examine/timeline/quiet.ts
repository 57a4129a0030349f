import {
  isDelivered,
  messagesOf,
  type MessageDeliveries,
  tokenRequestsOf,
  waitsOf,
} from './messages.ts'
import type { Mark, SenderRequest } from './received.ts'

/** How much time the sender is given; milliseconds, already divided by the time scale. */
export interface SenderPace {
  /** The longest wait before a first retry. */
  readonly firstWaitMs: number
  /** Within which the sender gives up a request without a response. */
  readonly timeoutMs: number
  /** From the start, a restart or a request for a retry to the sender's first request. Not scaled: programs take their time. */
  readonly startMs: number
}

/** How much longer than the one before a wait may be: twice, with a fifth of jitter. */
const NEXT_WAIT = 2.4

/** For messages to further operations, which a sender may start one after the other. */
const FURTHER_MS = 1500

/** Of one message: more than these are more than six attempts, however many follow. */
export const SEEN_ENOUGH = 9
/** Where each attempt has a resend after a 401, and of token requests. */
const MOST_WITH_RESENDS = 25
const MOST_TOKEN_REQUESTS = 100

/** Whether a sender repeats itself without an end: there is no silence to wait for. */
export function isEndless(received: readonly SenderRequest[]): boolean {
  return (
    tokenRequestsOf({ received }).length > MOST_TOKEN_REQUESTS ||
    messagesOf({ received }).some(({ deliveries }) => {
      const isResent = deliveries.some(({ status }) => status === 401)
      return deliveries.length >= (isResent ? MOST_WITH_RESENDS : SEEN_ENOUGH)
    })
  )
}

/**
 * Until when the examiner listens if nothing more comes: silence for twice the longest wait that the policy allows next is
 * the proof that no further retry follows. Milliseconds since the situation began.
 *
 * @param operations how many messages are expected, one of each operation
 */
export function quietAt(
  received: readonly SenderRequest[],
  marks: readonly Mark[],
  operations: number,
  pace: SenderPace,
): number {
  const since = marks.at(-1)?.atMs ?? 0
  const recent = received.filter(({ atMs }) => atMs >= since)
  const open = received.filter(({ endedMs }) => endedMs === undefined)
  const stillOpen = Math.max(0, ...open.map(({ atMs }) => atMs + pace.timeoutMs))
  if (recent.length === 0) return Math.max(since + pace.startMs, stillOpen)
  const messages = messagesOf({ received })
  const last = Math.max(...received.map(({ atMs, endedMs }) => endedMs ?? atMs))
  const further = messages.length < operations ? FURTHER_MS : 0
  const silences = [
    2 * pace.firstWaitMs,
    further,
    ...messages.map((message) => silenceAfter(message, pace)),
    ...tokenSilence(received, pace),
  ]
  const asked = Math.max(0, ...received.map((request) => askedUntil(request, pace)))
  return Math.max(last + Math.max(...silences), stillOpen, asked)
}

/** Twice the longest wait that may come next. A message that was accepted has none, but for a sender that repeats it. */
function silenceAfter(message: MessageDeliveries, { firstWaitMs }: SenderPace): number {
  if (isDelivered(message)) return 2 * firstWaitMs
  const asked = message.deliveries.some(({ notBeforeMs }) => notBeforeMs !== undefined)
  const longest = asked ? 0 : Math.max(0, ...waitsOf(message))
  return 2 * Math.max(firstWaitMs, NEXT_WAIT * longest)
}

/** With a response that asks to wait, jitter may lengthen what it asks for by half. */
function askedUntil(
  { atMs, endedMs = atMs, notBeforeMs }: SenderRequest,
  { firstWaitMs }: SenderPace,
): number {
  if (notBeforeMs === undefined) return 0
  return notBeforeMs + Math.max(2 * firstWaitMs, (notBeforeMs - endedMs) / 2)
}

/** Before a token is there, the retries show at the token service alone. */
function tokenSilence(received: readonly SenderRequest[], { firstWaitMs }: SenderPace): number[] {
  const requests = tokenRequestsOf({ received })
  const isWithoutToken = requests.at(-1)?.token === undefined
  if (!isWithoutToken || requests.length < 2) return []
  const gaps = requests
    .slice(1)
    .map(({ atMs }, index) => atMs - (requests[index]?.endedMs ?? requests[index]?.atMs ?? atMs))
  return [2 * Math.max(firstWaitMs, NEXT_WAIT * Math.max(0, ...gaps))]
}
