import { defined } from '../../../src/core/index.ts'
import type { ServerWeather, StatementWeather } from '../stores/postgres-server.ts'
import type { DiskWeather } from '../stores/sqlite-file.ts'
import type { Draw } from './draw.ts'
import type { SimulatedTrouble } from './scenario.ts'

/** SQLite's primary result codes for: busy, I/O error, full. */
const WRITE_FAILURES = [5, 5, 10, 13]
const READ_FAILURE = 10

/** What stores meet while there is trouble, and what once it is over. */
export class Weather implements DiskWeather, ServerWeather {
  readonly #draw: Draw
  #failures: number
  #delays: number

  constructor(draw: Draw, { storeFailures, storeDelays }: SimulatedTrouble) {
    this.#draw = draw
    this.#failures = storeFailures
    this.#delays = storeDelays
  }

  calmDown(): void {
    this.#failures = 0
    this.#delays = 0
  }

  failure(step: 'begin' | 'commit' | 'read'): number | undefined {
    if (!this.#draw.chance(this.#failures)) return undefined
    return step === 'read' ? READ_FAILURE : this.#draw.pick(WRITE_FAILURES)
  }

  sync(): { readonly ms: number; readonly fails: boolean } {
    const ms = this.#isLate() ? this.#draw.between(10, 5000) : this.#draw.between(0.2, 3)
    return { ms, fails: this.#draw.chance(this.#failures) }
  }

  statement(): StatementWeather {
    const draw = this.#draw
    const breaks = draw.chance(this.#failures) ? draw.pick(['before', 'after'] as const) : undefined
    return {
      thereMs: this.#trip(),
      commitMs: this.#isLate()
        ? draw.between(10, 12_000)
        : draw.chance(0.6)
          ? 0
          : draw.between(0, 2),
      backMs: this.#trip(),
      isLostWithClient: draw.chance(0.5),
      ...defined({ breaks }),
    }
  }

  notifyMs(): number {
    return this.#trip()
  }

  #trip(): number {
    return this.#isLate() ? this.#draw.between(10, 6000) : this.#draw.between(0.05, 1)
  }

  #isLate(): boolean {
    return this.#draw.chance(this.#delays)
  }
}
