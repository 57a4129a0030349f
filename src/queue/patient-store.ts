import { type Clock, HarnessError } from '../core/index.ts'
import type { AttemptOutcome, Claim } from './delivery.ts'
import type { PendingEndpoint, QueueStore } from './store.ts'
import type { StoreEvent } from './worker-events.ts'

export interface StorePatience {
  readonly clock: Clock
  /** How long an outage may last until what was asked fails. Milliseconds. */
  readonly limitMs: number
  /** Once aborted, nothing is asked again. */
  readonly signal: AbortSignal
  readonly onEvent?: (event: StoreEvent) => void
}

/** Between two tries, doubled each time. */
const FIRST_WAIT_MS = 50
const LONGEST_WAIT_MS = 1000

/**
 * A store for a worker that outlasts failures which may pass: what a worker asks is asked again until the store works,
 * the outage has lasted too long, or the signal says so. Each call may be repeated: a claim whose response was lost is
 * due again when its lease runs out, and an outcome is recorded once, whatever was lost. Other calls are passed on.
 */
export function patientStore(store: QueueStore, patience: StorePatience): QueueStore {
  const outage = new Outage(patience)
  const outlast = <T>(work: () => Promise<T>): Promise<T> => outage.outlast(work)
  return {
    kind: store.kind,
    location: store.location,
    leaseMs: store.leaseMs,
    now: () => store.now(),
    enqueue: (deliveries) => store.enqueue(deliveries),
    startWork: () => outlast(() => store.startWork()),
    endWork: () => store.endWork(),
    claim: (endpoint, limit, which) =>
      outlast<readonly Claim[]>(async () => {
        await outage.recorded()
        return store.claim(endpoint, limit, which)
      }),
    settle: (outcome: AttemptOutcome, onRecorded) =>
      outage.record(() => store.settle(outcome, onRecorded)),
    release: (claims) => outlast(() => store.release(claims)),
    extend: (claims) => outlast<readonly Claim[]>(() => store.extend(claims)),
    pending: () => outlast<readonly PendingEndpoint[]>(() => store.pending()),
    onDue: (listener) => store.onDue(listener),
    list: (filter, page) => store.list(filter, page),
    counts: () => store.counts(),
    show: (id) => store.show(id),
    retry: (filter, redirections) => store.retry(filter, redirections),
    discard: (filter) => store.discard(filter),
    purge: (deliveredBefore, limit) => outlast(() => store.purge(deliveredBefore, limit)),
    close: () => store.close(),
  }
}

/** The time from the first call that failed until none fails any more. */
class Outage {
  readonly #patience: StorePatience
  /** Calls that failed and are being repeated. */
  #repeated = 0
  #endsAt = 0
  /** Outcomes whose recording has not ended. */
  #recording = 0
  #waiting: (() => void)[] = []

  constructor(patience: StorePatience) {
    this.#patience = patience
  }

  /** An outcome, before which nothing more is claimed: what cannot be recorded is not sent, nor sent once more. */
  record(settle: () => Promise<boolean>): Promise<boolean> {
    this.#recording++
    return settle().then(this.#recordedOne, (error: unknown) =>
      this.#outlast(error, settle).finally(this.#endedOne),
    )
  }

  /** Resolves when no outcome is left that could not be recorded at once. */
  async recorded(): Promise<void> {
    while (this.#repeated > 0 && this.#recording > 0) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    }
  }

  async outlast<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      return await this.#outlast(error, work)
    }
  }

  async #outlast<T>(error: unknown, work: () => Promise<T>): Promise<T> {
    if (!mayPass(error) || this.#patience.signal.aborted) throw error
    this.#begin(error)
    let works = false
    try {
      const result = await this.#repeat(work, error)
      works = true
      return result
    } finally {
      this.#repeated--
      if (this.#repeated === 0) {
        if (works) this.#patience.onEvent?.({ type: 'store-up' })
        this.#goOn()
      }
    }
  }

  readonly #endedOne = (): void => {
    this.#recording--
    if (this.#recording === 0) this.#goOn()
  }

  readonly #recordedOne = (result: boolean): boolean => {
    this.#endedOne()
    return result
  }

  #goOn(): void {
    if (this.#waiting.length === 0) return
    for (const resolve of this.#waiting.splice(0)) resolve()
  }

  #begin(error: HarnessError): void {
    this.#repeated++
    if (this.#repeated > 1) return
    const { clock, limitMs, onEvent } = this.#patience
    this.#endsAt = clock.monotonic() + limitMs
    onEvent?.({ type: 'store-down', error })
  }

  async #repeat<T>(work: () => Promise<T>, first: unknown): Promise<T> {
    const { clock, signal } = this.#patience
    let failure = first
    for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS)) {
      await clock.sleep(waitMs, signal).catch(() => undefined)
      const isOver = signal.aborted || clock.monotonic() >= this.#endsAt
      if (isOver) throw failure
      try {
        return await work()
      } catch (error) {
        if (!mayPass(error)) throw error
        failure = error
      }
    }
  }
}

function mayPass(error: unknown): error is HarnessError {
  return error instanceof HarnessError && error.details.mayPass === true
}
