import { setTimeout as pause } from 'node:timers/promises'
import type { Database } from './engine.ts'
import { isBusy, storeError } from './errors.ts'
import type { WriteAheadLog } from './wal.ts'

/** How long one try to write may hold the thread up while another process writes, and the pause before the next. */
export const BUSY_WAIT_MS = 20
const BUSY_PAUSE_MS = 5

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
  #committing: Promise<unknown> | undefined
  #closed = false
  readonly #busyTimeoutMs: number

  /** @param busyTimeoutMs how long a write waits for another process's; the thread is not held up meanwhile */
  constructor(database: Database, path: string, log: WriteAheadLog, busyTimeoutMs: number) {
    this.#database = database
    this.#busyTimeoutMs = busyTimeoutMs
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
      if (this.#committing === undefined) this.#turn ??= setImmediate(() => void this.#flush())
    })
  }

  /** Commits what waits, and resolves when everything that was written is on the disk or has failed. */
  async close(): Promise<void> {
    this.#closed = true
    while (this.#committing !== undefined) await this.#committing.catch(() => undefined)
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
      const results = this.#tryCommit(batch) ?? (await this.#commitLater(batch))
      await this.#log.synced()
      for (const [index, { done }] of batch.entries()) done(results[index])
    } catch (error) {
      const reason = storeError(error, this.#path)
      for (const { failed } of batch) failed(reason)
    }
  }

  /** @returns `undefined` while another process writes */
  #tryCommit(batch: readonly Write[]): readonly unknown[] | undefined {
    try {
      return this.#commit(batch)
    } catch (error) {
      if (isBusy(error)) return undefined
      throw error
    }
  }

  /** Tries again and again; what is to be written meanwhile waits behind it. */
  async #commitLater(batch: readonly Write[]): Promise<readonly unknown[]> {
    const trying = this.#commitWithin(batch, this.#busyTimeoutMs)
    this.#committing = trying
    try {
      return await trying
    } finally {
      this.#committing = undefined
      if (this.#waiting.length > 0) this.#turn ??= setImmediate(() => void this.#flush())
    }
  }

  async #commitWithin(batch: readonly Write[], timeoutMs: number): Promise<readonly unknown[]> {
    for (let left = timeoutMs; left > 0; left -= BUSY_WAIT_MS + BUSY_PAUSE_MS) {
      await pause(BUSY_PAUSE_MS)
      const results = this.#tryCommit(batch)
      if (results !== undefined) return results
    }
    return this.#commit(batch)
  }

  #commit(batch: readonly Write[]): readonly unknown[] {
    this.#database.exec('BEGIN IMMEDIATE')
    let results: readonly unknown[]
    try {
      results = batch.map(({ work }) => work())
      this.#database.exec('COMMIT')
    } catch (error) {
      this.#rollBack()
      throw error
    }
    // In the same turn, before anybody can read what was written.
    for (const { committed } of batch) committed()
    return results
  }

  #rollBack(): void {
    try {
      this.#database.exec('ROLLBACK')
    } catch {
      // A full disk ends the transaction by itself; there is then nothing left to roll back.
    }
  }
}
