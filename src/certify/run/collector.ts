import type { Clock } from '../../core/index.ts'
import type { Check, CheckResult, Outcome } from '../results/check.ts'
import type { CertifyEvent } from '../results/events.ts'
import type { Plan } from '../plan.ts'
import type { Probe } from './session.ts'

/** Takes each check's one result, and gives one to every check that got none. */
export class Collector {
  readonly #plan: Plan
  readonly #results: Map<string, CheckResult>
  readonly #emit: (event: CertifyEvent) => void
  readonly #clock: Clock
  readonly #checks: ReadonlyMap<string, Check>
  #last: number

  constructor(
    plan: Plan,
    results: Map<string, CheckResult>,
    emit: (event: CertifyEvent) => void,
    clock: Clock,
  ) {
    this.#plan = plan
    this.#results = results
    this.#emit = emit
    this.#clock = clock
    this.#checks = new Map(plan.checks.map((check) => [check.id, check]))
    this.#last = clock.monotonic()
  }

  report(id: string, outcome: Outcome & Pick<CheckResult, 'notRun'>): void {
    const check = this.#checks.get(id)
    if (check === undefined) throw new Error(`${id} was reported and never declared`)
    if (this.#plan.excluded.has(id)) return
    if (this.#results.has(id)) throw new Error(`${id} was reported twice`)
    const now = this.#clock.monotonic()
    const result: CheckResult = {
      ...check,
      ...outcome,
      durationMs: outcome.durationMs ?? outcome.exchange?.durationMs ?? now - this.#last,
    }
    this.#last = now
    this.#results.set(id, result)
    this.#emit({ type: 'checked', result, done: this.#results.size })
  }

  /** A probe that fails is a fault of the suite, not of the endpoint. */
  fault(probe: Probe, message: string): void {
    for (const { id } of probe.checks) {
      if (this.#results.has(id)) continue
      this.report(id, fault(message))
    }
  }

  /** What a probe would have concluded is not run, and says why. */
  leaveOut(probe: Probe, reason: string): void {
    for (const { id } of probe.checks) {
      if (!this.#results.has(id)) this.report(id, notRun(reason))
    }
  }

  /**
   * Gives a result to every check that has none, in the order of declaration, so that two runs give the same report.
   * @param reason why the run ended early; without one, a check without a result is a fault of the suite
   */
  finish(reason: string | undefined): void {
    const found = new Map(this.#results)
    this.#results.clear()
    for (const check of this.#checks.values()) {
      const isOut = this.#plan.excluded.has(check.id)
      const why = isOut ? 'it was left out with --only or --skip' : reason
      const outcome =
        found.get(check.id) ?? (why === undefined ? fault('nothing was concluded') : notRun(why))
      this.#results.set(check.id, { durationMs: 0, ...check, ...outcome })
    }
  }
}

function notRun(reason: string): Outcome & Pick<CheckResult, 'notRun'> {
  return {
    status: 'skipped',
    expected: 'a conclusion',
    actual: `not run: ${reason}`,
    notRun: true,
    durationMs: 0,
  }
}

function fault(message: string): Outcome {
  return {
    status: 'errored',
    expected: 'a check that can be made',
    actual: `the suite itself failed: ${message}`,
    fix: 'nothing is said of the endpoint; report this defect of the suite',
  }
}
