import { defined } from '../../../src/core/index.ts'
import type {
  DeliveryFilter,
  DeliveryHistory,
  DeliveryState,
  StateCounts,
  StoredDelivery,
} from '../../../src/queue/index.ts'
import type { ListPage, Page } from '../../../src/queue/store.ts'
import type { QueueRow, RowState } from './row.ts'
import type { Table } from './table.ts'

/** What people read of a store. */
export class TableReading {
  readonly #table: Table
  readonly #stateOf: (row: QueueRow) => DeliveryState

  /** @param stateOf at the store's present time, as the store knows it */
  constructor(table: Table, stateOf: (row: QueueRow) => DeliveryState) {
    this.#table = table
    this.#stateOf = stateOf
  }

  list(filter: DeliveryFilter, { after = 0, limit = 1000 }: Page = {}): ListPage {
    const found = this.#rows(filter)
      .filter(({ key }) => key > after)
      .slice(0, limit)
    const last = found.at(-1)
    return {
      deliveries: found.map((row) => this.#stored(row)),
      ...(last !== undefined && found.length === limit ? { next: last.key } : {}),
    }
  }

  counts(): StateCounts {
    const counts = { due: 0, sending: 0, waiting: 0, delivered: 0, failed: 0 }
    for (const row of this.#table.rows) counts[this.#stateOf(row)]++
    return counts
  }

  show(id: string): DeliveryHistory | undefined {
    const row = this.#table.rowOf(id)
    if (row === undefined) return undefined
    return {
      delivery: this.#stored(row),
      body: row.delivery.body,
      attempts: row.attempts.map(({ attempt, round, number }) => ({ ...attempt, round, number })),
    }
  }

  /** Of the failure queue, in the order of enqueueing. */
  failed(filter: DeliveryFilter): readonly QueueRow[] {
    return this.#rows({ ...filter, states: ['failed'] }, this.#table.failed)
  }

  /** In the order of enqueueing. */
  #rows(filter: DeliveryFilter, all = this.#table.rows): readonly QueueRow[] {
    const candidates =
      filter.ids === undefined
        ? [...all]
        : [...new Set(filter.ids)].flatMap((id) => this.#table.rowOf(id) ?? [])
    return candidates
      .filter((row) => this.#matches(row, filter))
      .toSorted((left, right) => left.key - right.key)
  }

  #matches(row: QueueRow, filter: DeliveryFilter): boolean {
    const { delivery, current } = row
    const { states, since, until, endpoint } = filter
    const equal = <T>(wanted: T | undefined, found: T | undefined): boolean =>
      wanted === undefined || wanted === found
    return (
      (states === undefined || states.includes(this.#stateOf(row))) &&
      (endpoint === undefined || isAt(current, endpoint)) &&
      equal(filter.operation, delivery.operation) &&
      equal(filter.identifier, delivery.identifier) &&
      equal(filter.lastStatus, current.lastStatus) &&
      equal(filter.lastError, current.lastError as string | undefined) &&
      (since === undefined || current.updatedAt >= since) &&
      (until === undefined || current.updatedAt < until)
    )
  }

  #stored(row: QueueRow): StoredDelivery {
    const { id, operation, method, identifier } = row.delivery
    const { spent, round, updatedAt, dueAt, lastStatus, lastError } = row.current
    const { endpoint, url, enqueuedFor } = row.current
    const state = this.#stateOf(row)
    const isSettled = state === 'delivered' || state === 'failed'
    return {
      id,
      endpoint,
      operation,
      method,
      url,
      state,
      spent,
      retriedByHand: round,
      createdAt: row.createdAt,
      updatedAt,
      ...defined({ enqueuedFor, identifier }),
      ...(isSettled ? {} : { dueAt }),
      ...defined({ lastStatus, lastError }),
    }
  }
}

/** Whether an address names an endpoint or a URL: with or without its last slash, and with any query if it has none. */
function isAt({ endpoint, url }: RowState, address: string): boolean {
  const bare = address.replace(/\/+$/, '')
  const hasQuery = address.includes('?')
  return [endpoint, url].some((known) =>
    [bare, `${bare}/`].some(
      (spelling) => known === spelling || (!hasQuery && known.startsWith(`${spelling}?`)),
    ),
  )
}
