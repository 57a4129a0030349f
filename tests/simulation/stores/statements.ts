import type { NewDelivery, AttemptOutcome, Redirection } from '../../../src/queue/index.ts'
import type { QueueRow, RowState } from './row.ts'
import type { Table } from './table.ts'

/** Adds what is new, in this order. @returns the rows of those that are, `undefined` of the others */
export function enqueue(
  table: Table,
  deliveries: readonly NewDelivery[],
  now: number,
): readonly (QueueRow | undefined)[] {
  return deliveries.map((delivery) => table.add(delivery, now))
}

/** Records an attempt and what follows, which clears the claim. */
export function settle(table: Table, row: QueueRow, outcome: AttemptOutcome, now: number): void {
  const { claim, attempt, settlement } = outcome
  const number = claim.spent + 1
  const isWaiting = settlement.state === 'waiting'
  const { fence, round, attempts, endpoint, url, enqueuedFor } = row.current
  // Written out: it is what a simulation does most.
  const after: RowState = {
    state: isWaiting ? 'pending' : settlement.state,
    retrying: true,
    sending: false,
    dueAt: isWaiting ? settlement.dueAt : now,
    fence,
    spent: number,
    round,
    updatedAt: now,
    lastStatus: attempt.status,
    lastError: attempt.error?.kind,
    endpoint,
    url,
    enqueuedFor,
    attempts: attempts + 1,
  }
  table.change(row, after, { attempt, round: claim.round, number })
}

/** Makes failed rows due again, some of them elsewhere. */
export function retry(
  table: Table,
  rows: readonly QueueRow[],
  now: number,
  redirections: readonly Redirection[] = [],
): void {
  for (const row of rows) {
    const { operation } = row.delivery
    const redirection = redirections.find((one) => one.operation === operation)
    table.change(row, {
      ...row.current,
      ...elsewhere(row.current, redirection),
      state: 'pending',
      retrying: false,
      sending: false,
      spent: 0,
      round: row.current.round + 1,
      dueAt: now,
      updatedAt: now,
    })
  }
}

function elsewhere(
  { url, enqueuedFor }: RowState,
  redirection: Redirection | undefined,
): Partial<RowState> {
  if (redirection === undefined || redirection.url === url) return {}
  const { endpoint } = redirection
  return { endpoint, url: redirection.url, enqueuedFor: enqueuedFor ?? url }
}

export function remove(table: Table, rows: readonly QueueRow[]): void {
  for (const row of rows) table.remove(row)
}
