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
}

/** The transport of one worker: no bytes travel, but everything happens that may happen to them. */
export class Network implements Transport {
  readonly #options: NetworkOptions
  readonly #process: Process
  readonly #watch: WorkerWatch

  constructor(options: NetworkOptions, process: Process, watch: WorkerWatch) {
    this.#options = options
    this.#process = process
    this.#watch = watch
  }

  close(): Promise<void> {
    return Promise.resolve()
  }

  send(request: HttpRequest, { signal, timeoutMs }: SendOptions = {}): Promise<Exchange> {
    const { tokenUrl, tokenService, endpoints, schedule, timeoutMs: usual } = this.#options
    const { clock } = this.#process
    const { url } = request
    let held: Held | undefined
    let reaction: Reaction
    if (url === tokenUrl) reaction = tokenService.receive()
    else {
      const endpoint = endpoints.get(url)
      if (endpoint === undefined) throw new Error(`nobody listens at ${url}`)
      held = this.#watch.sent(idOf(request), request)
      reaction = endpoint.receive(request, held?.subject.isPoison === true, clock.now())
    }
    const flight = new Flight(schedule, this.#watch, held, reaction, request, clock.now())
    return new Promise((resolve) =>
      flight.leave(this.#process, resolve, timeoutMs ?? usual, signal),
    )
  }
}

/** A request that is under way. */
class Flight {
  readonly #schedule: Schedule
  readonly #watch: WorkerWatch
  readonly #held: Held | undefined
  readonly #reaction: Reaction
  readonly #request: HttpRequest
  readonly #startedAt: number
  readonly #began: number
  #resolve: ((exchange: Exchange) => void) | undefined
  #forget: (() => void) | undefined

  constructor(
    schedule: Schedule,
    watch: WorkerWatch,
    held: Held | undefined,
    reaction: Reaction,
    request: HttpRequest,
    startedAt: number,
  ) {
    this.#schedule = schedule
    this.#watch = watch
    this.#held = held
    this.#reaction = reaction
    this.#request = request
    this.#startedAt = startedAt
    this.#began = schedule.now
  }

  leave(
    process: Process,
    resolve: (exchange: Exchange) => void,
    timeoutMs: number,
    signal: AbortSignal | undefined,
  ): void {
    this.#resolve = resolve
    if (signal?.aborted === true) {
      this.#end(undefined, 'aborted')
      return
    }
    const arrive = (): void => this.#arrive(timeoutMs)
    const event = this.#schedule.after(Math.min(this.#reaction.ms, timeoutMs), arrive, process)
    if (signal === undefined) return
    this.#forget = onAbort(signal, () => {
      event.call = undefined
      this.#end(undefined, 'aborted')
    })
  }

  #arrive(timeoutMs: number): void {
    this.#forget?.()
    const { ms, response, failure } = this.#reaction
    const isLate = ms >= timeoutMs
    const hasBegun = !isLate || ms === Number.POSITIVE_INFINITY
    this.#end(hasBegun ? response : undefined, isLate ? 'timeout' : failure)
  }

  #end(response: HttpResponse | undefined, kind: FailureKind | undefined): void {
    if (this.#held !== undefined) this.#watch.ended(this.#held, endingOf(response, kind))
    const failure =
      kind === undefined && response !== undefined ? undefined : failureOf(kind ?? 'network')
    this.#resolve?.({
      request: this.#request,
      response,
      startedAt: this.#startedAt,
      durationMs: this.#schedule.now - this.#began,
      failure,
    })
  }
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

function failureOf(kind: FailureKind): ExchangeFailure {
  let failure = FAILURES.get(kind)
  if (failure === undefined) {
    failure = Object.freeze({ kind, message: kind })
    FAILURES.set(kind, failure)
  }
  return failure
}
