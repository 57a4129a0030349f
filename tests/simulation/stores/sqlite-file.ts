import type { Turns } from '../../../src/queue/sqlite/turns.ts'
import type { LogFile } from '../../../src/queue/sqlite/wal.ts'
import type { CommitWatch, Host } from './host.ts'
import { type RowChange, Table } from './table.ts'

/** What can go wrong with a file, asked each time. Milliseconds. */
export interface DiskWeather {
  /** SQLite's primary result code when a transaction cannot begin or commit: 5 busy, 13 full, 10 I/O error. */
  failure(step: 'begin' | 'commit' | 'read'): number | undefined
  /** How long bringing the log to the disk takes, and whether it then fails. */
  sync(): { readonly ms: number; readonly fails: boolean }
}

export const FINE_DISK: DiskWeather = {
  failure: () => undefined,
  sync: () => ({ ms: 1, fails: false }),
}

/**
 * A queue file and its write-ahead log. A commit is seen by everybody at once and outlives its process; it outlives
 * the machine only when it is on the disk: `synchronous = NORMAL`, as the real store opens its file.
 */
export class SqliteFile {
  readonly table = new Table()
  readonly #weather: DiskWeather
  readonly #watch: CommitWatch
  /** Commits that are not on the disk, oldest first. */
  #unsynced: (readonly RowChange[])[] = []
  #synced = 0
  #writer: Host | undefined
  /** Who delivers from this file. */
  worker: Host | undefined
  readonly watchers = new Map<Host, () => void>()

  constructor(weather: DiskWeather = FINE_DISK, watch: CommitWatch = () => undefined) {
    this.#weather = weather
    this.#watch = watch
  }

  /** What the real writer runs as SQL. */
  exec(sql: string, host: Host): void {
    if (sql === 'BEGIN IMMEDIATE') {
      this.#failSometimes('begin')
      this.#writer = host
    } else if (sql === 'COMMIT') {
      this.#failSometimes('commit')
      this.#commit()
    } else if (sql === 'ROLLBACK') {
      if (this.#writer === undefined) throw sqliteError(1, 'no transaction is active')
      this.#writer = undefined
      this.table.undo(this.table.takeChanges())
    } else throw new Error(`the model knows no ${sql}`)
  }

  read<T>(read: () => T): T {
    this.#failSometimes('read')
    return read()
  }

  /** A process has ended, and the operating system took its locks back. */
  leave(host: Host): void {
    if (this.worker === host) this.worker = undefined
    this.watchers.delete(host)
  }

  /** The log as the real one is opened and synced. */
  log(turns: Turns): LogFile {
    const file = {
      datasync: async () => {
        const committed = this.#synced + this.#unsynced.length
        const { ms, fails } = this.#weather.sync()
        await turns.pause(ms)
        if (fails) throw new Error('EIO: i/o error, fdatasync')
        this.#reached(committed)
      },
      close: () => Promise.resolve(),
    }
    return { path: 'queue.db-wal', open: () => Promise.resolve(file) }
  }

  /**
   * The machine loses its power. Of what was not on the disk, some of the log's frames are; a commit of which one is
   * missing is torn, and recovery leaves it and all that follow out.
   *
   * @param share of the frames that reached the disk, from 0 to 1
   * @returns what was reverted
   */
  losePower(share: number): readonly RowChange[] {
    const frames = this.#unsynced.reduce((sum, changes) => sum + changes.length, 0)
    let left = Math.floor(frames * share)
    let kept = 0
    for (const changes of this.#unsynced) {
      left -= changes.length
      if (left < 0) break
      kept++
    }
    const lost = this.#unsynced.splice(kept).flat()
    this.table.undo(lost)
    this.#reached(this.#synced + kept)
    this.#writer = undefined
    this.worker = undefined
    this.watchers.clear()
    return lost
  }

  #commit(): void {
    const changes = this.table.takeChanges()
    const by = this.#writer
    if (by === undefined) throw sqliteError(1, 'no transaction is active')
    this.#writer = undefined
    this.#unsynced.push(changes)
    this.#watch(changes, by)
  }

  #reached(commits: number): void {
    const newly = commits - this.#synced
    if (newly <= 0) return
    this.#unsynced.splice(0, newly)
    this.#synced = commits
  }

  #failSometimes(step: 'begin' | 'commit' | 'read'): void {
    const code = this.#weather.failure(step)
    if (code !== undefined) throw sqliteError(code, `simulated failure of ${step}`)
  }
}

function sqliteError(errcode: number, message: string): Error {
  return Object.assign(new Error(message), { errcode })
}
