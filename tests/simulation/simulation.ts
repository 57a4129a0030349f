import { defined } from '../../src/core/index.ts'
import { auditStore } from './judge/audit.ts'
import { Punctuality } from './judge/punctuality.ts'
import type { RuleViolation } from './judge/rules.ts'
import { longestCalmMs, longestWaitMs } from './world/deadline.ts'
import { Enqueuers } from './world/enqueuers.ts'
import { People } from './world/people.ts'
import { type SimulatedScenario, scenarioOf } from './world/scenario.ts'
import { Troublemaker } from './world/troublemaker.ts'
import { Workers } from './world/workers.ts'
import { SimulatedWorld, type WorldOptions } from './world/world.ts'

/** What came of one seed. */
export interface SimulationResult {
  readonly seed: number
  readonly scenario: SimulatedScenario
  readonly violation?: RuleViolation
  /** Deliveries that came to an end: delivered, or in the failure queue. */
  readonly deliveries: number
  readonly attempts: number
  /** Events, between which processes can be killed. */
  readonly steps: number
  /** Simulated milliseconds. */
  readonly lastedMs: number
}

/** Steps that are handed to Node's event loop together; between any two of them all promises settle. */
const STEPS_TOGETHER = 64

/** Nothing in a bulk takes an hour. */
const LONGEST_BULK_MS = 3_600_000

type Phase = 'trouble' | 'bulk' | 'calm' | 'retrying' | 'closing' | 'over'

/** Runs one seed to its end, or to the first violation. */
export function simulate(seed: number, options: WorldOptions = {}): Promise<SimulationResult> {
  return new Simulation(scenarioOf(seed), options).run()
}

/** One world, from its first enqueue to the moment when everything has ended and every worker was stopped. */
class Simulation {
  readonly #world: SimulatedWorld
  readonly #workers: Workers
  readonly #enqueuers: Enqueuers
  readonly #people: People
  #phase: Phase = 'trouble'
  #deadline = Infinity
  #isPutOff = false
  #isRetried = false

  constructor(scenario: SimulatedScenario, options: WorldOptions) {
    this.#world = new SimulatedWorld(scenario, options)
    this.#workers = new Workers(this.#world)
    this.#enqueuers = new Enqueuers(this.#world, this.#workers)
    this.#people = new People(this.#world, this.#workers)
  }

  async run(): Promise<SimulationResult> {
    const { schedule, scenario, ledger } = this.#world
    this.#enqueuers.start()
    this.#people.start()
    this.#workers.start()
    void new Troublemaker(this.#world, this.#workers)
    void new Punctuality(this.#world, () => this.#workers.running)
    schedule.after(scenario.troubleMs, () => this.#endTrouble())
    const onStrayError = (error: unknown): void => this.#violated('no stray error', String(error))
    process.on('unhandledRejection', onStrayError)
    const { stackTraceLimit } = Error
    // Processes end with errors by the thousand; who looks into one traces its seed.
    if (!ledger.isTraced) Error.stackTraceLimit = 0
    await this.#runSteps()
    Error.stackTraceLimit = stackTraceLimit
    process.off('unhandledRejection', onStrayError)
    const { violation } = ledger
    if (violation === undefined) this.#recycle()
    return {
      seed: scenario.seed,
      scenario,
      ...defined({ violation }),
      deliveries: ledger.ended,
      attempts: ledger.attempts,
      steps: schedule.steps,
      lastedMs: schedule.now,
    }
  }

  /** Where something was violated, what is under way goes on for a moment. */
  #recycle(): void {
    const { ledger, site } = this.#world
    ledger.recycle()
    site.table.recycle()
  }

  /** One step at a time, each in a turn of its own. */
  #runSteps(): Promise<void> {
    return new Promise((resolve) => {
      let isOver = false
      const step = (): void => {
        if (isOver) return
        isOver = !this.#step()
        if (isOver) resolve()
      }
      const more = (): void => {
        if (isOver) return
        for (let count = 0; count < STEPS_TOGETHER; count++) setImmediate(step)
        setImmediate(more)
      }
      more()
    })
  }

  /**
   * One step, and those before it of which nobody hears.
   * @returns `false` when there is none left to make
   */
  #step(): boolean {
    const { schedule, ledger } = this.#world
    try {
      while (ledger.violation === undefined) {
        const phase = this.#phase
        if (phase !== 'trouble') this.#proceed()
        if (this.#phase === 'over') return false
        const happened = schedule.next()
        if (happened === 'nothing') this.#violated('progress', 'nothing happens any more')
        else if (happened === 'heard' || phase !== this.#phase) return true
      }
    } catch (error) {
      this.#violated('no stray error', error instanceof Error ? String(error.stack) : String(error))
    }
    return false
  }

  #endTrouble(): void {
    if (this.#world.scenario.bulk === undefined) {
      this.#calmDown()
      return
    }
    this.#phase = 'bulk'
    this.#world.calmDown('mostly')
    this.#deadline = this.#world.schedule.now + LONGEST_BULK_MS
    this.#enqueuers.startBulk(() => this.#calmDown())
  }

  #calmDown(): void {
    this.#phase = 'calm'
    this.#world.calmDown('all')
    this.#setDeadline()
  }

  #setDeadline(): void {
    this.#deadline = this.#world.schedule.now + longestCalmMs(this.#world)
  }

  #proceed(): void {
    const { ledger, schedule, site, scenario } = this.#world
    const isSettled = ledger.pending === 0 && this.#enqueuers.left === 0
    if (this.#phase === 'calm' && isSettled && !this.#isRetried) this.#retryFailed()
    else if (this.#phase === 'calm' && isSettled) this.#close()
    else if (this.#phase === 'closing' && this.#workers.areGone) {
      this.#phase = 'over'
      auditStore(ledger, site.table, scenario.settings.policy)
    } else if (schedule.now > this.#deadline) {
      // An attempt that ended after the trouble may have been told to wait long.
      if (longestWaitMs(this.#world) > 0 && !this.#isPutOff) {
        this.#isPutOff = true
        this.#setDeadline()
        return
      }
      const left = `${ledger.pending} are pending, ${this.#enqueuers.left} enqueues are left`
      this.#violated('progress', `${left}, first ${ledger.firstPending()}`)
    }
  }

  /** The clients have mended their endpoints: what failed is retried by hand, and arrives. */
  #retryFailed(): void {
    this.#isRetried = true
    this.#phase = 'retrying'
    this.#world.ledger.trace('everything that failed is retried by hand')
    for (const endpoint of this.#world.endpoints.values()) endpoint.acceptsAll = true
    this.#people.retryAll(() => {
      this.#phase = 'calm'
      this.#setDeadline()
    })
  }

  #close(): void {
    this.#phase = 'closing'
    for (const { delivery, stored } of this.#world.ledger.all) {
      if (stored?.state === 'failed') this.#violated('progress', `${delivery.id} failed in the end`)
    }
    this.#workers.close()
    this.#setDeadline()
  }

  #violated(rule: RuleViolation['rule'], detail: string): void {
    this.#world.ledger.violated(rule, detail)
  }
}
