import {
  type Exchange,
  type ExchangeFailure,
  type FailureKind,
  headerOf,
  type HttpRequest,
  type HttpResponse,
  type SendOptions,
  type Transport,
} from '../../../src/core/index.ts'
import { onAbort } from '../../../src/core/on-abort.ts'
import type { SimulatedEndpoint } from '../endpoints/endpoint.ts'
import type { Reaction } from '../endpoints/reaction.ts'
import type { TokenService } from '../endpoints/token-service.ts'
import type { Ending, Held } from '../judge/subject.ts'
import type { WorkerWatch } from '../judge/worker-watch.ts'
import type { Process } from './process.ts'
import type { Schedule } from './schedule.ts'

export interface NetworkOptions {
  readonly schedule: Schedule
  /** By their URLs. */
  readonly endpoints: ReadonlyMap<string, SimulatedEndpoint>
  readonly tokenUrl: string
  readonly tokenService: TokenService
  /** Milliseconds. */
  readonly timeoutMs: number
  /** Whether responses that come at the same moment are one event. */
  readonly areTogether: () => boolean
}

/** The transport of one worker: no bytes travel, but everything happens that may happen to them. */
export class Network implements Transport {
  readonly #options: NetworkOptions
  readonly #process: Process
  readonly #watch: WorkerWatch
  /** The one that was planned last. */
  #arrival: Arrival | undefined

  constructor(options: NetworkOptions, process: Process, watch: WorkerWatch) {
    this.#options = options
    this.#process = process
    this.#watch = watch
  }

  close(): Promise<void> {
    return Promise.resolve()
  }

  send(request: HttpRequest, { signal, timeoutMs }: SendOptions = {}): Promise<Exchange> {
    const { tokenUrl, tokenService, endpoints, timeoutMs: usual } = this.#options
    const { clock } = this.#process
    const startedAt = clock.now()
    const { url } = request
    let held: Held | undefined
    let reaction: Reaction
    if (url === tokenUrl) reaction = tokenService.receive()
    else {
      const endpoint = endpoints.get(url)
      if (endpoint === undefined) throw new Error(`nobody listens at ${url}`)
      held = this.#watch.sent(idOf(request), request)
      reaction = endpoint.receive(request, held?.subject.isPoison === true, startedAt)
    }
    const limitMs = timeoutMs ?? usual
    const arrival = this.#arrivalIn(Math.min(reaction.ms, limitMs), signal)
    return arrival.come.then(() => {
      const { response, failure } = arrival.isAborted ? ABORTED : inTime(reaction, limitMs)
      if (held !== undefined) this.#watch.ended(held, endingOf(response, failure))
      const durationMs = arrival.at - arrival.plannedAt
      return { request, response, startedAt, durationMs, failure: failureOf(response, failure) }
    })
  }

  /** While trouble is rare, all responses of a moment come together: nothing happens between them. */
  #arrivalIn(ms: number, signal: AbortSignal | undefined): Arrival {
    const { schedule, areTogether } = this.#options
    const last = this.#arrival
    if (last?.isOpen === true && last.signal === signal && areTogether()) {
      if (last.plannedAt === schedule.now && last.ms === ms) return last
    }
    this.#arrival = new Arrival(schedule, this.#process, ms, signal)
    return this.#arrival
  }
}

/** The moment at which responses reach a process. */
class Arrival {
  readonly plannedAt: number
  readonly ms: number
  readonly signal: AbortSignal | undefined
  readonly come: Promise<void>
  /** Simulated time, once it has come. */
  at = 0
  isOpen = true
  isAborted = false
  readonly #schedule: Schedule
  #resolve: (() => void) | undefined

  constructor(schedule: Schedule, process: Process, ms: number, signal: AbortSignal | undefined) {
    this.#schedule = schedule
    this.plannedAt = schedule.now
    this.ms = ms
    this.signal = signal
    this.come = new Promise((resolve) => (this.#resolve = resolve))
    if (signal?.aborted === true) {
      this.#end(true)
      return
    }
    const event = schedule.after(
      ms,
      () => {
        forget?.()
        this.#end(false)
      },
      process,
    )
    const giveUp = (): void => {
      event.call = undefined
      this.#end(true)
    }
    const forget = signal === undefined ? undefined : onAbort(signal, giveUp)
  }

  #end(isAborted: boolean): void {
    this.isOpen = false
    this.isAborted = isAborted
    this.at = this.#schedule.now
    this.#resolve?.()
  }
}

interface Ended {
  readonly response: HttpResponse | undefined
  readonly failure: FailureKind | undefined
}

const ABORTED: Ended = { response: undefined, failure: 'aborted' }

/** What the sender sees of a response that takes long, or longer than it waits. */
function inTime(reaction: Reaction, limitMs: number): Ended {
  const { ms, response } = reaction
  if (ms < limitMs) return reaction
  return { response: ms === Number.POSITIVE_INFINITY ? response : undefined, failure: 'timeout' }
}

function endingOf(response: HttpResponse | undefined, failure: FailureKind | undefined): Ending {
  if (response === undefined)
    return { status: undefined, failure, isAccepted: false, retryAfter: undefined }
  const { status, headers, truncated } = response
  return {
    status,
    failure,
    isAccepted: failure === undefined && !truncated && status >= 200 && status < 300,
    retryAfter: headers.length === 0 ? undefined : headerOf({ headers }, 'retry-after'),
  }
}

function idOf({ headers }: HttpRequest): string {
  for (const header of headers) {
    if (header[0] === 'webhook-id') return String(header[1])
  }
  return ''
}

const FAILURES = new Map<FailureKind, ExchangeFailure>()

/** Where nothing came at all, the network failed. */
function failureOf(
  response: HttpResponse | undefined,
  failed: FailureKind | undefined,
): ExchangeFailure | undefined {
  if (failed === undefined && response !== undefined) return undefined
  const kind = failed ?? 'network'
  let failure = FAILURES.get(kind)
  if (failure === undefined) {
    failure = Object.freeze({ kind, message: kind })
    FAILURES.set(kind, failure)
  }
  return failure
}
