import type { Clock } from '../../core/index.ts'
import type { Database } from './engine.ts'
import { storeError } from './errors.ts'

interface Write<T = unknown> {
  readonly work: () => T
  readonly done: (result: T) => void
  readonly failed: (error: unknown) => void
}

/** A write that comes later than this after the last commit need not wait for company. */
const IDLE_MS = 5
/** How long a write waits for company under load, and how much company is enough. */
const WINDOW_MS = 2
const ENOUGH = 32

/**
 * Collects writes and commits them together: a commit costs many times as much as a write. A write is confirmed
 * after its commit; when the commit fails, none of them is.
 */
export class GroupWriter {
  readonly #database: Database
  readonly #path: string
  readonly #clock: Clock
  #waiting: Write[] = []
  #timer: NodeJS.Timeout | undefined
  #immediate: NodeJS.Immediate | undefined
  #committedAt = -Infinity
  #closed = false

  constructor(database: Database, path: string, clock: Clock) {
    this.#database = database
    this.#path = path
    this.#clock = clock
  }

  /** @param work runs statements within the shared transaction */
  write<T>(work: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#closed) {
        reject(new Error('the store is closed'))
        return
      }
      this.#waiting.push({ work, done: resolve as (result: unknown) => void, failed: reject })
      this.#schedule()
    })
  }

  #schedule(): void {
    if (this.#immediate !== undefined) return
    const isIdle =
      this.#clock.monotonic() - this.#committedAt > IDLE_MS && this.#timer === undefined
    if (isIdle || this.#waiting.length >= ENOUGH) this.#immediate = setImmediate(() => this.flush())
    else this.#timer ??= setTimeout(() => this.flush(), WINDOW_MS)
  }

  /** Commits now what waits. */
  flush(): void {
    clearImmediate(this.#immediate)
    clearTimeout(this.#timer)
    this.#immediate = undefined
    this.#timer = undefined
    const batch = this.#waiting
    if (batch.length === 0) return
    this.#waiting = []
    try {
      const results = this.#commit(batch)
      this.#committedAt = this.#clock.monotonic()
      for (const [index, { done }] of batch.entries()) done(results[index])
    } catch (error) {
      const reason = storeError(error, this.#path)
      for (const { failed } of batch) failed(reason)
    }
  }

  close(): void {
    this.flush()
    this.#closed = true
  }

  #commit(batch: readonly Write[]): readonly unknown[] {
    this.#database.exec('BEGIN IMMEDIATE')
    try {
      const results = batch.map(({ work }) => work())
      this.#database.exec('COMMIT')
      return results
    } catch (error) {
      this.#rollBack()
      throw error
    }
  }

  #rollBack(): void {
    try {
      this.#database.exec('ROLLBACK')
    } catch {
      // A full disk ends the transaction by itself; there is then nothing left to roll back.
    }
  }
}
