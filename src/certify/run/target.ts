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
import type { Aside } from './aside.ts'
import type { BodyStore } from './body-store.ts'
import { type Course, newCourse } from './course.ts'
import type { Observation } from './observation.ts'
import { OwnAccess } from './own-access.ts'
import { RequestPace } from './request-pace.ts'
import { Reach } from './reach.ts'
import { heldBack, OWN_CONNECTION, requestFor, type RequestOptions } from './request.ts'
import { isAccepted, parseResponse } from './response.ts'
import { RunEnded } from './run-ended.ts'
import { SeenSecrets } from './seen-secrets.ts'
import { Throttling } from './throttling.ts'
import { WaitBudget } from './wait-budget.ts'

export interface TargetOptions {
  readonly addresses: Addresses
  readonly signer: Signer
  readonly transport: Transport
  readonly parallelTransport: Transport
  /** Where the bodies of everything that is sent and received are kept. */
  readonly bodies: BodyStore
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

/** Of an endpoint with so many processes, half of which know a token, one in 4,000 messages meets none that does. */
const MOST_TRIES = 12

/** The endpoint under test: sends what checks ask for, counts it, and lets observers see every response. */
export class Target {
  readonly #options: TargetOptions
  readonly access: OwnAccess
  readonly secrets: SeenSecrets
  readonly reach: Reach
  readonly course: Course
  readonly pace: RequestPace
  readonly #throttling: Throttling
  readonly #waits: WaitBudget
  readonly #aside: Aside | undefined
  #neighbour: ((operation: Operation) => unknown) | undefined

  /** @param whole what it shares everything with but the way that it sends */
  constructor(options: TargetOptions, whole?: Target, aside?: Aside) {
    this.#options = options
    this.#aside = aside
    this.#throttling = whole === undefined ? new Throttling(options.clock) : whole.#throttling
    this.#waits = whole === undefined ? new WaitBudget(options) : whole.#waits
    this.pace = whole?.pace ?? new RequestPace(options, this.#throttling)
    this.reach = whole?.reach ?? new Reach()
    this.course = whole?.course ?? newCourse()
    this.access = whole?.access ?? new OwnAccess(options)
    this.secrets = whole?.secrets ?? new SeenSecrets(options)
  }

  /** @param message makes an ordinary message that a throttled one can be compared with */
  compareWith(message: (operation: Operation) => unknown): void {
    this.#neighbour = message
  }

  /** The same endpoint, for what is tried side by side with others. */
  besides(aside: Aside): Target {
    return new Target(this.#options, this, aside)
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
    if (second.response?.status !== 401) this.course.earlyRejections.push(first)
    return second
  }

  /** Waits; ends early with the run. */
  wait(ms: number): Promise<void> {
    return this.pace.wait(ms)
  }

  /** The median of what accepted messages took, in milliseconds. */
  get usualLatencyMs(): number | undefined {
    const sorted = this.course.latencies.toSorted((left, right) => left - right)
    return sorted[Math.floor(sorted.length / 2)]
  }

  /** Whether so many more requests take but a few seconds, at the pace of the endpoint so far. */
  hasTimeFor(requests: number): boolean {
    return this.pace.hasTimeFor(requests, this.usualLatencyMs ?? Number.POSITIVE_INFINITY)
  }

  /** Asks somebody else than the endpoint (the token service, the state service, the observer); not counted, not observed. */
  async ask(request: HttpRequest, { parallel = false } = {}): Promise<Exchange> {
    await this.pace.next()
    const { transport, parallelTransport, signal, bodies } = this.#options
    return bodies.keep(await (parallel ? parallelTransport : transport).send(request, { signal }))
  }

  async #transmit(
    operation: Operation,
    body: unknown,
    request: HttpRequest,
    options: RequestOptions,
  ): Promise<Exchange> {
    const { course } = this
    if (course.planned >= this.#options.maxRequests) throw new RunEnded('budget')
    const silence = this.#waits.foreseenSilence(operation.id)
    if (silence !== undefined) return { ...silence, request }
    this.#waits.assertNotLost()
    // What throttling adds, and what is sent again alone, is beyond the budget.
    if (this.#aside === undefined) course.planned++
    this.secrets.keepSent(request)
    const once = (): Promise<Exchange> => this.#once(request, options)
    if (options.cut !== undefined) return once()
    const exchange = this.#aside === undefined ? await this.#settled(once) : await once()
    this.#note(operation, body, exchange, options)
    const { subject } = options
    const observation: Observation = {
      exchange,
      operation,
      parsed: parseResponse(exchange),
      from: course.from,
      isAuthorized:
        this.#options.signer.scheme === 'none' || (options.credentials ?? 'own') === 'own',
      ...defined({ subject }),
    }
    if (this.#aside === undefined) for (const { see } of course.observers) see(observation)
    else this.#aside.see(observation)
    return exchange
  }

  async #settled(once: () => Promise<Exchange>): Promise<Exchange> {
    const settled = await this.#throttling.settle(await once(), {
      again: once,
      neighbour: () => this.#sendNeighbour(),
      wait: (ms) => this.wait(ms),
    })
    if (settled.kind === 'throttled') throw new RunEnded('throttled', String(settled.status))
    return settled.exchange
  }

  /** What a run learns of a response, whatever it was sent for. */
  #note(operation: Operation, body: unknown, exchange: Exchange, options: RequestOptions): void {
    this.#waits.note(operation.id, exchange, options, this.#aside !== undefined)
    this.reach.note(exchange)
    if (!isAccepted(exchange)) return
    const { course } = this
    course.accepting = operation
    const accepted = orderIdentifiers(operation, body)
    if (this.#aside === undefined)
      for (const identifier of accepted) course.accepted.add(identifier)
    else this.#aside.accepted.push(...accepted)
    if (options.raw === undefined && this.#aside === undefined)
      course.latencies.push(exchange.durationMs - (options.held?.waitedMs() ?? 0))
  }

  async #once(request: HttpRequest, options: RequestOptions): Promise<Exchange> {
    await this.pace.next()
    this.course.requests++
    this.#throttling.noteSent()
    let exchange = await this.#overConnection(request, options)
    // One known defect is not to hide all others: the message is sent until a process knows its token.
    const isOwn = options.credentials !== 'none' && options.alter === undefined
    for (let tries = 0; this.#isScattered(exchange, isOwn) && tries < MOST_TRIES; tries++) {
      const again = { ...request, headers: [...request.headers, OWN_CONNECTION] }
      this.course.requests++
      exchange = await this.#overConnection(request, options, again)
    }
    if (this.#options.signal.aborted) throw new RunEnded()
    return exchange
  }

  #isScattered({ response }: Exchange, isOwn: boolean): boolean {
    return isOwn && this.course.scatteredTokens !== undefined && response?.status === 401
  }

  /** An ordinary message with fresh identifiers to an operation that has accepted one. */
  #sendNeighbour(): Promise<Exchange> | undefined {
    const operation = this.course.accepting
    const message = this.#neighbour
    if (operation === undefined || message === undefined) return undefined
    const body = message(operation)
    const request = requestFor(operation, this.addressOf(operation).url, body, {})
    return (async () => {
      const signed = await this.#options.signer.sign(request, this.#options.signal)
      if (!signed.ok) return this.#unsent(request, signed.failure.message)
      const exchange = await this.#once(signed.request, {})
      if (isAccepted(exchange))
        for (const identifier of orderIdentifiers(operation, body))
          this.course.accepted.add(identifier)
      return exchange
    })()
  }

  /** @param sent what goes over the connection, where that is not the request alone */
  async #overConnection(
    request: HttpRequest,
    options: RequestOptions,
    sent: HttpRequest = request,
  ): Promise<Exchange> {
    const { transport, parallelTransport, signal, bodies } = this.#options
    const { cut, timeoutMs, parallel = this.#aside?.isParallel === true } = options
    const exchange = await (parallel ? parallelTransport : transport).send(
      heldBack(sent, options.held),
      {
        signal: cut === undefined ? signal : AbortSignal.any([signal, cut]),
        ...defined({ timeoutMs }),
      },
    )
    return bodies.keep({ ...exchange, request })
  }

  #unsent(request: HttpRequest, reason: string): Exchange {
    return {
      request,
      failure: { kind: 'network', message: reason },
      startedAt: this.#options.clock.now(),
      durationMs: 0,
    }
  }
}
