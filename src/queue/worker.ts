import { setMaxListeners } from 'node:events'
import { type Clock, defined, type Random } from '../core/index.ts'
import {
  type Attempt,
  type Attempter,
  type AttemptResult,
  DEFAULT_POLICY,
  nextStep,
  type RetryPolicy,
} from '../sender/index.ts'
import type { AttemptOutcome, Claim, Settlement } from './delivery.ts'
import { HeldClaims } from './held-claims.ts'
import type { EndpointQueue, Wanted } from './endpoint-queue.ts'
import { EndpointQueues } from './endpoint-queues.ts'
import { MonotonicTime } from './monotonic-time.ts'
import { Slot } from './slot.ts'
import type { QueueStore } from './store.ts'
import { WorkerStatistics } from './worker-statistics.ts'
import { WorkerPolls } from './worker-polls.ts'
import { Retention } from './retention.ts'
import type { WorkerSummary } from './worker-events.ts'
import { type RunOptions, WORKER_DEFAULTS, type WorkerOptions } from './worker-options.ts'

const ENDED = { delivered: { state: 'delivered' }, failed: { state: 'failed' } } as const

/**
 * Delivers a store's deliveries under the failure policy: claims what is due, attempts it, and records each outcome
 * together with what follows in one commit. A slot is free again only when its outcome is recorded, so that a killed
 * worker leaves no more than `concurrency` deliveries to an endpoint that arrived without being recorded.
 */
export class Worker {
  readonly #attempt: Attempter
  readonly #random: Random
  readonly #graceMs: number
  readonly #onEvent: WorkerOptions['onEvent']
  readonly #store: QueueStore
  readonly #clock: Clock
  readonly #time: MonotonicTime
  readonly #policy: RetryPolicy
  readonly #isRated: boolean
  readonly #queues: EndpointQueues
  readonly #held: HeldClaims
  readonly #giveUp = new AbortController()
  readonly #whenEnded = new AbortController()
  readonly #statistics = new WorkerStatistics()
  readonly #polls: WorkerPolls
  readonly #retention: Retention
  #until: RunOptions['until']
  #stopping = false
  #failure: { readonly error: unknown } | undefined
  #finish: () => void = () => undefined

  constructor(options: WorkerOptions) {
    this.#attempt = options.attempt
    this.#random = options.random
    this.#graceMs = options.graceMs ?? WORKER_DEFAULTS.graceMs
    this.#onEvent = options.onEvent
    this.#store = options.store
    this.#clock = options.clock
    this.#time = new MonotonicTime(options.clock, options.store)
    this.#policy = { ...DEFAULT_POLICY, ...options.policy }
    this.#isRated = options.ratePerSecond !== undefined
    this.#held = new HeldClaims(options.store, options.clock)
    this.#queues = new EndpointQueues({
      policy: {
        concurrency: options.concurrency ?? WORKER_DEFAULTS.concurrency,
        ...defined({ ratePerSecond: options.ratePerSecond, breaker: options.breaker }),
      },
      accepts: options.accepts,
      onEvent: options.onEvent,
    })
    this.#retention = new Retention(options.store, options.keepDeliveredMs)
    this.#polls = new WorkerPolls({
      clock: options.clock,
      time: this.#time,
      queues: this.#queues,
      pollMs: options.pollMs ?? WORKER_DEFAULTS.pollMs,
      isStopping: () => this.#stopping,
      ask: () => this.#ask(),
      onFailure: (error) => this.#fail(error),
      onTime: (queue) => this.#pump(queue),
    })
    setMaxListeners(0, this.#giveUp.signal)
  }

  /**
   * Runs once, until stopped or until the condition `until` is met.
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
    else this.#polls.poll()
    this.#held.keepLeases(this.#whenEnded.signal).catch((error: unknown) => this.#fail(error))
    try {
      await finished
    } finally {
      silence()
      signal?.removeEventListener('abort', stop)
      this.#polls.cancel()
      this.#whenEnded.abort(new Error('the worker has ended'))
      await this.#store.endWork()
    }
    if (this.#failure !== undefined) throw this.#failure.error
    return this.#statistics.summary(this.#clock.monotonic() - startedAt)
  }

  #becameDue(endpoint: string | undefined): void {
    const queue = endpoint === undefined ? undefined : this.#queues.get(endpoint)
    if (queue === undefined) {
      this.#polls.poll()
      return
    }
    queue.exhausted = false
    this.#pump(queue)
  }

  /** Asks the store what is pending. */
  async #ask(): Promise<void> {
    await this.#retention.purge(this.#store.now())
    const pending = (await this.#store.pending()).filter(({ endpoint }) =>
      this.#queues.accepts(endpoint),
    )
    for (const { endpoint } of pending) this.#queues.open(endpoint)
    for (const queue of this.#queues) {
      const next = pending.find(({ endpoint }) => endpoint === queue.endpoint)
      queue.update(this.#time.of(next?.nextRetryAt), this.#time.of(next?.nextFreshAt))
      if (queue.isDue(this.#time.now())) queue.exhausted = false
      this.#pump(queue)
    }
    const isEmpty = pending.length === 0 && this.#held.size === 0
    if (isEmpty && this.#until === 'empty' && !this.#polls.isRepeated) this.#stop()
  }

  /** Starts what may start, and asks the store for more when little is left. */
  #pump(queue: EndpointQueue): void {
    if (this.#stopping) return
    const now = this.#time.now()
    for (let claim = queue.take(now); claim !== undefined; claim = queue.take(now)) {
      if (this.#held.isLive(claim)) this.#deliver(queue, claim)
      else {
        queue.running--
        // Where one lease ran out, others did too.
        this.#release([claim, ...queue.drop((other) => !this.#held.isLive(other))])
      }
    }
    if (this.#isRated) this.#polls.arm()
    const wanted = queue.wanted(now)
    if (wanted !== undefined) void this.#claim(queue, wanted, now)
  }

  async #claim(queue: EndpointQueue, wanted: Wanted, now: number): Promise<void> {
    queue.claiming = true
    try {
      const claims = await this.#store.claim(queue.endpoint, wanted.limit, wanted.which)
      this.#held.add(claims, now)
      queue.claimed(claims, wanted, now)
      if (this.#stopping) this.#handBack(queue, 'all')
      else if (queue.exhausted) this.#polls.pollSoon(queue, claims.length === 0)
    } catch (error) {
      this.#fail(error)
    } finally {
      queue.claiming = false
    }
    if (this.#stopping) this.#finishIfIdle()
    else this.#pump(queue)
  }

  /** No async function: thousands are under way at a time, and each would keep all that it may need. */
  #deliver(queue: EndpointQueue, claim: Claim): void {
    const slot = new Slot(queue, claim)
    const failed = (error: unknown): void => this.#attemptFailed(slot, error)
    const attempted = (result: AttemptResult): void => {
      try {
        this.#attempted(slot, result, failed)
      } catch (error) {
        failed(error)
      }
    }
    try {
      this.#attempt(claim.delivery, this.#giveUp.signal).then(attempted, failed)
    } catch (error) {
      failed(error)
    }
  }

  #attempted(slot: Slot, result: AttemptResult, failed: (error: unknown) => void): void {
    const { queue, claim } = slot
    if (!result.observed) {
      this.#store.release([claim]).then(() => this.#ended(slot), failed)
      return
    }
    const { attempt } = result
    const onRecorded = (): void => {
      slot.free()
      this.#pump(queue)
    }
    const outcome = this.#outcomeOf(queue, claim, attempt)
    const settled = (recorded: boolean): void => {
      try {
        this.#recorded(queue, outcome, recorded)
        this.#ended(slot)
      } catch (error) {
        failed(error)
      }
    }
    this.#store.settle(outcome, onRecorded).then(settled, failed)
  }

  #attemptFailed(slot: Slot, error: unknown): void {
    this.#fail(error)
    // Without a lease, nothing else would ever make it due again.
    if (this.#store.leaseMs === undefined) this.#abandon([slot.claim])
    this.#ended(slot)
  }

  #ended(slot: Slot): void {
    this.#held.delete(slot.claim)
    slot.free()
    this.#settled(slot.queue)
  }

  #outcomeOf(queue: EndpointQueue, claim: Claim, attempt: Attempt): AttemptOutcome {
    const step = nextStep(attempt, claim.spent + 1, this.#policy, this.#random)
    const settlement: Settlement =
      step.kind === 'retry'
        ? { state: 'waiting', dueAt: this.#store.now() + step.waitMs }
        : ENDED[step.kind]
    if (queue.observe(attempt, this.#time.now())) this.#circuitChanged(queue)
    return { claim, attempt, settlement }
  }

  #recorded(queue: EndpointQueue, outcome: AttemptOutcome, recorded: boolean): void {
    const { claim, attempt, settlement } = outcome
    this.#statistics.add(claim, attempt.durationMs, settlement, recorded)
    this.#onEvent?.({ type: 'attempt', claim, attempt, settlement, recorded })
    if (settlement.state === 'waiting') this.#retryAt(queue, settlement.dueAt)
  }

  #settled(queue: EndpointQueue): void {
    if (typeof this.#until === 'function' && this.#until()) this.#stop()
    if (this.#stopping) {
      this.#finishIfIdle()
      return
    }
    this.#pump(queue)
    if (this.#until === 'empty' && this.#held.size === 0) this.#polls.poll()
  }

  #retryAt(queue: EndpointQueue, dueAt: number): void {
    const at = this.#time.of(dueAt)
    queue.nextRetryAt = Math.min(queue.nextRetryAt ?? Infinity, at)
    this.#polls.lookAt(at)
  }

  #circuitChanged(queue: EndpointQueue): void {
    queue.exhausted = false
    const { endpoint } = queue
    const pauseMs = queue.pauseMs(this.#time.now())
    if (pauseMs === undefined) this.#onEvent?.({ type: 'endpoint-up', endpoint })
    else {
      this.#handBack(queue, 'fresh')
      this.#onEvent?.({ type: 'endpoint-down', endpoint, pauseMs })
    }
    this.#polls.poll()
  }

  #handBack(queue: EndpointQueue, which: 'all' | 'fresh'): void {
    this.#release(queue.giveBack(which))
  }

  /** Releases claims without an attempt. */
  #release(claims: readonly Claim[]): void {
    if (claims.length === 0) return
    void this.#store
      .release(claims)
      .catch((error: unknown) => this.#fail(error))
      .finally(() => {
        for (const claim of claims) this.#held.delete(claim)
        if (this.#stopping) this.#finishIfIdle()
        else this.#polls.poll()
      })
  }

  #stop(): void {
    if (this.#stopping) return
    this.#stopping = true
    for (const queue of this.#queues) this.#handBack(queue, 'all')
    this.#finishIfIdle()
    const giveUp = (): void => this.#giveUp.abort(new Error('the worker was stopped'))
    this.#clock.sleep(this.#graceMs, this.#whenEnded.signal).then(giveUp, () => undefined)
  }

  #finishIfIdle(): void {
    if (this.#held.size === 0 && !this.#queues.isClaiming) this.#finish()
  }

  /** The store failed: waiting claims are released if possible, and are due again once the store is back. */
  #fail(error: unknown): void {
    this.#failure ??= { error }
    this.#stopping = true
    this.#giveUp.abort(new Error('the store failed'))
    for (const queue of this.#queues) this.#abandon(queue.giveBack('all'))
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
