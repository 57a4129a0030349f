import type { Signer } from '../../auth/index.ts'
import {
  type Address,
  type Addresses,
  addressOf,
  type Operation,
  orderIdentifiers,
} from '../../contract/index.ts'
import {
  type Clock,
  defined,
  type Exchange,
  type HttpRequest,
  type Transport,
} from '../../core/index.ts'
import type { Level } from '../results/check.ts'
import { OwnAccess } from './own-access.ts'
import { Reach } from './reach.ts'
import {
  heldBack,
  OWN_CONNECTION,
  requestFor,
  type RequestOptions,
  type Subject,
} from './request.ts'
import { isAccepted, type ParsedResponse, parseResponse } from './response.ts'
import { RunEnded } from './run-ended.ts'
import { SeenSecrets } from './seen-secrets.ts'
import { Throttling } from './throttling.ts'
import { WaitBudget } from './wait-budget.ts'

/** One response as observers see it, whatever check it belongs to. */
export interface Observation {
  readonly exchange: Exchange
  readonly operation: Operation
  readonly parsed: ParsedResponse
  readonly subject?: Subject
  /** Whether it was sent with the credentials that the endpoint was certified with, or needs none. */
  readonly isAuthorized: boolean
  /** The first level at which this is sent. */
  readonly from: Level
}

export type Observer = (observation: Observation) => void

export interface TargetOptions {
  readonly addresses: Addresses
  readonly signer: Signer
  readonly transport: Transport
  readonly parallelTransport: Transport
  readonly clock: Clock
  /** Requests per second at most; no limit when absent. */
  readonly rate?: number
  readonly signal: AbortSignal
  /** Of one request. */
  readonly timeoutMs: number
  readonly latencyBudgetMs: number
  /** Connections of parallel requests. */
  readonly concurrency: number
  /** The run's budget: it ends rather than send more. */
  readonly maxRequests: number
}

const FEW_SECONDS_MS = 4000

/** Of an endpoint with so many processes, half of which know a token, one in 4,000 messages meets none that does. */
const MOST_TRIES = 12

/** The endpoint under test: sends what checks ask for, counts it, and lets observers see every response. */
export class Target {
  readonly #options: TargetOptions
  readonly access: OwnAccess
  readonly secrets: SeenSecrets
  readonly reach = new Reach()
  readonly #observers: Observer[] = []
  readonly #throttling: Throttling
  readonly #waits: WaitBudget
  #neighbour: ((operation: Operation) => unknown) | undefined
  /** An operation that has accepted a message. */
  #accepting: Operation | undefined
  #nextSlot = 0
  #planned = 0
  /** The first level of the group of checks that is being made. */
  from: Level = 'compatible'
  /** Requests sent to the endpoint's operations so far. */
  requests = 0
  /** Identifiers of orders that the endpoint accepted: the test data left on it. */
  readonly accepted = new Set<string>()
  /** What the run learnt of tokens that only some processes of the endpoint know: a 401 is luck then. */
  scatteredTokens: string | undefined
  /** 401 responses to a token that should still have been valid. */
  readonly earlyRejections: Exchange[] = []
  /** Durations of accepted messages, in milliseconds. */
  readonly latencies: number[] = []

  constructor(options: TargetOptions) {
    this.#options = options
    this.#throttling = new Throttling(options.clock)
    this.#waits = new WaitBudget(options)
    this.access = new OwnAccess(options)
    this.secrets = new SeenSecrets(options)
  }

  observe(observer: Observer): void {
    this.#observers.push(observer)
  }

  /** @param message makes an ordinary message that a throttled one can be compared with */
  compareWith(message: (operation: Operation) => unknown): void {
    this.#neighbour = message
  }

  /** How often the endpoint asked the run to slow down, and to how many requests per second it did; 0 for never. */
  get throttled(): { readonly responses: number; readonly perSecond: number } {
    const { responses, widestMs } = this.#throttling
    return { responses, perSecond: widestMs === 0 ? 0 : 1000 / widestMs }
  }

  /** @throws Error for an operation that is not enabled, which no check asks for */
  addressOf({ id }: Operation): Address {
    const address = addressOf(this.#options.addresses, id)
    if (address === undefined) throw new Error(`${id} has no address`)
    return address
  }

  /**
   * Sends a message to an operation. With own credentials a 401 is met as the sender meets it: a new token, and the
   * request once more.
   * @throws RunEnded when the run is to stop
   */
  async send(operation: Operation, body: unknown, options: RequestOptions = {}): Promise<Exchange> {
    const request = requestFor(operation, this.addressOf(operation).url, body, options)
    const { signer } = this.#options
    if (options.credentials === 'none') {
      return this.#transmit(operation, body, signer.extend(request), options)
    }
    const signed = await signer.sign(request, this.#options.signal)
    if (!signed.ok) return this.#unsent(request, signed.failure.message)
    const altered = (await options.alter?.(signed.request)) ?? signed.request
    const first = await this.#transmit(operation, body, altered, options)
    if (first.response?.status !== 401 || !signer.renewable || options.alter !== undefined)
      return first
    const renewed = await signer.renew(signed.token, this.#options.signal)
    if (!renewed.ok) return first
    const again = await signer.sign(request, this.#options.signal, renewed.token)
    if (!again.ok) return first
    const second = await this.#transmit(operation, body, again.request, options)
    if (second.response?.status !== 401) this.earlyRejections.push(first)
    return second
  }

  /** Waits; ends early with the run. */
  async wait(ms: number): Promise<void> {
    const { clock, signal } = this.#options
    await clock.sleep(ms, signal).catch(() => undefined)
    if (signal.aborted) throw new RunEnded()
  }

  /** The median of what accepted messages took, in milliseconds. */
  get usualLatencyMs(): number | undefined {
    const sorted = this.latencies.toSorted((left, right) => left - right)
    return sorted[Math.floor(sorted.length / 2)]
  }

  /** Whether so many more requests take but a few seconds, at the pace of the endpoint so far. */
  hasTimeFor(requests: number): boolean {
    const { rate } = this.#options
    const { spacingMs } = this.#throttling
    const usualMs = this.usualLatencyMs ?? Number.POSITIVE_INFINITY
    const each = Math.max(usualMs, spacingMs, rate === undefined ? 0 : 1000 / rate)
    return requests * each <= FEW_SECONDS_MS
  }

  /** Asks somebody else than the endpoint (the token service, the state service, the observer); not counted, not observed. */
  async ask(request: HttpRequest, { parallel = false } = {}): Promise<Exchange> {
    await this.#pace()
    const { transport, parallelTransport, signal } = this.#options
    return (parallel ? parallelTransport : transport).send(request, { signal })
  }

  async #transmit(
    operation: Operation,
    body: unknown,
    request: HttpRequest,
    options: RequestOptions,
  ): Promise<Exchange> {
    // What throttling adds is beyond the budget.
    if (this.#planned >= this.#options.maxRequests) throw new RunEnded('budget')
    const silence = this.#waits.foreseenSilence(operation.id)
    if (silence !== undefined) return { ...silence, request }
    this.#waits.assertNotLost()
    this.#planned++
    this.secrets.keepSent(request)
    const once = (): Promise<Exchange> => this.#once(request, options)
    if (options.cut !== undefined) return once()
    const settled = await this.#throttling.settle(await once(), {
      again: once,
      neighbour: () => this.#sendNeighbour(),
      wait: (ms) => this.wait(ms),
    })
    if (settled.kind === 'throttled') throw new RunEnded('throttled', String(settled.status))
    const { exchange } = settled
    this.#waits.note(operation.id, exchange, options)
    this.reach.note(exchange)
    if (isAccepted(exchange)) {
      this.#accepting = operation
      for (const identifier of orderIdentifiers(operation, body)) this.accepted.add(identifier)
      if (options.raw === undefined)
        this.latencies.push(exchange.durationMs - (options.held?.waitedMs() ?? 0))
    }
    const parsed = parseResponse(exchange)
    const { subject } = options
    const observation = {
      exchange,
      operation,
      parsed,
      from: this.from,
      isAuthorized:
        this.#options.signer.scheme === 'none' || (options.credentials ?? 'own') === 'own',
      ...defined({ subject }),
    }
    for (const observer of this.#observers) observer(observation)
    return exchange
  }

  async #once(request: HttpRequest, options: RequestOptions): Promise<Exchange> {
    await this.#pace()
    this.requests++
    this.#throttling.noteSent()
    let exchange = await this.#overConnection(request, options)
    // One known defect is not to hide all others: the message is sent until a process knows its token.
    const isOwn = options.credentials !== 'none' && options.alter === undefined
    for (let tries = 0; this.#isScattered(exchange, isOwn) && tries < MOST_TRIES; tries++) {
      const again = { ...request, headers: [...request.headers, OWN_CONNECTION] }
      this.requests++
      exchange = { ...(await this.#overConnection(again, options)), request }
    }
    if (this.#options.signal.aborted) throw new RunEnded()
    return exchange
  }

  #isScattered({ response }: Exchange, isOwn: boolean): boolean {
    return isOwn && this.scatteredTokens !== undefined && response?.status === 401
  }

  /** An ordinary message with fresh identifiers to an operation that has accepted one. */
  #sendNeighbour(): Promise<Exchange> | undefined {
    const operation = this.#accepting
    const message = this.#neighbour
    if (operation === undefined || message === undefined) return undefined
    const body = message(operation)
    const request = requestFor(operation, this.addressOf(operation).url, body, {})
    return (async () => {
      const signed = await this.#options.signer.sign(request, this.#options.signal)
      if (!signed.ok) return this.#unsent(request, signed.failure.message)
      const exchange = await this.#once(signed.request, {})
      if (isAccepted(exchange))
        for (const identifier of orderIdentifiers(operation, body)) this.accepted.add(identifier)
      return exchange
    })()
  }

  async #overConnection(request: HttpRequest, options: RequestOptions): Promise<Exchange> {
    const { transport, parallelTransport, signal } = this.#options
    const { cut, timeoutMs } = options
    const exchange = await (options.parallel === true ? parallelTransport : transport).send(
      heldBack(request, options.held),
      {
        signal: cut === undefined ? signal : AbortSignal.any([signal, cut]),
        ...defined({ timeoutMs }),
      },
    )
    return { ...exchange, request }
  }

  #unsent(request: HttpRequest, reason: string): Exchange {
    return {
      request,
      failure: { kind: 'network', message: reason },
      startedAt: this.#options.clock.now(),
      durationMs: 0,
    }
  }

  async #pace(): Promise<void> {
    const { clock, rate, signal } = this.#options
    if (signal.aborted) throw new RunEnded()
    const spacingMs = Math.max(this.#throttling.spacingMs, rate === undefined ? 0 : 1000 / rate)
    if (spacingMs === 0) return
    const now = clock.monotonic()
    const slot = Math.max(now, this.#nextSlot)
    this.#nextSlot = slot + spacingMs
    if (slot > now) await this.wait(slot - now)
  }
}
