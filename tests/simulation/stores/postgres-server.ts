import type { CommitWatch, Host } from './host.ts'
import type { QueueRow } from './row.ts'
import { Table } from './table.ts'

/** What one statement meets on its way. Milliseconds. */
export interface StatementWeather {
  /** From the client to the server. */
  readonly thereMs: number
  /** From the moment its rows are locked until its transaction is committed. */
  readonly commitMs: number
  readonly backMs: number
  /** The connection breaks: before the statement arrives, or after it was committed and before the client hears of it. */
  readonly breaks?: 'before' | 'after'
  /** It does not arrive when its client is killed before. */
  readonly isLostWithClient: boolean
}

export interface ServerWeather {
  statement(): StatementWeather
  /** From a commit that notifies to the one who listens. */
  notifyMs(): number
}

export const FINE_SERVER: ServerWeather = {
  statement: () => ({ thereMs: 0, commitMs: 0, backMs: 0, isLostWithClient: false }),
  notifyMs: () => 0,
}

/** A client that hears nothing for so long gives its statement up; the server may still run it. */
const RESPONSE_TIMEOUT_MS = 10_000

/** What time it is at the server, and what happens there whatever becomes of its clients. */
export interface ServerHost {
  readonly now: () => number
  readonly later: (ms: number, call: () => void) => void
}

/** A transaction of one statement. */
export interface SimulatedStatement<T> {
  readonly by: Host
  /**
   * The rows that it changes, as it sees them when it runs: they are locked until the commit.
   * `'wait'` where another transaction has locked one of them: it runs again when that one has ended.
   */
  select(): readonly QueueRow[] | 'wait'
  /** Changes them, at the commit. */
  apply(rows: readonly QueueRow[]): T
}

/** Is told what became of a statement. Both are called at the client, which may have given it up. */
export interface Reply<T> {
  done(result: T): void
  broken(): void
}

/**
 * A PostgreSQL server with the queue's tables: transactions that lock rows, hold them for a while and then commit; what
 * is committed is on the disk. Until then everybody else sees the rows as they were.
 */
export class SimulatedPostgres {
  readonly table = new Table()
  readonly host: ServerHost
  readonly listeners = new Map<Host, () => void>()
  readonly #weather: ServerWeather
  readonly #watch: CommitWatch
  #waiting: (() => void)[] = []
  #epoch = 0
  isUp = true

  constructor(
    host: ServerHost,
    weather: ServerWeather = FINE_SERVER,
    watch: CommitWatch = () => undefined,
  ) {
    this.host = host
    this.#weather = weather
    this.#watch = watch
  }

  run<T>(statement: SimulatedStatement<T>, reply: Reply<T>): void {
    const weather = this.#weather.statement()
    const { thereMs, commitMs, backMs } = weather
    const { by } = statement
    const epoch = this.#epoch
    const isConnected = (): boolean => this.isUp && epoch === this.#epoch
    if (!this.isUp || weather.breaks === 'before') {
      by.later(thereMs, () => reply.broken())
      return
    }
    if (thereMs + commitMs + backMs >= RESPONSE_TIMEOUT_MS) giveUpLater(by, reply)
    this.host.later(thereMs, () => {
      if (!by.isAlive && weather.isLostWithClient) return
      if (isConnected()) this.#begin({ statement, weather, reply, isConnected })
      else by.later(backMs, () => reply.broken())
    })
  }

  notify(): void {
    const ms = this.#weather.notifyMs()
    for (const listener of this.listeners.values()) this.host.later(ms, listener)
  }

  /** Every transaction that is not committed ends without a trace, and every connection breaks. */
  crash(): void {
    this.#epoch++
    this.isUp = false
    this.#waiting = []
    this.listeners.clear()
    for (const row of this.table.rows) row.lockedBy = undefined
  }

  #begin<T>(running: Running<T>): void {
    const { statement, weather, reply, isConnected } = running
    const rows = statement.select()
    if (rows === 'wait') {
      this.#waiting.push(() => this.#begin(running))
      giveUpLater(statement.by, reply)
      return
    }
    if (weather.commitMs === 0) {
      this.#commit(running, rows)
      return
    }
    for (const row of rows) row.lockedBy = statement
    this.host.later(weather.commitMs, () => {
      if (!isConnected()) {
        statement.by.later(weather.backMs, () => reply.broken())
        return
      }
      for (const row of rows) row.lockedBy = undefined
      this.#commit(running, rows)
      this.#runWaiting()
    })
  }

  #commit<T>(
    { statement, weather, reply, isConnected }: Running<T>,
    rows: readonly QueueRow[],
  ): void {
    const result = statement.apply(rows)
    this.#watch(this.table.takeChanges(), statement.by)
    statement.by.later(weather.backMs, () => {
      if (weather.breaks === 'after' || !isConnected()) reply.broken()
      else reply.done(result)
    })
  }

  #runWaiting(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const run of waiting) run()
  }
}

interface Running<T> {
  readonly statement: SimulatedStatement<T>
  readonly weather: StatementWeather
  readonly reply: Reply<T>
  readonly isConnected: () => boolean
}

function giveUpLater(by: Host, reply: Reply<never>): void {
  by.later(RESPONSE_TIMEOUT_MS, () => reply.broken())
}
