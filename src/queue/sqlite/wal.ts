import { realpathSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { HarnessError, messageOf } from '../../core/index.ts'
import type { Turns } from './turns.ts'

/** Under load, so much later than the last one a sync begins: it serves all that comes meanwhile. */
const TOGETHER_MS = 2

/** The file that SQLite appends its commits to. */
export interface LogFile {
  readonly path: string
  open(): Promise<Pick<FileHandle, 'datasync' | 'close'>>
}

/** @param path of the queue file, which is open: the log stays the same file until it is closed */
export function logFileOf(path: string): LogFile {
  // SQLite puts the log beside the file that a link leads to.
  const logPath = `${realpathSync(path)}-wal`
  return { path: logPath, open: () => open(logPath, 'r+') }
}

/**
 * The write-ahead log of a queue file, brought to the disk without holding up the thread: SQLite's own `synchronous =
 * FULL` waits for the disk within every commit. SQLite appends each commit to this file, so what was committed before
 * a sync began is on the disk when it ends; its checkpoints and the log's restarts are synced by SQLite itself, as
 * always beyond `synchronous = OFF`.
 */
export class WriteAheadLog {
  readonly #log: LogFile
  readonly #turns: Turns
  #file: ReturnType<LogFile['open']> | undefined
  #running: Promise<void> | undefined
  #next: Promise<void> | undefined

  constructor(log: LogFile, turns: Turns) {
    this.#log = log
    this.#turns = turns
  }

  /**
   * Resolves when everything that was committed before the call is on the disk. Calls share a sync, but none shares
   * one that began before it.
   * @throws HarnessError STORE_UNAVAILABLE
   */
  synced(): Promise<void> {
    if (this.#next === undefined && this.#running === undefined) return this.#start()
    this.#next ??= this.#soonAfter(this.#running)
    return this.#next
  }

  async close(): Promise<void> {
    await Promise.allSettled([this.#running, this.#next])
    const file = await this.#file?.catch(() => undefined)
    await file?.close()
  }

  async #soonAfter(running: Promise<void> | undefined): Promise<void> {
    await running?.catch(() => undefined)
    await this.#turns.pause(TOGETHER_MS)
    await this.#start()
  }

  #start(): Promise<void> {
    this.#next = undefined
    const sync = this.#sync().finally(() => {
      if (this.#running === sync) this.#running = undefined
    })
    this.#running = sync
    return sync
  }

  async #sync(): Promise<void> {
    try {
      this.#file ??= this.#log.open()
      const file = await this.#file
      await file.datasync()
    } catch (cause) {
      throw new HarnessError('STORE_UNAVAILABLE', 'The disk of the queue file fails.', {
        where: this.#log.path,
        found: messageOf(cause),
        next: 'check the disk and try again; nothing that was confirmed is lost',
        cause,
      })
    }
  }
}
