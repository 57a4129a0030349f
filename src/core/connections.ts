import { Client, type Dispatcher } from 'undici'
import { EarlyResponse } from './early-response.ts'
import { ExchangeError, failureOf } from './exchange-failure.ts'
import { InterimResponses } from './interim-responses.ts'
import type { OriginPath } from './route/path.ts'

/** A request, sent over the first free connection. */
export interface Job extends Dispatcher.DispatchHandler {
  readonly options: Dispatcher.DispatchOptions
  /** Its connection, to be freed when the response has ended or failed. */
  connection: Connection | undefined
  /** Called instead when no connection will become free. */
  reject(): void
}

/** What all connections share. */
export type ClientOptions = Omit<Client.Options, 'connect'>

/** One connection, which opens itself when it is used and again when it was closed meanwhile. */
export class Connection {
  readonly client: Client
  readonly #interim = new InterimResponses()
  readonly #early = new EarlyResponse()
  readonly #idle: (connection: Connection) => void

  constructor(
    { peer, connect }: OriginPath,
    options: ClientOptions,
    idle: (connection: Connection) => void,
  ) {
    this.client = new Client(peer, {
      ...options,
      connect: (target, done) =>
        connect(target, (...result) => {
          const [error, socket] = result
          if (error === null) {
            this.#interim.removeFrom(socket)
            this.#early.readOn(socket)
            done(null, socket)
            return
          }
          // undici 7 fails one request for the error of a wrong host name, and never sends another.
          done(new ExchangeError(failureOf(error)), null)
        }),
    })
    this.#idle = idle
  }

  run(job: Job): void {
    job.connection = this
    this.#interim.expectResponse()
    this.#early.expectBody(job.options.body)
    this.client.dispatch(job.options, job)
  }

  /** To be called once for each job. */
  free(): void {
    this.#idle(this)
  }
}

/** The connections to one origin. */
interface Origin {
  readonly all: Connection[]
  readonly idle: Connection[]
  readonly waiting: Job[]
}

/**
 * So many connections to each origin, the one that was used last first: undici's own pool asks all of them, one after
 * another, for one that is free, and tells each of them when another is.
 */
export class Connections {
  readonly #limit: number
  readonly #options: ClientOptions
  readonly #origins = new Map<OriginPath, Origin>()
  #isClosed = false

  constructor(limit: number, options: ClientOptions) {
    this.#limit = limit
    this.#options = options
  }

  /** @param path of the origin, the same object for each of its requests */
  send(path: OriginPath, job: Job): void {
    if (this.#isClosed) {
      job.reject()
      return
    }
    const origin = this.#originOf(path)
    const connection = origin.idle.pop() ?? this.#another(path, origin)
    if (connection === undefined) origin.waiting.push(job)
    else connection.run(job)
  }

  /** Ends every request; those that wait get a connection that is closed. */
  async close(): Promise<void> {
    this.#isClosed = true
    const connections = [...this.#origins.values()].flatMap(({ all }) => all)
    await Promise.all(connections.map(({ client }) => client.destroy()))
  }

  #originOf(path: OriginPath): Origin {
    let origin = this.#origins.get(path)
    if (origin === undefined) {
      origin = { all: [], idle: [], waiting: [] }
      this.#origins.set(path, origin)
    }
    return origin
  }

  #another(path: OriginPath, { all, idle, waiting }: Origin): Connection | undefined {
    if (all.length >= this.#limit) return undefined
    const connection = new Connection(path, this.#options, (free) => {
      const next = waiting.shift()
      // Not at once: many that cannot be sent would each be rejected within the one before.
      if (next !== undefined) queueMicrotask(() => free.run(next))
      else idle.push(free)
    })
    all.push(connection)
    return connection
  }
}
