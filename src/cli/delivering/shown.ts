import { formatDuration, printableLine, shownUrl, textOf } from '../../core/index.ts'
import type { DeliveryHistory, StoredAttempt, StoredDelivery } from '../../queue/index.ts'

const BODY_LIMIT = 4096

/** One delivery on a line, for a terminal. */
export function renderLine(delivery: StoredDelivery): string {
  const { id, state, operation, identifier, updatedAt, spent, lastStatus, lastError, url } =
    delivery
  const outcome = lastStatus ?? lastError ?? '–'
  const parts = [
    new Date(updatedAt).toISOString(),
    state.padEnd(9),
    String(outcome).padEnd(4),
    `${spent}×`,
    id,
    operation,
    identifier ?? '',
    `to ${shownUrl(url)}`,
  ]
  return printableLine(parts.join('  ').trimEnd())
}

/** One delivery with everything that is known of it. */
export function renderHistory({ delivery, body, attempts }: DeliveryHistory): string {
  const { id, state, operation, method, url, identifier, createdAt, dueAt, enqueuedFor } = delivery
  const message = textOf(body.subarray(0, BODY_LIMIT))
  return [
    `${id}  ${state}`,
    `  operation   ${operation}`,
    `  to          ${method} ${shownUrl(url)}`,
    ...(enqueuedFor === undefined ? [] : [`  at first    ${shownUrl(enqueuedFor)}`]),
    ...(identifier === undefined ? [] : [`  identifier  ${identifier}`]),
    `  enqueued    ${new Date(createdAt).toISOString()}`,
    ...(dueAt === undefined ? [] : [`  due         ${new Date(dueAt).toISOString()}`]),
    `  message     ${message}${body.length > BODY_LIMIT ? ' …' : ''}`,
    `  attempts    ${attempts.length === 0 ? 'none' : ''}`,
    ...attempts.flatMap(attemptLines),
  ]
    .map((line) => printableLine(line).trimEnd())
    .join('\n')
}

function attemptLines(attempt: StoredAttempt): string[] {
  const { startedAt, durationMs, number, round, status, error, renewed, answer } = attempt
  const retry = round === 0 ? '' : `, after retry ${round} by hand`
  const renewal = renewed ? ', token renewed' : ''
  const came = [status, error?.message].filter((part) => part !== undefined).join(' ')
  return [
    `    ${number}${retry}: ${new Date(startedAt).toISOString()}  ${formatDuration(durationMs)}  ${came}${renewal}`,
    ...(answer === undefined ? [] : [`       ${answer.replaceAll(/\s+/g, ' ').slice(0, 500)}`]),
  ]
}
