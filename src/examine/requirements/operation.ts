import { requirement, skipped } from '../../certify/index.ts'
import { isDelivered, isSuccess, messagesOf, type MessageDeliveries } from '../timeline/messages.ts'
import type { Timeline } from '../timeline/received.ts'
import { firstDifference } from './bytes.ts'
import { check, failed, passed, type SenderCheck, unlessAny } from './check.ts'
import { DELIVERY, MANUAL, OWN } from './sources.ts'

const independent = requirement({
  id: 'DS-SND-ISO-01',
  level: 'resilient',
  keyword: 'SHOULD',
  basis: 'policy',
  text: 'A slow or failing endpoint does not hold up the messages to others.',
  source: `${OWN}; ${DELIVERY}`,
})

const durable = requirement({
  id: 'DS-SND-DUR-01',
  level: 'resilient',
  keyword: 'MUST',
  basis: 'practice',
  text: 'What the sender had taken on is delivered after it was stopped and started again.',
  source: DELIVERY,
})

const manual = requirement({
  id: 'DS-SND-MAN-01',
  level: 'resilient',
  keyword: 'MUST',
  basis: 'page',
  text: 'A manual retry sends the same message, and one that is accepted ends it.',
  source: MANUAL,
})

const trusted = requirement({
  id: 'DS-SND-TLS-01',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'practice',
  text: 'Nothing is sent to an endpoint whose certificate is not trusted.',
  source: 'documented for all such webhooks: TLS 1.2 or newer with a publicly trusted chain',
})

export const OPERATION = [independent, durable, manual, trusted]

/** Messages whose first delivery came only when another message was over. */
function heldUp(timeline: Timeline, isHolding: (message: MessageDeliveries) => number | undefined) {
  const messages = messagesOf(timeline)
  const [first] = messages
  const until = first === undefined ? undefined : isHolding(first)
  if (first === undefined || until === undefined) return []
  return messages
    .slice(1)
    .flatMap(({ operation, deliveries: [delivery] }) =>
      delivery === undefined || delivery.atMs < until
        ? []
        : [`${operation} came only when ${first.operation} was over`],
    )
}

function independenceChecks(): SenderCheck[] {
  return [
    check(independent, {
      id: 'independence/slow',
      title: 'delivers to other addresses while one does not respond',
      expected: 'the other messages before the first delivery is given up',
      fix: 'deliver in parallel, with a time limit for each request',
      situations: ['slow-endpoint'],
      conclude: (_exam, timelines) =>
        timelines.flatMap(messagesOf).length < 2
          ? ONE_MESSAGE
          : unlessAny(
              timelines.flatMap((timeline) =>
                heldUp(timeline, ({ deliveries: [first] }) => first?.endedMs),
              ),
              'they came meanwhile',
            ),
    }),
    check(independent, {
      id: 'independence/failing',
      title: 'delivers to other addresses while one fails',
      expected: 'the first delivery of every message before the last retry of another',
      fix: 'wait for the retries of one message without holding up others',
      situations: ['server-error'],
      conclude: (_exam, timelines) =>
        timelines.flatMap(messagesOf).length < 2
          ? ONE_MESSAGE
          : unlessAny(
              timelines.flatMap((timeline) =>
                heldUp(timeline, ({ deliveries }) =>
                  deliveries.length > 1 ? deliveries.at(-1)?.atMs : undefined,
                ),
              ),
              'they came meanwhile',
            ),
    }),
  ]
}

const ONE_MESSAGE = skipped(
  'the sender sent a single message',
  'let it send one message of each operation',
)

/** @param can what the examiner can do with the sender */
export function operationChecks(can: {
  readonly restart: boolean
  readonly retry: boolean
}): SenderCheck[] {
  return [
    ...independenceChecks(),
    check(durable, {
      id: 'restart/delivered',
      title: 'delivers after a restart what it had taken on',
      expected: 'every message that came before the stop, accepted after it, with the same bytes',
      fix: 'store a message before it is sent, and go on with what is stored after a start',
      // Skipped with its reason, and not omitted from the run, where the examiner cannot do it.
      situations: [can.restart ? 'restart' : 'accepted'],
      conclude: (_exam, timelines) =>
        can.restart
          ? unlessAny(timelines.flatMap(lostInRestart), 'every message was delivered')
          : skipped(
              'the examiner cannot restart the sender',
              'let the examiner start the sender with --command',
            ),
    }),
    check(manual, {
      id: 'manual-retry/delivered',
      title: 'sends the same message when it is retried by hand',
      expected: 'the same bytes, accepted once',
      fix: 'keep the bytes of a message that failed for good, and send these',
      situations: [can.retry ? 'manual-retry' : 'accepted'],
      conclude: (_exam, timelines) =>
        can.retry
          ? unlessAny(timelines.flatMap(manualComplaints), 'the same bytes, accepted once')
          : skipped(
              'the examiner cannot ask for a manual retry',
              'name the command or address that asks for it with --retry-trigger',
            ),
    }),
    check(trusted, {
      id: 'tls/untrusted',
      title: 'sends nothing to an endpoint whose certificate is not trusted',
      expected: 'no request after the handshake',
      fix: 'leave the verification of certificates on',
      situations: ['untrusted-certificate'],
      conclude: (_exam, [timeline]) => {
        // A token request carries the client's secret.
        const [sent] = timeline?.received ?? []
        if (sent !== undefined) return failed(`a request to ${sent.target} was sent`)
        return (timeline?.abandonedHandshakes ?? 0) > 0
          ? passed('the connection was given up')
          : failed('no connection was attempted')
      },
    }),
  ]
}

function lostInRestart(timeline: Timeline): string[] {
  const restarted = timeline.marks.find(({ kind }) => kind === 'restarted')?.received
  if (restarted === undefined) return ['the sender was not restarted: it sent nothing before']
  const later = messagesOf({ received: timeline.received.slice(restarted) })
  return messagesOf({ received: timeline.received.slice(0, restarted) }).flatMap((message) => {
    const { operation, deliveries } = message
    const after = later.find((each) => each.operation === operation)
    if (after === undefined || !isDelivered(after)) return [`${operation} was lost`]
    const [first] = deliveries
    return first === undefined ? [] : changed(operation, first.body, after.deliveries)
  })
}

function manualComplaints(timeline: Timeline): string[] {
  const asked = timeline.marks.find(({ kind }) => kind === 'manual retry')?.received
  if (asked === undefined) return ['no retry was asked for']
  if (timeline.trouble !== undefined) return [timeline.trouble]
  const later = messagesOf({ received: timeline.received.slice(asked) })
  return messagesOf({ received: timeline.received.slice(0, asked) }).flatMap((message) => {
    const {
      operation,
      deliveries: [first],
    } = message
    const after = later.find((each) => each.operation === operation)?.deliveries ?? []
    const accepted = after.filter(isSuccess).length
    if (accepted === 0) return [`${operation} was not sent`]
    if (after.length > 1) return [`${operation} was sent ${after.length} times`]
    return first === undefined ? [] : changed(operation, first.body, after)
  })
}

function changed(
  operation: string,
  body: Uint8Array,
  later: MessageDeliveries['deliveries'],
): string[] {
  const difference = later
    .map((delivery) => firstDifference(body, delivery.body))
    .find((found) => found !== undefined)
  return difference === undefined ? [] : [`${operation}: ${difference}`]
}
