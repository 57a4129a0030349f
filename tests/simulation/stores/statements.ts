import type { NewDelivery, AttemptOutcome, Redirection } from '../../../src/queue/index.ts'
import { type QueueRow, type RowState, rowState } from './row.ts'
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
  const { after, attempts } = table.transitions.settled(row.current, row.attempts, outcome, now)
  table.change(row, after, attempts)
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
    const after = rowState({
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
    table.change(row, after)
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
