import type { AttemptErrorKind } from '../sender/index.ts'
import type {
  Claim,
  DeliveryHistory,
  DeliveryState,
  StateCounts,
  StoredAttempt,
  StoredDelivery,
} from './delivery.ts'
import type { ListPage } from './store.ts'

/** A row as either database's driver gives it: numbers may come as text or bigint. */
export type Row = Readonly<Record<string, unknown>>

export function numberOf(row: Row, column: string): number {
  const value = Number(row[column])
  if (Number.isNaN(value)) throw new TypeError(`column ${column} is not a number`)
  return value
}

export function textOf(row: Row, column: string): string {
  const value = row[column]
  if (typeof value !== 'string') throw new TypeError(`column ${column} is not a text`)
  return value
}

export function bytesOf(row: Row, column: string): Uint8Array {
  const value = row[column]
  if (!(value instanceof Uint8Array)) throw new TypeError(`column ${column} is not binary`)
  return value
}

export const optionalText = (row: Row, column: string): string | undefined =>
  row[column] === null ? undefined : textOf(row, column)

const optionalNumber = (row: Row, column: string): number | undefined =>
  row[column] === null ? undefined : numberOf(row, column)

/** Only what the sender named was ever stored. */
const optionalError = (row: Row, column: string): AttemptErrorKind | undefined =>
  optionalText(row, column) as AttemptErrorKind | undefined

/** Leaves out what is undefined. */
function present<T extends object>(record: {
  readonly [K in keyof T]: T[K] | undefined
}): Partial<T> {
  return Object.fromEntries(
    Object.entries(record).filter(([, value]) => value !== undefined),
  ) as Partial<T>
}

/** The message of a claim, independent of its holder; only a retry by hand may change its URL. */
export type ClaimedMessage = Pick<Claim, 'delivery' | 'identifier'>

/** From a message's columns. @param content the row that has its body */
export function claimedMessage(row: Row, content: Row = row): ClaimedMessage {
  const identifier = optionalText(row, 'identifier')
  const delivery = {
    id: textOf(row, 'id'),
    operation: textOf(row, 'operation'),
    method: textOf(row, 'method'),
    url: textOf(row, 'url'),
    body: bytesOf(content, 'body'),
  }
  return identifier === undefined ? { delivery } : { delivery, identifier }
}

/** Columns of delivery `d` and endpoint `e` that {@link storedDelivery} reads. */
export const DELIVERY_COLUMNS = `d.seq, d.id, e.url AS endpoint, d.operation, d.method, d.url, d.enqueued_for, d.identifier, d.state,
  d.due_at, d.spent, d.round, d.created_at, d.updated_at, d.last_status, d.last_error`

export function storedDelivery(row: Row, state: DeliveryState): StoredDelivery {
  const settled = state === 'delivered' || state === 'failed'
  return {
    id: textOf(row, 'id'),
    endpoint: textOf(row, 'endpoint'),
    operation: textOf(row, 'operation'),
    method: textOf(row, 'method'),
    url: textOf(row, 'url'),
    state,
    spent: numberOf(row, 'spent'),
    retriedByHand: numberOf(row, 'round'),
    createdAt: numberOf(row, 'created_at'),
    updatedAt: numberOf(row, 'updated_at'),
    ...present<
      Pick<StoredDelivery, 'enqueuedFor' | 'identifier' | 'dueAt' | 'lastStatus' | 'lastError'>
    >({
      enqueuedFor: optionalText(row, 'enqueued_for'),
      identifier: optionalText(row, 'identifier'),
      dueAt: settled ? undefined : numberOf(row, 'due_at'),
      lastStatus: optionalNumber(row, 'last_status'),
      lastError: optionalError(row, 'last_error'),
    }),
  }
}

/** Columns that {@link storedAttempt} reads. */
export const ATTEMPT_COLUMNS =
  'round, number, started_at, duration_ms, status, error, error_message, renewed, retry_after_ms, answer'

export function storedAttempt(row: Row): StoredAttempt {
  const kind = optionalError(row, 'error')
  return {
    round: numberOf(row, 'round'),
    number: numberOf(row, 'number'),
    startedAt: numberOf(row, 'started_at'),
    durationMs: numberOf(row, 'duration_ms'),
    renewed: Boolean(row.renewed),
    ...present<Pick<StoredAttempt, 'status' | 'error' | 'retryAfterMs' | 'answer'>>({
      status: optionalNumber(row, 'status'),
      error:
        kind === undefined
          ? undefined
          : { kind, message: optionalText(row, 'error_message') ?? '' },
      retryAfterMs: optionalNumber(row, 'retry_after_ms'),
      answer: optionalText(row, 'answer'),
    }),
  }
}

/** One page of deliveries; a full one may have another after it. */
export function listPage(
  rows: readonly Row[],
  limit: number,
  stateOf: (row: Row) => DeliveryState,
): ListPage {
  const last = rows.at(-1)
  return {
    deliveries: rows.map((row) => storedDelivery(row, stateOf(row))),
    ...(last !== undefined && rows.length === limit ? { next: numberOf(last, 'seq') } : {}),
  }
}

/** From a row with a column for each state. */
export function stateCounts(row: Row): StateCounts {
  return {
    due: numberOf(row, 'due'),
    sending: numberOf(row, 'sending'),
    waiting: numberOf(row, 'waiting'),
    delivered: numberOf(row, 'delivered'),
    failed: numberOf(row, 'failed'),
  }
}

/** From a delivery with its message, and its attempts. */
export function deliveryHistory(
  row: Row,
  state: DeliveryState,
  attempts: readonly Row[],
): DeliveryHistory {
  return {
    delivery: storedDelivery(row, state),
    body: bytesOf(row, 'body'),
    attempts: attempts.map((attempt) => storedAttempt(attempt)),
  }
}
