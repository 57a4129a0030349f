import { setMaxListeners } from 'node:events'
import type { Clock } from '../core/index.ts'
import { DEFAULT_POLICY, nextStep, type RetryPolicy } from '../sender/index.ts'
import type { Claim, Settlement } from './delivery.ts'
import { HeldClaims } from './held-claims.ts'
import type { Lane, Wanted } from './lane.ts'
import { Lanes } from './lanes.ts'
import { SteadyTime } from './steady-time.ts'
import type { QueueStore } from './store.ts'
import { Tally } from './tally.ts'
import { Timer } from './timer.ts'
import { Retention } from './upkeep.ts'
import type { WorkerSummary } from './worker-events.ts'
import { type RunOptions, WORKER_DEFAULTS, type WorkerOptions } from './worker-options.ts'

const LOOK_TOGETHER_MS = 20

/**
 * Delivers what a store holds, under the failure policy: claims what is due, attempts it, and records each outcome
 * together with what follows in one commit. A place is free again only when its outcome is recorded, so that a killed
 * worker leaves no more than `concurrency` deliveries to an endpoint that arrived without being recorded.
 */
export class Worker {
  readonly #options: WorkerOptions
  readonly #store: QueueStore
  readonly #clock: Clock
  readonly #time: SteadyTime
  readonly #policy: RetryPolicy
  readonly #isRated: boolean
  readonly #lanes: Lanes
  readonly #held: HeldClaims
  readonly #giveUp = new AbortController()
  readonly #ended = new AbortController()
  readonly #tally = new Tally()
  readonly #timer: Timer
  readonly #retention: Retention
  #until: RunOptions['until']
  #stopping = false
  #looking = false
  #lookAgain = false
  #nextLookAt = 0
  #failure: { readonly error: unknown } | undefined
  #finish: () => void = () => undefined

  constructor(options: WorkerOptions) {
    this.#options = options
    this.#store = options.store
    this.#clock = options.clock
    this.#time = new SteadyTime(options.clock, options.store)
    this.#policy = { ...DEFAULT_POLICY, ...options.policy }
    this.#isRated = options.ratePerSecond !== undefined
    this.#held = new HeldClaims(options.store, options.clock)
    this.#lanes = new Lanes({
      policy: {
        concurrency: options.concurrency ?? WORKER_DEFAULTS.concurrency,
        ...(options.ratePerSecond === undefined ? {} : { ratePerSecond: options.ratePerSecond }),
        ...(options.breaker === undefined ? {} : { breaker: options.breaker }),
      },
      accepts: options.accepts,
      onEvent: options.onEvent,
    })
    this.#retention = new Retention(options.store, options.keepDeliveredMs)
    this.#timer = new Timer(options.clock, this.#time, () => this.#tick())
    setMaxListeners(0, this.#giveUp.signal)
  }

  /**
   * Runs once, until stopped or until what was asked for holds.
   * @throws HarnessError WORKER_ALREADY_RUNNING, and what the store throws; nothing recorded is lost then
   */
  async run({ signal, until }: RunOptions = {}): Promise<WorkerSummary> {
    this.#until = until
    await this.#store.startWork()
    const startedAt = this.#clock.monotonic()
    const finished = new Promise<void>((resolve) => (this.#finish = resolve))
    const stop = (): void => this.#stop()
    signal?.addEventListener('abort', stop, { once: true })
    const silence = this.#store.onDue((endpoint) => this.#becameDue(endpoint))
    if (signal?.aborted === true) stop()
    else this.#look()
    this.#held.keepLeases(this.#ended.signal).catch((error: unknown) => this.#fail(error))
    try {
      await finished
    } finally {
      silence()
      signal?.removeEventListener('abort', stop)
      this.#timer.cancel()
      this.#ended.abort(new Error('the worker has ended'))
    }
    if (this.#failure !== undefined) throw this.#failure.error
    return this.#tally.summary(this.#clock.monotonic() - startedAt)
  }

  #becameDue(endpoint: string | undefined): void {
    const lane = endpoint === undefined ? undefined : this.#lanes.get(endpoint)
    if (lane === undefined) {
      this.#look()
      return
    }
    lane.exhausted = false
    this.#pump(lane)
  }

  #tick(): void {
    const now = this.#time.now()
    if (!this.#looking && now >= this.#nextLookAt) this.#look()
    for (const lane of this.#lanes) {
      if (lane.isDue(now)) lane.exhausted = false
      this.#pump(lane)
    }
    this.#arm()
  }

  #arm(): void {
    if (this.#stopping) return
    const now = this.#time.now()
    // The end of a look arms it anew: until then, however long the store takes, there is no time for the next.
    let next = this.#looking ? Infinity : this.#nextLookAt
    for (const lane of this.#lanes) next = Math.min(next, lane.nextTime(now))
    if (next < Infinity) this.#timer.set(Math.max(next, now + 1))
  }

  /** Asks the store what is pending; asked meanwhile, it asks once more. */
  #look(): void {
    if (this.#stopping) return
    this.#lookAgain = this.#looking
    if (this.#looking) return
    this.#looking = true
    void this.#lookOnce()
      .catch((error: unknown) => this.#fail(error))
      .finally(() => {
        this.#looking = false
        if (this.#lookAgain) this.#look()
        else this.#arm()
      })
  }

  /**
   * While deliveries are under way there will be more to ask in a moment: one look serves them all. Where something is due
   * and nothing was given, another worker is at it just now.
   */
  #lookSoon({ running }: Lane, gaveNothing: boolean): void {
    if (running === 0 && !gaveNothing) {
      this.#look()
      return
    }
    this.#nextLookAt = Math.min(this.#nextLookAt, this.#time.now() + LOOK_TOGETHER_MS)
    this.#timer.set(this.#nextLookAt)
  }

  async #lookOnce(): Promise<void> {
    this.#nextLookAt = this.#time.now() + (this.#options.pollMs ?? 1000)
    await this.#retention.purge(this.#store.now())
    const pending = (await this.#store.pending()).filter(({ endpoint }) =>
      this.#lanes.accepts(endpoint),
    )
    for (const { endpoint } of pending) this.#lanes.open(endpoint)
    for (const lane of this.#lanes) {
      const next = pending.find(({ endpoint }) => endpoint === lane.endpoint)
      lane.update(this.#time.of(next?.nextRetryAt), this.#time.of(next?.nextFreshAt))
      if (lane.isDue(this.#time.now())) lane.exhausted = false
      this.#pump(lane)
    }
    const isEmpty = pending.length === 0 && this.#held.size === 0
    if (isEmpty && this.#until === 'empty' && !this.#lookAgain) this.#stop()
  }

  /** Starts what may start, and asks the store for more when little is left. */
  #pump(lane: Lane): void {
    if (this.#stopping) return
    const now = this.#time.now()
    const lost: Claim[] = []
    for (let claim = lane.take(now); claim !== undefined; claim = lane.take(now)) {
      if (this.#held.isLive(claim)) void this.#deliver(lane, claim)
      else {
        lane.running--
        lost.push(claim)
      }
    }
    this.#release(lost)
    if (this.#isRated) this.#arm()
    const wanted = lane.wanted(now)
    if (wanted !== undefined) void this.#claim(lane, wanted, now)
  }

  async #claim(lane: Lane, wanted: Wanted, now: number): Promise<void> {
    lane.claiming = true
    try {
      const claims = await this.#store.claim(lane.endpoint, wanted.limit, wanted.which)
      this.#held.add(claims, now)
      lane.claimed(claims, wanted, now)
      if (this.#stopping) this.#handBack(lane, 'all')
      else if (lane.exhausted) this.#lookSoon(lane, claims.length === 0)
    } catch (error) {
      this.#fail(error)
    } finally {
      lane.claiming = false
    }
    if (this.#stopping) this.#finishIfIdle()
    else this.#pump(lane)
  }

  async #deliver(lane: Lane, claim: Claim): Promise<void> {
    let isUnderWay = true
    const freePlace = (): void => {
      if (isUnderWay) lane.running--
      isUnderWay = false
    }
    const onRecorded = (): void => {
      freePlace()
      this.#pump(lane)
    }
    try {
      const result = await this.#options.attempt(claim.delivery, this.#giveUp.signal)
      if (!result.observed) {
        await this.#store.release([claim])
        return
      }
      const { attempt } = result
      const spent = claim.spent + 1
      const step = nextStep(attempt, spent, this.#policy, this.#options.random)
      const settlement: Settlement =
        step.kind === 'retry'
          ? { state: 'waiting', dueAt: this.#store.now() + step.waitMs }
          : { state: step.kind }
      if (lane.observe(attempt, this.#time.now())) this.#circuitChanged(lane)
      const recorded = await this.#store.settle({ claim, attempt, settlement }, onRecorded)
      this.#tally.add(claim, attempt.durationMs, settlement, recorded)
      this.#options.onEvent?.({ type: 'attempt', claim, attempt, settlement, recorded })
      if (settlement.state === 'waiting') this.#retryAt(lane, settlement.dueAt)
    } catch (error) {
      this.#fail(error)
    } finally {
      this.#held.delete(claim)
      freePlace()
      this.#settled(lane)
    }
  }

  #settled(lane: Lane): void {
    if (typeof this.#until === 'function' && this.#until()) this.#stop()
    if (this.#stopping) {
      this.#finishIfIdle()
      return
    }
    this.#pump(lane)
    if (this.#until === 'empty' && this.#held.size === 0) this.#look()
  }

  #retryAt(lane: Lane, dueAt: number): void {
    const at = this.#time.of(dueAt)
    lane.nextRetryAt = Math.min(lane.nextRetryAt ?? Infinity, at)
    this.#timer.set(at)
  }

  #circuitChanged(lane: Lane): void {
    lane.exhausted = false
    if (lane.isDown) this.#handBack(lane, 'fresh')
    this.#options.onEvent?.({
      type: lane.isDown ? 'endpoint-down' : 'endpoint-up',
      endpoint: lane.endpoint,
    })
    this.#look()
  }

  #handBack(lane: Lane, which: 'all' | 'fresh'): void {
    this.#release(lane.giveBack(which))
  }

  /** Gives claims back that no attempt was made under. */
  #release(claims: readonly Claim[]): void {
    if (claims.length === 0) return
    void this.#store
      .release(claims)
      .catch((error: unknown) => this.#fail(error))
      .finally(() => {
        for (const claim of claims) this.#held.delete(claim)
        if (this.#stopping) this.#finishIfIdle()
        else this.#look()
      })
  }

  #stop(): void {
    if (this.#stopping) return
    this.#stopping = true
    for (const lane of this.#lanes) this.#handBack(lane, 'all')
    this.#finishIfIdle()
    const giveUp = (): void => this.#giveUp.abort(new Error('the worker was stopped'))
    this.#clock
      .sleep(this.#options.graceMs ?? 10_000, this.#ended.signal)
      .then(giveUp, () => undefined)
  }

  #finishIfIdle(): void {
    if (this.#held.size === 0 && !this.#lanes.isClaiming) this.#finish()
  }

  /** The store failed: what waits here is given back as far as that goes, and is due again once the store is back. */
  #fail(error: unknown): void {
    this.#failure ??= { error }
    this.#stopping = true
    this.#giveUp.abort(new Error('the store failed'))
    for (const lane of this.#lanes) this.#abandon(lane.giveBack('all'))
    this.#finishIfIdle()
  }

  #abandon(claims: readonly Claim[]): void {
    for (const claim of claims) this.#held.delete(claim)
    void this.#store.release(claims).catch(() => undefined)
  }
}

/** A worker for a store; see {@link Worker.run}. */
export function createWorker(options: WorkerOptions): Worker {
  return new Worker(options)
}
