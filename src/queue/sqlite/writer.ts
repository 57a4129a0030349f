import type { Database } from './engine.ts'
import { storeError } from './errors.ts'
import type { WriteAheadLog } from './wal.ts'

interface Write<T = unknown> {
  readonly work: () => T
  readonly committed: () => void
  readonly done: (result: T) => void
  readonly failed: (error: unknown) => void
}

/**
 * Collects the writes of one turn and commits them together, since a commit costs many times as much as a write. A
 * write is confirmed when its commit is on the disk; when the commit fails, none of them is.
 */
export class GroupWriter {
  readonly #database: Database
  readonly #path: string
  readonly #log: WriteAheadLog
  #waiting: Write[] = []
  #turn: NodeJS.Immediate | undefined
  #closed = false

  constructor(database: Database, path: string, log: WriteAheadLog) {
    this.#database = database
    this.#path = path
    this.#log = log
  }

  /**
   * @param work runs statements within the shared transaction
   * @param committed is called when no end of this process can take the write back, before it is on the disk
   */
  write<T>(work: () => T, committed: () => void = () => undefined): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#closed) {
        reject(new Error('the store is closed'))
        return
      }
      const done = resolve as (result: unknown) => void
      this.#waiting.push({ work, committed, done, failed: reject })
      this.#turn ??= setImmediate(() => void this.#flush())
    })
  }

  /** Commits what waits, and resolves when everything that was written is on the disk or has failed. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#flush()
    await this.#log.close()
  }

  async #flush(): Promise<void> {
    clearImmediate(this.#turn)
    this.#turn = undefined
    const batch = this.#waiting
    if (batch.length === 0) return
    this.#waiting = []
    try {
      const results = this.#commit(batch)
      const synced = this.#log.synced()
      for (const { committed } of batch) committed()
      await synced
      for (const [index, { done }] of batch.entries()) done(results[index])
    } catch (error) {
      const reason = storeError(error, this.#path)
      for (const { failed } of batch) failed(reason)
    }
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
