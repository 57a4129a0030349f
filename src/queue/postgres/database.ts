import { Pool, type PoolClient } from 'pg'
import type { Row } from '../rows.ts'
import { storeError } from './errors.ts'

const CONNECTIONS = 4
const CONNECT_TIMEOUT_MS = 5000

export function openPool(connectionString: string): Pool {
  const pool = new Pool({
    connectionString,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'dropship',
    keepAlive: true,
  })
  // A connection that breaks while it is idle is replaced when one is needed.
  pool.on('error', () => undefined)
  return pool
}

/** Runs statements; every failure is a HarnessError that names the database. */
export class PostgresDatabase {
  /** Without its password. */
  readonly location: string
  readonly #pool: Pool
  readonly #responseTimeoutMs: number
  #listening: PoolClient | undefined
  #isClosing = false

  constructor(pool: Pool, location: string, responseTimeoutMs: number) {
    this.#pool = pool
    this.location = location
    this.#responseTimeoutMs = responseTimeoutMs
  }

  /**
   * What a worker needs: within the time limit, since a database that no longer responds must not hold it up.
   * @param name under which the server keeps the prepared statement
   */
  rows(name: string, text: string, values: unknown[]): Promise<readonly Row[]> {
    const query = this.#limited({ name, text, values })
    return this.#guard(async () => (await this.#pool.query<Row>(query)).rows)
  }

  /** What a person asks for, however long it takes. */
  query(text: string, values: readonly unknown[]): Promise<readonly Row[]> {
    return this.#guard(async () => (await this.#pool.query<Row>(text, [...values])).rows)
  }

  /** Listens on a separate connection, unless it does already; it ends when that connection breaks. */
  async listen(channel: string, onNotification: () => void): Promise<void> {
    if (this.#listening !== undefined) return
    await this.#guard(async () => {
      const client = await this.#pool.connect()
      if (this.#isClosing) {
        client.release()
        return
      }
      this.#listening = client
      const broke = (): void => {
        if (this.#listening !== client) return
        this.#listening = undefined
        client.release(true)
      }
      client.on('error', broke)
      client.on('notification', onNotification)
      try {
        await client.query(this.#limited({ text: `LISTEN ${channel}` }))
      } catch (error) {
        broke()
        throw error
      }
    })
  }

  /** Before the last statements are awaited: nothing listens any more. */
  stopConnecting(): void {
    this.#isClosing = true
  }

  async close(): Promise<void> {
    this.#listening?.release(true)
    this.#listening = undefined
    await this.#pool.end()
  }

  #limited<Q extends object>(query: Q): Q & { readonly query_timeout: number } {
    return { ...query, query_timeout: this.#responseTimeoutMs }
  }

  async #guard<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      throw storeError(error, this.location)
    }
  }
}
