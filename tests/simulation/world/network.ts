import {
  type Exchange,
  type ExchangeFailure,
  type FailureKind,
  headerOf,
  type HttpRequest,
  type SendOptions,
  type Transport,
} from '../../../src/core/index.ts'
import { onAbort } from '../../../src/core/on-abort.ts'
import type { SimulatedEndpoint } from '../endpoints/endpoint.ts'
import type { Reaction } from '../endpoints/reaction.ts'
import type { TokenService } from '../endpoints/token-service.ts'
import type { Held } from '../judge/subject.ts'
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

const NOTHING = Buffer.alloc(0)

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

  send(request: HttpRequest, options: SendOptions = {}): Promise<Exchange> {
    const { url } = request
    if (url === this.#options.tokenUrl) {
      return this.#exchange(request, options, this.#options.tokenService.receive(), undefined)
    }
    const endpoint = this.#options.endpoints.get(url)
    if (endpoint === undefined) throw new Error(`nobody listens at ${url}`)
    const held = this.#watch.sent(idOf(request), request)
    const isPoison = held?.subject.isPoison === true
    const reaction = endpoint.receive(request, isPoison, this.#process.clock.now())
    return this.#exchange(request, options, reaction, held)
  }

  #exchange(
    request: HttpRequest,
    { signal, timeoutMs = this.#options.timeoutMs }: SendOptions,
    reaction: Reaction,
    held: Held | undefined,
  ): Promise<Exchange> {
    const { schedule } = this.#options
    const { clock } = this.#process
    const startedAt = clock.now()
    const began = schedule.now
    return new Promise((resolve) => {
      const end = (status: number | undefined, failure: FailureKind | undefined): void => {
        const { headers = [], body = NOTHING, truncated = false } = reaction
        if (held !== undefined) {
          this.#watch.ended(held, {
            status,
            failure,
            isAccepted:
              failure === undefined &&
              !truncated &&
              status !== undefined &&
              status >= 200 &&
              status < 300,
            retryAfter:
              status === undefined || headers.length === 0
                ? undefined
                : headerOf({ headers }, 'retry-after'),
          })
        }
        const durationMs = schedule.now - began
        if (status === undefined) {
          resolve({ request, startedAt, durationMs, failure: failureOf(failure ?? 'network') })
          return
        }
        const response = { status, headers, body, truncated }
        if (failure === undefined) resolve({ request, response, startedAt, durationMs })
        else resolve({ request, response, startedAt, durationMs, failure: failureOf(failure) })
      }
      if (signal?.aborted === true) {
        end(undefined, 'aborted')
        return
      }
      const isLate = reaction.ms >= timeoutMs
      const hasBegun = !isLate || reaction.ms === Number.POSITIVE_INFINITY
      const event = schedule.after(
        Math.min(reaction.ms, timeoutMs),
        () => {
          forget?.()
          end(hasBegun ? reaction.status : undefined, isLate ? 'timeout' : reaction.failure)
        },
        this.#process,
      )
      const giveUp = (): void => {
        event.call = undefined
        end(undefined, 'aborted')
      }
      const forget = signal === undefined ? undefined : onAbort(signal, giveUp)
    })
  }
}

function idOf({ headers }: HttpRequest): string {
  const [, id] = headers.find(([name]) => name === 'webhook-id') ?? []
  return typeof id === 'string' ? id : ''
}

function failureOf(kind: FailureKind): ExchangeFailure {
  return { kind, message: kind }
}
