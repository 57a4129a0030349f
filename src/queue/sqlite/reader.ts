import {
  DELIVERY_STATES,
  type DeliveryFilter,
  type DeliveryHistory,
  type DeliveryState,
  type StateCounts,
} from '../delivery.ts'
import { filterSql } from '../filter.ts'
import {
  ATTEMPT_COLUMNS,
  DELIVERY_COLUMNS,
  deliveryHistory,
  listPage,
  numberOf,
  type Row,
  stateCounts,
} from '../rows.ts'
import type { ListPage, Page } from '../store.ts'
import type { Claims } from './claims.ts'
import type { Database } from './engine.ts'
import { DELIVERED, FAILED, PENDING } from './schema.ts'

type Value = string | number

/** What is read for people. `sending` is known for this process's worker alone; another's is shown as due. */
export class SqliteReader {
  readonly #database: Database
  readonly #claims: Claims
  readonly #now: () => number

  constructor(database: Database, claims: Claims, now: () => number) {
    this.#database = database
    this.#claims = claims
    this.#now = now
  }

  list(filter: DeliveryFilter, { after = 0, limit = 1000 }: Page = {}): ListPage {
    const { condition, values } = this.condition(filter)
    const rows: readonly Row[] = this.#database
      .prepare(
        `SELECT ${DELIVERY_COLUMNS}, d.retrying FROM delivery d JOIN endpoint e ON e.id = d.endpoint
         WHERE ${condition} AND d.seq > ? ORDER BY d.seq LIMIT ?`,
      )
      .all(...values, after, limit)
    return listPage(rows, limit, (row) => this.#stateOf(row))
  }

  /** Keys of deliveries after one, in their order. */
  keys(filter: DeliveryFilter, after: number, limit: number): number[] {
    const { condition, values } = this.condition(filter)
    const rows: readonly Row[] = this.#database
      .prepare(
        `SELECT d.seq FROM delivery d JOIN endpoint e ON e.id = d.endpoint
         WHERE ${condition} AND d.seq > ? ORDER BY d.seq LIMIT ?`,
      )
      .all(...values, after, limit)
    return rows.map((row) => numberOf(row, 'seq'))
  }

  counts(): StateCounts {
    const values: Value[] = []
    const columns = DELIVERY_STATES.map((state) => {
      const condition = this.#stateCondition(state, placeIn(values))
      return `count(*) FILTER (WHERE ${condition}) AS ${state}`
    })
    const row: Row = this.#database
      .prepare(`SELECT ${columns.join(', ')} FROM delivery d`)
      .get(...values)
    return stateCounts(row)
  }

  show(id: string): DeliveryHistory | undefined {
    const row: Row | undefined = this.#database
      .prepare(
        `SELECT ${DELIVERY_COLUMNS}, d.retrying, m.body FROM delivery d JOIN endpoint e ON e.id = d.endpoint
         JOIN message m ON m.seq = d.seq WHERE d.id = ?`,
      )
      .get(id)
    if (row === undefined) return undefined
    const attempts: readonly Row[] = this.#database
      .prepare(`SELECT ${ATTEMPT_COLUMNS} FROM attempt WHERE seq = ? ORDER BY round, number`)
      .all(numberOf(row, 'seq'))
    return deliveryHistory(row, this.#stateOf(row), attempts)
  }

  /** A filter as SQL with its parameters in the order of their places. */
  condition(filter: DeliveryFilter): {
    readonly condition: string
    readonly values: readonly Value[]
  } {
    const values: Value[] = []
    const place = placeIn(values)
    const condition = filterSql(filter, {
      place,
      anyOf: (column, texts) =>
        `${column} IN (SELECT value FROM json_each(${place(JSON.stringify(texts))}))`,
      state: (state) => this.#stateCondition(state, place),
    })
    return { condition, values }
  }

  #stateCondition(state: DeliveryState, place: (value: Value) => string): string {
    const held = (): string =>
      `(SELECT value FROM json_each(${place(JSON.stringify(this.#claims.keys))}))`
    switch (state) {
      case 'delivered':
        return `d.state = ${DELIVERED}`
      case 'failed':
        return `d.state = ${FAILED}`
      case 'sending':
        return `(d.state = ${PENDING} AND d.seq IN ${held()})`
      case 'waiting':
        return `(d.state = ${PENDING} AND d.retrying = 1 AND d.due_at > ${place(this.#now())} AND d.seq NOT IN ${held()})`
      case 'due':
        return `(d.state = ${PENDING} AND (d.retrying = 0 OR d.due_at <= ${place(this.#now())}) AND d.seq NOT IN ${held()})`
    }
  }

  #stateOf(row: Row): DeliveryState {
    const state = numberOf(row, 'state')
    if (state === DELIVERED) return 'delivered'
    if (state === FAILED) return 'failed'
    if (this.#claims.has(numberOf(row, 'seq'))) return 'sending'
    // An untried delivery is due whatever the clock says, because the clock may have been set back.
    return numberOf(row, 'retrying') === 1 && numberOf(row, 'due_at') > this.#now()
      ? 'waiting'
      : 'due'
  }
}

function placeIn(values: Value[]): (value: Value) => string {
  return (value) => {
    values.push(value)
    return '?'
  }
}
