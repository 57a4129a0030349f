import type { Clock } from '../core/index.ts'
import type { Claim } from './delivery.ts'
import type { QueueStore } from './store.ts'

/**
 * The claims that a worker holds, and until when. Where a store has leases, they are extended in time. The lease of a
 * process that was suspended, or whose store did not respond, may still run out: another worker then owns the claim.
 */
export class HeldClaims {
  readonly #store: QueueStore
  readonly #clock: Clock
  /** On the monotonic clock. */
  readonly #liveUntil = new Map<Claim, number>()

  constructor(store: QueueStore, clock: Clock) {
    this.#store = store
    this.#clock = clock
  }

  get size(): number {
    return this.#liveUntil.size
  }

  /** @param askedAt when the store was asked for them; milliseconds of the monotonic clock */
  add(claims: readonly Claim[], askedAt: number): void {
    const until = askedAt + (this.#store.leaseMs ?? Infinity)
    for (const claim of claims) this.#liveUntil.set(claim, until)
  }

  delete(claim: Claim): void {
    this.#liveUntil.delete(claim)
  }

  /** Whether no other worker can have claimed it: only then may an attempt begin. */
  isLive(claim: Claim): boolean {
    return this.#clock.monotonic() < (this.#liveUntil.get(claim) ?? 0)
  }

  /** Extends the leases until the signal says that the worker has ended. */
  async keepLeases(ended: AbortSignal): Promise<void> {
    const { leaseMs } = this.#store
    if (leaseMs === undefined) return
    try {
      for (;;) {
        await this.#clock.sleep(leaseMs / 3, ended)
        await this.#extend(leaseMs)
      }
    } catch (error) {
      if (!ended.aborted) throw error
    }
  }

  async #extend(leaseMs: number): Promise<void> {
    const askedAt = this.#clock.monotonic()
    const claims = [...this.#liveUntil.keys()]
    if (claims.length === 0) return
    const extended = new Set(await this.#store.extend(claims))
    for (const claim of claims) {
      if (!this.#liveUntil.has(claim)) continue
      this.#liveUntil.set(claim, extended.has(claim) ? askedAt + leaseMs : 0)
    }
  }
}
