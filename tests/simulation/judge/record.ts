import type { HttpRequest } from '../../../src/core/index.ts'
import type { Claim, NewDelivery, AttemptOutcome } from '../../../src/queue/index.ts'
import { isSameAttempt } from '../same-attempt.ts'
import type { QueueRow, RowState } from '../stores/row.ts'
import type { Held } from './subject.ts'

/** Whether a store recorded an outcome as it was told. */
export function isRecordedAsTold(
  { attempt, settlement }: AttemptOutcome,
  row: QueueRow,
  before: RowState,
  after: RowState,
): boolean {
  const number = before.spent + 1
  const recorded = row.attempts.at(-1)
  const isWaiting = settlement.state === 'waiting'
  return (
    after.attempts === before.attempts + 1 &&
    recorded !== undefined &&
    isSameAttempt(recorded.attempt, attempt) &&
    recorded.number === number &&
    recorded.round === before.round &&
    after.spent === number &&
    after.round === before.round &&
    after.lastStatus === attempt.status &&
    after.lastError === attempt.error?.kind &&
    after.state === (isWaiting ? 'pending' : settlement.state) &&
    (!isWaiting || (after.dueAt === settlement.dueAt && after.retrying))
  )
}

/** Whether a claim gives the message as it was enqueued. */
export function isSameMessage({ delivery }: Claim, enqueued: NewDelivery): boolean {
  return (
    delivery.operation === enqueued.operation &&
    delivery.method === enqueued.method &&
    areSameBytes(delivery.body, enqueued.body)
  )
}

/** Whether a request carries the message of a claim to where the claim says. */
export function isSameRequest(request: HttpRequest, { subject, claim }: Held): boolean {
  return (
    request.method === subject.delivery.method &&
    request.url === claim.delivery.url &&
    areSameBytes(request.body, subject.delivery.body)
  )
}

/** Whether a claim gives the address that is stored. */
export function isAt({ delivery, endpoint }: Claim, stored: RowState | undefined): boolean {
  return stored?.url === delivery.url && stored.endpoint === endpoint
}

/** Whether a claim gives the attempts that are stored. */
export function isCountedAs({ spent, round }: Claim, stored: RowState | undefined): boolean {
  return stored?.spent === spent && stored.round === round
}

function areSameBytes(found: unknown, expected: Uint8Array): boolean {
  return (
    found === expected || (found instanceof Uint8Array && Buffer.compare(found, expected) === 0)
  )
}
