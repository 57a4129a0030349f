import type { DeliveryFilter, DeliveryState } from './delivery.ts'

/** What differs between the two stores where a filter becomes SQL. */
export interface FilterDialect {
  /** Keeps a value as a parameter and returns its placeholder. */
  place(value: string | number): string
  /** A condition that a column's value is one of these texts. */
  anyOf(column: string, values: readonly string[]): string
  /** The condition for a state, at the store's present time. */
  state(state: DeliveryState): string
}

/**
 * A filter as a SQL condition over a delivery `d` and its endpoint `e`; `TRUE` when nothing restricts. Values only
 * ever travel as parameters.
 */
export function filterSql(filter: DeliveryFilter, dialect: FilterDialect): string {
  const { ids, states, endpoint, operation, identifier, lastStatus, lastError, since, until } =
    filter
  const equal = (column: string, value: string | number | undefined): string[] =>
    value === undefined ? [] : [`${column} = ${dialect.place(value)}`]
  const conditions = [
    ...(ids === undefined ? [] : [dialect.anyOf('d.id', ids)]),
    ...(states === undefined ? [] : [either(states.map((state) => dialect.state(state)))]),
    ...(endpoint === undefined ? [] : [addressSql(endpoint, dialect)]),
    ...equal('d.operation', operation),
    ...equal('d.identifier', identifier),
    ...equal('d.last_status', lastStatus),
    ...equal('d.last_error', lastError),
    ...(since === undefined ? [] : [`d.updated_at >= ${dialect.place(since)}`]),
    ...(until === undefined ? [] : [`d.updated_at < ${dialect.place(until)}`]),
  ]
  return conditions.length === 0 ? 'TRUE' : conditions.join(' AND ')
}

/** An address as a person writes it: with or without its last slash, and without the query, which may hold a key. */
function addressSql(address: string, dialect: FilterDialect): string {
  const bare = address.replace(/\/+$/, '')
  const spellings = [bare, `${bare}/`]
  const startsWith = (column: string, start: string): string =>
    `substr(${column}, 1, ${start.length}) = ${dialect.place(start)}`
  return either([
    ...['e.url', 'd.url'].map((column) => dialect.anyOf(column, spellings)),
    ...(address.includes('?')
      ? []
      : spellings.flatMap((spelling) =>
          ['e.url', 'd.url'].map((column) => startsWith(column, `${spelling}?`)),
        )),
  ])
}

function either(conditions: readonly string[]): string {
  return conditions.length === 0 ? 'FALSE' : `(${conditions.join(' OR ')})`
}
