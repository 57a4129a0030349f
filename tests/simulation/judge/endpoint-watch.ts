import type { Attempt } from '../../../src/sender/index.ts'
import type { WorkerSettings } from '../world/scenario.ts'
import { BreakerRule } from './breaker-rule.ts'
import type { SimulationRule } from './rules.ts'
import type { Held } from './subject.ts'

/** How far a worker may catch up with its rate, in milliseconds. */
const CATCH_UP_MS = 20
/** The rate is measured over so many starts in a row. */
const STARTS = 16

export interface EndpointComplaint {
  readonly rule: SimulationRule
  readonly detail: string
}

/** What one worker may do to one endpoint at a time. */
export class EndpointWatch {
  readonly #settings: WorkerSettings
  readonly #breaker: BreakerRule | undefined
  #underWay = 0
  /** Attempts that began. */
  started = 0
  readonly #starts: number[] = []

  constructor(settings: WorkerSettings) {
    this.#settings = settings
    this.#breaker = settings.breaker === undefined ? undefined : new BreakerRule(settings.breaker)
  }

  starting({ claim }: Held, now: number): EndpointComplaint | undefined {
    const before = this.#underWay++
    this.started++
    const { concurrency } = this.#settings
    if (before >= concurrency) {
      return { rule: 'bounded concurrency', detail: `is one too many beside ${before} under way` }
    }
    if (claim.spent === 0 && this.#breaker?.permitsFresh(now, before) === false) {
      return { rule: 'circuit breaker', detail: `is sent fresh beside ${before} to who is down` }
    }
    return this.#checkRate(now)
  }

  get underWay(): number {
    return this.#underWay
  }

  /** It is recorded, or was given up. */
  freed(): void {
    this.#underWay--
  }

  ended(attempt: Attempt, now: number): void {
    this.#breaker?.ended(attempt, now)
  }

  #checkRate(now: number): EndpointComplaint | undefined {
    const { ratePerSecond } = this.#settings
    if (ratePerSecond === undefined) return undefined
    const starts = this.#starts
    starts.push(now)
    if (starts.length > STARTS) starts.shift()
    const [first = now] = starts
    const least = ((starts.length - 1) * 1000) / ratePerSecond - CATCH_UP_MS
    if (now - first >= least - 0.001) return undefined
    return {
      rule: 'bounded rate',
      detail: `is the ${starts.length}th started in ${now - first} ms`,
    }
  }
}
