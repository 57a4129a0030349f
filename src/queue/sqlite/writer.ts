import type { Database } from './engine.ts'
import { isBusy, storeError } from './errors.ts'
import type { Turns } from './turns.ts'
import type { WriteAheadLog } from './wal.ts'

/** How long one attempt to write may block the thread while another process writes, and the pause before the next. */
export const BUSY_WAIT_MS = 20
const BUSY_PAUSE_MS = 5

export interface WriterOptions {
  readonly database: Pick<Database, 'exec'>
  /** Of the queue file, for messages. */
  readonly path: string
  readonly log: WriteAheadLog
  readonly turns: Turns
  /** How long a write waits for another process's, in milliseconds; the thread is not held up meanwhile. */
  readonly busyTimeoutMs: number
}

const nothing = (): void => undefined

interface Write<T = unknown> {
  readonly work: () => T
  readonly committed: () => void
  readonly ended: (isDurable: boolean) => void
  readonly done: (result: T) => void
  readonly failed: (error: unknown) => void
}

/**
 * Collects the writes of one turn and commits them together, since a commit costs many times as much as a write. A
 * write is confirmed when its commit is on the disk; when the commit fails, none of them is.
 */
export class GroupWriter {
  readonly #options: WriterOptions
  #waiting: Write[] = []
  #cancelTurn: (() => void) | undefined
  #committing: Promise<unknown> | undefined
  #closed = false

  constructor(options: WriterOptions) {
    this.#options = options
  }

  /**
   * @param work runs statements within the shared transaction
   * @param committed is called when no end of this process can take the write back, before it is on the disk
   * @param ended is called before the promise settles
   */
  write<T>(
    work: () => T,
    committed: () => void = nothing,
    ended: (isDurable: boolean) => void = nothing,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#closed) {
        reject(new Error('the store is closed'))
        return
      }
      const done = resolve as (result: unknown) => void
      this.#waiting.push({ work, committed, ended, done, failed: reject })
      if (this.#committing === undefined) this.#flushSoon()
    })
  }

  /** Commits what waits, and resolves when everything that was written is on the disk or has failed. */
  async close(): Promise<void> {
    this.#closed = true
    while (this.#committing !== undefined) await this.#committing.catch(() => undefined)
    await this.#flush()
    await this.#options.log.close()
  }

  #flushSoon(): void {
    this.#cancelTurn ??= this.#options.turns.next(() => void this.#flush())
  }

  async #flush(): Promise<void> {
    this.#cancelTurn?.()
    this.#cancelTurn = undefined
    const batch = this.#waiting
    if (batch.length === 0) return
    this.#waiting = []
    try {
      const results = this.#tryCommit(batch) ?? (await this.#commitLater(batch))
      await this.#options.log.synced()
      for (const { ended } of batch) ended(true)
      let index = 0
      for (const { done } of batch) done(results[index++])
    } catch (error) {
      const reason = storeError(error, this.#options.path)
      for (const { ended } of batch) ended(false)
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
    const trying = this.#commitWithin(batch, this.#options.busyTimeoutMs)
    this.#committing = trying
    try {
      return await trying
    } finally {
      this.#committing = undefined
      if (this.#waiting.length > 0) this.#flushSoon()
    }
  }

  async #commitWithin(batch: readonly Write[], timeoutMs: number): Promise<readonly unknown[]> {
    for (let left = timeoutMs; left > 0; left -= BUSY_WAIT_MS + BUSY_PAUSE_MS) {
      await this.#options.turns.pause(BUSY_PAUSE_MS)
      const results = this.#tryCommit(batch)
      if (results !== undefined) return results
    }
    return this.#commit(batch)
  }

  #commit(batch: readonly Write[]): readonly unknown[] {
    this.#options.database.exec('BEGIN IMMEDIATE')
    let results: readonly unknown[]
    try {
      results = batch.map(({ work }) => work())
      this.#options.database.exec('COMMIT')
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
      this.#options.database.exec('ROLLBACK')
    } catch {
      // A full disk ends the transaction by itself; there is then nothing left to roll back.
    }
  }
}
