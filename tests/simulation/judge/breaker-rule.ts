import type { BreakerPolicy } from '../../../src/queue/index.ts'
import type { Attempt } from '../../../src/sender/index.ts'

const DOWN_STATUSES: ReadonlySet<number | undefined> = new Set([429, 502, 503, 504])
const UP_KINDS: ReadonlySet<string> = new Set([
  'client-error',
  'server-error',
  'redirect',
  'unauthorized',
  'unexpected-status',
  'unreadable-answer',
  'token-refused',
  'token-unreadable',
])

/** When an endpoint may be sent fresh deliveries, told from how its attempts ended. */
export class BreakerRule {
  readonly #policy: BreakerPolicy
  #failures = 0
  #opened = 0
  #openUntil: number | undefined

  constructor(policy: BreakerPolicy) {
    this.#policy = policy
  }

  ended({ error, status }: Attempt, now: number): void {
    const isDown = error !== undefined && (DOWN_STATUSES.has(status) || !UP_KINDS.has(error.kind))
    if (!isDown) {
      this.#failures = 0
      this.#opened = 0
      this.#openUntil = undefined
      return
    }
    this.#failures++
    if (this.#openUntil !== undefined && now < this.#openUntil) return
    if (this.#failures < this.#policy.threshold) return
    const { cooldownMs, factor, maxCooldownMs } = this.#policy
    this.#openUntil = now + Math.min(cooldownMs * factor ** this.#opened, maxCooldownMs)
    this.#opened++
  }

  /** @param underWay to this endpoint already */
  permitsFresh(now: number, underWay: number): boolean {
    if (this.#openUntil === undefined) return true
    return now >= this.#openUntil && underWay === 0
  }
}
