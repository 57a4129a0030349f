import type { Database } from './engine.ts'
import { storeError } from './errors.ts'

interface Write<T = unknown> {
  readonly work: () => T
  readonly done: (result: T) => void
  readonly failed: (error: unknown) => void
}

/**
 * Collects writes and commits all of one turn of the event loop together: while a commit reaches the disk, more
 * answers arrive, and share the next. A write is confirmed after its commit; when the commit fails, none of them is.
 */
export class GroupWriter {
  readonly #database: Database
  readonly #path: string
  #waiting: Write[] = []
  #scheduled: NodeJS.Immediate | undefined
  #closed = false

  constructor(database: Database, path: string) {
    this.#database = database
    this.#path = path
  }

  /** @param work runs statements within the shared transaction */
  write<T>(work: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#closed) {
        reject(new Error('the store is closed'))
        return
      }
      this.#waiting.push({ work, done: resolve as (result: unknown) => void, failed: reject })
      this.#scheduled ??= setImmediate(() => this.flush())
    })
  }

  /** Commits now what waits. */
  flush(): void {
    if (this.#scheduled !== undefined) clearImmediate(this.#scheduled)
    this.#scheduled = undefined
    const batch = this.#waiting
    if (batch.length === 0) return
    this.#waiting = []
    try {
      const results = this.#commit(batch)
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
