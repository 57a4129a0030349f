import type { Claim, NewDelivery, AttemptOutcome, Redirection } from '../../../src/queue/index.ts'
import type { Row as Columns } from '../../../src/queue/rows.ts'
import type { Host } from './host.ts'
import type { SimulatedPostgres, SimulatedStatement } from './postgres-server.ts'
import type { QueueRow } from './row.ts'
import { enqueue, remove, retry, settle } from './statements.ts'
import type { PendingRows } from './table.ts'

type Made<T> = Omit<SimulatedStatement<T>, 'by'>

/** The real store's statements, as functions of the tables. */
export class PostgresStatements {
  readonly #server: SimulatedPostgres

  constructor(server: SimulatedPostgres) {
    this.#server = server
  }

  /** @returns the keys of those that were added, `undefined` of the others, in their order */
  enqueue(deliveries: readonly NewDelivery[], now: number): Made<readonly (number | undefined)[]> {
    return {
      select: () => [],
      apply: () => {
        const keys = enqueue(this.#server.table, deliveries, now).map((row) => row?.key)
        if (keys.some((key) => key !== undefined)) this.#server.notify()
        return keys
      },
    }
  }

  /** Retries first, then the oldest; rows that another transaction has locked are passed over. */
  claim(request: {
    readonly endpoint: PendingRows
    readonly limit: number
    readonly isAll: boolean
    readonly now: number
    readonly leaseUntil: number
    readonly isWithMessage: boolean
  }): Made<readonly Columns[]> {
    const { endpoint, limit, isAll, now, leaseUntil, isWithMessage } = request
    return {
      select: () => {
        const retries = endpoint.retries.unlocked(now, limit)
        if (!isAll || retries.length === limit) return retries
        const fresh = endpoint.fresh.unlocked(now, limit - retries.length)
        return retries.length === 0 ? fresh : [...retries, ...fresh]
      },
      apply: (rows) =>
        rows.map((row) => {
          const { fence, spent, round, retrying, dueAt } = row.current
          this.#lease(row, true, leaseUntil, fence + 1)
          const claim = [row.key, fence + 1, spent, round, retrying, dueAt]
          if (!isWithMessage) return { claim }
          const { message, body } = messageColumns(row)
          return { claim, message, body }
        }),
    }
  }

  /** @returns whether each was settled */
  settle(outcomes: readonly AttemptOutcome[], now: number): Made<readonly boolean[]> {
    const settled: boolean[] = []
    let chosen: AttemptOutcome[] = []
    return {
      select: () => {
        chosen = outcomes.filter(({ claim }) => this.#held(claim) !== undefined)
        return this.#free(chosen.map(({ claim }) => claim))
      },
      apply: (rows) => {
        let place = 0
        for (const outcome of outcomes) {
          const row = chosen[place] === outcome ? rows[place++] : undefined
          settled.push(row !== undefined)
          if (row !== undefined) settle(this.#server.table, row, outcome, now)
        }
        return settled
      },
    }
  }

  /** What was never tried takes its place in the order again. */
  release(claims: readonly Claim[], now: number): Made<unknown> {
    return this.#ofHeld(claims, (row) => {
      const dueAt = row.current.retrying ? now : Math.min(now, row.createdAt)
      this.#lease(row, false, dueAt, row.current.fence)
    })
  }

  /** @returns the fences of those that are still held, by key */
  extend(claims: readonly Claim[], leaseUntil: number): Made<ReadonlyMap<number, number>> {
    return this.#ofHeld(claims, (row) => this.#lease(row, true, leaseUntil, row.current.fence))
  }

  retry(
    find: () => readonly QueueRow[],
    now: number,
    redirections?: readonly Redirection[],
  ): Made<number> {
    return {
      select: () => free(find()),
      apply: (rows) => {
        retry(this.#server.table, rows, now, redirections)
        if (rows.length > 0) this.#server.notify()
        return rows.length
      },
    }
  }

  discard(find: () => readonly QueueRow[]): Made<number> {
    return { select: () => free(find()), apply: (rows) => this.#remove(rows) }
  }

  purge(find: () => readonly QueueRow[]): Made<number> {
    return {
      select: () => find().filter(({ lockedBy }) => lockedBy === undefined),
      apply: (rows) => this.#remove(rows),
    }
  }

  read<T>(read: () => T): Made<T> {
    return { select: () => [], apply: read }
  }

  /** Run by this client. */
  by<T>(host: Host, made: Made<T>): SimulatedStatement<T> {
    return { by: host, select: made.select, apply: made.apply }
  }

  #lease(row: QueueRow, isClaimed: boolean, dueAt: number, fence: number): void {
    const { table } = this.#server
    table.change(row, table.transitions.leased(row.current, isClaimed, dueAt, fence))
  }

  #remove(rows: readonly QueueRow[]): number {
    remove(this.#server.table, rows)
    return rows.length
  }

  #ofHeld(
    claims: readonly Claim[],
    change: (row: QueueRow) => void,
  ): Made<ReadonlyMap<number, number>> {
    return {
      select: () => this.#free(claims),
      apply: (rows) => {
        for (const row of rows) change(row)
        return new Map(rows.map(({ key, current }) => [key, current.fence]))
      },
    }
  }

  /** The rows of those claims that are current. */
  #free(claims: readonly Claim[]): readonly QueueRow[] | 'wait' {
    const rows: QueueRow[] = []
    for (const claim of claims) {
      const row = this.#held(claim)
      if (row !== undefined) rows.push(row)
    }
    return free(rows)
  }

  /** The row of a claim that is the current one. */
  #held({ key, fence }: Claim): QueueRow | undefined {
    const row = this.#server.table.row(key)
    return row !== undefined && row.current.sending && row.current.fence === fence ? row : undefined
  }
}

/** The columns of a delivery's message. */
export function messageColumns({ delivery, current }: QueueRow): Columns {
  const { id, operation, method, identifier = null, body } = delivery
  return { message: { id, operation, method, url: current.url, identifier }, body }
}

function free(rows: readonly QueueRow[]): readonly QueueRow[] | 'wait' {
  return rows.every(({ lockedBy }) => lockedBy === undefined) ? rows : 'wait'
}
