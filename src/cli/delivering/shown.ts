import { formatDuration, plural, printableLine, shownUrl } from '../../core/index.ts'
import type { DeliveryHistory, StoredAttempt, StoredDelivery } from '../../queue/index.ts'

/** Longer messages are cut, in characters. */
const MESSAGE_LIMIT = 16_384

/** What the parts of a line are. */
export const LINE_HEADING = [
  'last changed'.padEnd(24),
  'state'.padEnd(9),
  'last outcome',
  'attempts',
  'id',
  'operation',
  'identifier',
  'address',
].join('  ')

/** One delivery on a line, for a terminal. */
export function renderLine(delivery: StoredDelivery): string {
  const { id, state, operation, identifier, updatedAt, lastStatus, lastError, url } = delivery
  const { spent, retriedByHand } = delivery
  const outcome = lastStatus ?? lastError ?? '–'
  const since = retriedByHand === 0 ? '' : ` since retry ${retriedByHand} by hand`
  const parts = [
    new Date(updatedAt).toISOString(),
    state.padEnd(9),
    String(outcome).padEnd(4),
    `${spent}×${since}`,
    id,
    operation,
    identifier ?? '',
    `to ${shownUrl(url)}`,
  ]
  return printableLine(parts.join('  ').trimEnd())
}

/** One delivery with all its details except the message. */
export function renderHistory({ delivery, attempts }: DeliveryHistory): string {
  const { id, state, operation, method, url, identifier, createdAt, dueAt, enqueuedFor } = delivery
  return [
    `${id}  ${state}`,
    `  operation   ${operation}`,
    `  to          ${method} ${shownUrl(url)}`,
    ...(enqueuedFor === undefined ? [] : [`  originally  ${shownUrl(enqueuedFor)}`]),
    ...(identifier === undefined ? [] : [`  identifier  ${identifier}`]),
    `  enqueued    ${new Date(createdAt).toISOString()}`,
    ...(dueAt === undefined ? [] : [`  due         ${new Date(dueAt).toISOString()}`]),
    `  attempts    ${attempts.length === 0 ? 'none' : ''}`,
    ...attempts.flatMap((attempt, index) => attemptLines(attempt, index + 1)),
  ]
    .map((line) => printableLine(line).trimEnd())
    .join('\n')
}

/** A message verbatim, after a line with its size. */
export function renderMessage({ delivery, body }: DeliveryHistory): string {
  const text = Buffer.from(body).toString('utf8')
  const size = plural(body.length, 'byte')
  const rest = text.length - MESSAGE_LIMIT
  const more =
    rest > 0
      ? `\n… and ${plural(rest, 'more character')}: dropship queue show ${delivery.id} --body`
      : ''
  return `  message     ${size}\n${text.slice(0, MESSAGE_LIMIT)}${more}`
}

/** @param count of all attempts, as the endpoint and the console count them */
function attemptLines(attempt: StoredAttempt, count: number): string[] {
  const { startedAt, durationMs, number, round, status, error, renewed, answer: response } = attempt
  const retry = round === 0 ? '' : ` (${number} since retry ${round} by hand)`
  const renewal = renewed ? ', token renewed' : ''
  const outcome = [status, error?.message].filter((part) => part !== undefined).join(' ')
  return [
    `    ${count}${retry}: ${new Date(startedAt).toISOString()}  ${formatDuration(durationMs)}  ${outcome}${renewal}`,
    ...(response === undefined ? [] : [`       ${response.replaceAll(/\s+/g, ' ').slice(0, 500)}`]),
  ]
}
