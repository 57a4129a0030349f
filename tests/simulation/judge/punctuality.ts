import type { RunningWorker } from '../world/workers.ts'
import type { SimulatedWorld } from '../world/world.ts'

const LOOK_EVERY_MS = 50
/** What is due waits no longer than this while somebody has room for it. */
const LATE_MS = 150

/** Judges a world without trouble: who has room for what is due begins with it at once, and not at its next look. */
export class Punctuality {
  readonly #world: SimulatedWorld
  readonly #running: () => readonly RunningWorker[]
  /** For how many looks in a row something waited, by endpoint. */
  readonly #looksLate = new Map<string, number>()
  readonly #started = new Map<string, number>()

  constructor(world: SimulatedWorld, running: () => readonly RunningWorker[]) {
    this.#world = world
    this.#running = running
    const { trouble, settings } = world.scenario
    const isQuiet = trouble.kinds.length === 0 && trouble.storeDelays + trouble.storeFailures === 0
    const isHeldBack = settings.breaker !== undefined || settings.ratePerSecond !== undefined
    if (isQuiet && !isHeldBack) this.#lookLater()
  }

  #lookLater(): void {
    this.#world.schedule.after(LOOK_EVERY_MS, () => {
      for (const endpoint of this.#world.endpoints.keys()) this.#look(endpoint)
      this.#lookLater()
    })
  }

  #look(endpoint: string): void {
    const { ledger } = this.#world
    const waiting = this.#isIdle(endpoint) ? this.#overdue(endpoint) : undefined
    const looks = waiting === undefined ? 0 : (this.#looksLate.get(endpoint) ?? 0) + 1
    this.#looksLate.set(endpoint, looks)
    if (looks * LOOK_EVERY_MS <= LATE_MS) return
    ledger.violated('on time', `${waiting} is due and waits, although a worker has room for it`)
  }

  /** Nobody began anything since the last look, although somebody has room. */
  #isIdle(endpoint: string): boolean {
    const { concurrency } = this.#world.scenario.settings
    const attempts = this.#running().map(({ watch }) => watch.attemptsAt(endpoint))
    const started = attempts.reduce((sum, one) => sum + one.started, 0)
    const isBusy = started !== this.#started.get(endpoint)
    this.#started.set(endpoint, started)
    return !isBusy && attempts.some(({ underWay }) => underWay < concurrency)
  }

  #overdue(endpoint: string): string | undefined {
    const { site, ledger } = this.#world
    const pending = site.table.endpoint(endpoint)
    if (pending === undefined) return undefined
    const latest = site.timekeeper.now() - LATE_MS
    for (const index of [pending.retries, pending.fresh]) {
      const row = index.find(latest, (one) => {
        const subject = ledger.subjectOf(one)
        return subject?.holder?.holds(subject) !== true
      })
      if (row !== undefined) return row.delivery.id
    }
    return undefined
  }
}
