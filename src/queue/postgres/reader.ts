import type { DeliveryFilter, DeliveryHistory, DeliveryState, StateCounts } from '../delivery.ts'
import { DELIVERY_STATES } from '../delivery.ts'
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
import type { PostgresDatabase } from './database.ts'
import { DELIVERED, FAILED, PENDING } from './schema.ts'
import { DELIVERIES } from './sql.ts'

type Value = string | number | readonly string[]

/** Reads deliveries for people. */
export class PostgresReader {
  readonly #database: PostgresDatabase
  readonly #now: () => number

  constructor(database: PostgresDatabase, now: () => number) {
    this.#database = database
    this.#now = now
  }

  async list(filter: DeliveryFilter, { after = 0, limit = 1000 }: Page = {}): Promise<ListPage> {
    const { condition, values } = this.condition(filter)
    const rows = await this.#database.query(
      `SELECT ${DELIVERY_COLUMNS}, d.sending FROM ${DELIVERIES}
       WHERE ${condition} AND d.seq > $${values.length + 1} ORDER BY d.seq LIMIT $${values.length + 2}`,
      [...values, after, limit],
    )
    return listPage(rows, limit, (row) => this.#stateOf(row))
  }

  async counts(): Promise<StateCounts> {
    const now = this.#now()
    const columns = DELIVERY_STATES.map(
      (state) => `count(*) FILTER (WHERE ${stateCondition(state, () => '$1')}) AS ${state}`,
    )
    const rows = await this.#database.query(
      `SELECT ${columns.join(', ')}, $1::bigint AS now FROM dropship_delivery d`,
      [now],
    )
    return stateCounts(rows[0] ?? {})
  }

  async show(id: string): Promise<DeliveryHistory | undefined> {
    const rows = await this.#database.query(
      `SELECT ${DELIVERY_COLUMNS}, d.sending, m.body FROM ${DELIVERIES}
       JOIN dropship_message m ON m.seq = d.seq WHERE d.id = $1`,
      [id],
    )
    const [row] = rows
    if (row === undefined) return undefined
    const attempts = await this.#database.query(
      `SELECT ${ATTEMPT_COLUMNS} FROM dropship_attempt WHERE seq = $1 ORDER BY round, number`,
      [row.seq],
    )
    return deliveryHistory(row, this.#stateOf(row), attempts)
  }

  /** A filter as SQL. @param taken parameters that come before the filter's */
  condition(
    filter: DeliveryFilter,
    taken: readonly Value[] = [],
  ): { readonly condition: string; readonly values: readonly Value[] } {
    const values: Value[] = [...taken]
    const place = (value: Value): string => `$${values.push(value)}`
    const condition = filterSql(filter, {
      place,
      anyOf: (column, texts) => `${column} = ANY (${place(texts)}::text[])`,
      state: (state) => stateCondition(state, () => place(this.#now())),
    })
    return { condition, values }
  }

  #stateOf(row: Row): DeliveryState {
    const state = numberOf(row, 'state')
    if (state === DELIVERED) return 'delivered'
    if (state === FAILED) return 'failed'
    const isLater = numberOf(row, 'due_at') > this.#now()
    if (row.sending === true && isLater) return 'sending'
    return isLater ? 'waiting' : 'due'
  }
}

/** A lease that has run out leaves its delivery due. */
function stateCondition(state: DeliveryState, now: () => string): string {
  switch (state) {
    case 'delivered':
      return `d.state = ${DELIVERED}`
    case 'failed':
      return `d.state = ${FAILED}`
    case 'sending':
      return `(d.state = ${PENDING} AND d.sending AND d.due_at > ${now()})`
    case 'waiting':
      return `(d.state = ${PENDING} AND NOT d.sending AND d.due_at > ${now()})`
    case 'due':
      return `(d.state = ${PENDING} AND d.due_at <= ${now()})`
  }
}
