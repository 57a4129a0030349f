import { type buildConnector, Client, type Dispatcher } from 'undici'
import { readDespiteFailedWrite } from './early-response.ts'
import { InterimResponses } from './interim-responses.ts'

/** A request that is sent over the first connection that is free. */
export interface Job extends Dispatcher.DispatchHandler {
  readonly options: Dispatcher.DispatchOptions
  /** The connection it got, to be freed when its answer has ended or failed. */
  connection: Connection | undefined
  /** No connection will come any more. */
  refuse(): void
}

/** One connection, which opens itself when it is used and again when it was closed meanwhile. */
export class Connection {
  readonly client: Client
  readonly #interim = new InterimResponses()
  readonly #idle: (connection: Connection) => void

  constructor(url: string, options: Options, idle: (connection: Connection) => void) {
    const { connect, ...others } = options
    this.client = new Client(url, {
      ...others,
      connect: (target, done) =>
        connect(target, (...result) => {
          const [error, socket] = result
          if (error === null) {
            this.#interim.removeFrom(socket)
            readDespiteFailedWrite(socket)
          }
          done(...result)
        }),
    })
    this.#idle = idle
  }

  run(job: Job): void {
    job.connection = this
    this.#interim.expectResponse()
    this.client.dispatch(job.options, job)
  }

  /** To be called once for each job. */
  free(): void {
    this.#idle(this)
  }
}

type Options = Omit<Client.Options, 'connect'> & { readonly connect: buildConnector.connector }

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
  readonly #options: Options
  readonly #origins = new Map<string, Origin>()
  #isClosed = false

  constructor(limit: number, options: Options) {
    this.#limit = limit
    this.#options = options
  }

  send(url: string, job: Job): void {
    if (this.#isClosed) {
      job.refuse()
      return
    }
    const origin = this.#originOf(url)
    const connection = origin.idle.pop() ?? this.#another(url, origin)
    if (connection === undefined) origin.waiting.push(job)
    else connection.run(job)
  }

  /** Ends every request; those that wait get a connection that is closed. */
  async close(): Promise<void> {
    this.#isClosed = true
    const connections = [...this.#origins.values()].flatMap(({ all }) => all)
    await Promise.all(connections.map(({ client }) => client.destroy()))
  }

  #originOf(url: string): Origin {
    let origin = this.#origins.get(url)
    if (origin === undefined) {
      origin = { all: [], idle: [], waiting: [] }
      this.#origins.set(url, origin)
    }
    return origin
  }

  #another(url: string, { all, idle, waiting }: Origin): Connection | undefined {
    if (all.length >= this.#limit) return undefined
    const connection = new Connection(url, this.#options, (free) => {
      const next = waiting.shift()
      // Not at once: many that cannot be sent would each be refused within the one before.
      if (next !== undefined) queueMicrotask(() => free.run(next))
      else idle.push(free)
    })
    all.push(connection)
    return connection
  }
}
