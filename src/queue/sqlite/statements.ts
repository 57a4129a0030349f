import type { NewDelivery, AttemptOutcome, Redirection } from '../delivery.ts'
import { numberOf } from '../rows.ts'
import type { Database } from './engine.ts'
import { DELIVERED, FAILED, PENDING } from './schema.ts'
import { REDIRECT } from './sql.ts'

/**
 * The writes of the hot path, prepared once. All run within the writer's transaction. Where nothing is asked about a
 * write it is run with `get`, which makes no object of counts.
 */
export class Statements {
  readonly #endpointKey
  readonly #endpointKeys = new Map<string, number>()
  readonly #addEndpoint
  readonly #addDelivery
  readonly #addMessage
  readonly #settle
  readonly #addAttempt
  readonly #redirect

  constructor(database: Database) {
    this.#endpointKey = database.prepare('SELECT id FROM endpoint WHERE url = ?')
    this.#addEndpoint = database.prepare('INSERT INTO endpoint (url) VALUES (?)')
    this.#addDelivery = database.prepare(
      `INSERT OR IGNORE INTO delivery (id, endpoint, operation, method, url, identifier, state, retrying, due_at, spent,
         round, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ${PENDING}, 0, ?7, 0, 0, ?7, ?7)`,
    )
    this.#addMessage = database.prepare('INSERT INTO message (seq, body) VALUES (?, ?)')
    this.#settle = database.prepare(
      `UPDATE delivery SET state = ?, retrying = 1, due_at = ?, spent = ?, updated_at = ?, last_status = ?,
         last_error = ? WHERE seq = ? AND state = ${PENDING}`,
    )
    this.#addAttempt = database.prepare(
      `INSERT INTO attempt (seq, round, number, started_at, duration_ms, status, error, error_message, renewed,
         retry_after_ms, answer) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    this.#redirect = database.prepare(REDIRECT)
  }

  /** Of an endpoint that is committed: none is ever removed, so what was read once stays true. */
  endpointKey(url: string): number | undefined {
    const key = this.#endpointKeys.get(url) ?? this.#readEndpointKey(url)
    if (key !== undefined) this.#endpointKeys.set(url, key)
    return key
  }

  #readEndpointKey(url: string): number | undefined {
    const row = this.#endpointKey.get(url)
    return row === undefined ? undefined : numberOf(row, 'id')
  }

  #keyOfEndpoint(url: string): number {
    return this.#readEndpointKey(url) ?? Number(this.#addEndpoint.run(url).lastInsertRowid)
  }

  /** Sends deliveries of an operation elsewhere. @param keys of all that may be concerned, as a JSON list */
  redirect({ operation, endpoint, url }: Redirection, keys: string): void {
    this.#redirect.get(this.#keyOfEndpoint(endpoint), url, operation, keys)
  }

  /** @returns those that were new, by their keys */
  enqueue(deliveries: readonly NewDelivery[], now: number): ReadonlyMap<number, NewDelivery> {
    const endpoints = new Map<string, number>()
    const added = new Map<number, NewDelivery>()
    for (const delivery of deliveries) {
      const { id, endpoint, operation, method, url, identifier, body } = delivery
      const endpointKey = endpoints.get(endpoint) ?? this.#keyOfEndpoint(endpoint)
      endpoints.set(endpoint, endpointKey)
      const { changes, lastInsertRowid } = this.#addDelivery.run(
        id,
        endpointKey,
        operation,
        method,
        url,
        identifier ?? null,
        now,
      )
      if (changes === 0) continue
      this.#addMessage.get(lastInsertRowid, body)
      added.set(Number(lastInsertRowid), delivery)
    }
    return added
  }

  /** @returns whether the delivery was still to be settled */
  settle({ claim, attempt, settlement }: AttemptOutcome, now: number): boolean {
    const state = { delivered: DELIVERED, failed: FAILED, waiting: PENDING }[settlement.state]
    const number = claim.spent + 1
    const { changes } = this.#settle.run(
      state,
      settlement.state === 'waiting' ? settlement.dueAt : now,
      number,
      now,
      attempt.status ?? null,
      attempt.error?.kind ?? null,
      claim.key,
    )
    if (changes === 0) return false
    this.#addAttempt.get(
      claim.key,
      claim.round,
      number,
      attempt.startedAt,
      attempt.durationMs,
      attempt.status ?? null,
      attempt.error?.kind ?? null,
      attempt.error?.message ?? null,
      attempt.renewed ? 1 : 0,
      attempt.retryAfterMs ?? null,
      attempt.answer ?? null,
    )
    return true
  }
}
