import type { Clock } from '../../core/index.ts'
import { type Check, type CheckResult, type Outcome, resultOf, skipped } from '../results/check.ts'
import type { CertifyEvent } from '../results/events.ts'
import type { Plan } from './plan.ts'

/** Collects the results of checks, and tells of each as it comes. */
export class Collector {
  readonly #results = new Map<string, CheckResult>()
  readonly #emit: (event: CertifyEvent) => void
  readonly #clock: Clock
  #last: number

  constructor(emit: (event: CertifyEvent) => void, clock: Clock) {
    this.#emit = emit
    this.#clock = clock
    this.#last = clock.monotonic()
  }

  add(check: Check, outcome: Outcome): void {
    const now = this.#clock.monotonic()
    const durationMs = outcome.durationMs ?? outcome.exchange?.durationMs ?? now - this.#last
    this.#last = now
    this.#record(resultOf(check, outcome, durationMs))
  }

  /** A check that the run excludes: its level has no verdict. */
  addNotRun(check: Check, reason: string): void {
    this.#record(notRun(check, reason))
  }

  /**
   * A result of every check of the plan, in the order of declaration, so that two runs give the same report.
   * @param reason why the run ended early, where it did
   */
  complete({ checks, excluded }: Plan, reason: string | undefined): CheckResult[] {
    return checks.map((check) => {
      const why = excluded.has(check.id)
        ? 'it was excluded by --only or --skip'
        : (reason ?? 'the run ended before it')
      return this.#results.get(check.id) ?? notRun(check, why)
    })
  }

  #record(result: CheckResult): void {
    this.#results.set(result.id, result)
    this.#emit({ type: 'checked', result, done: this.#results.size })
  }
}

function notRun(check: Check, reason: string): CheckResult {
  return { ...resultOf(check, skipped(reason), 0), notRun: true }
}
