import type { Draw } from './draw.ts'
import type { Trouble } from './scenario.ts'
import type { Workers } from './workers.ts'
import type { World } from './world.ts'

const JUMPS_MS = [-3_600_000, -5000, -300, 300, 5000, 90_000, 3_600_000]

/** Lets happen what the scenario has in store, until the trouble is over. */
export class Troublemaker {
  readonly #world: World
  readonly #workers: Workers
  readonly #draw: Draw

  constructor(world: World, workers: Workers) {
    this.#world = world
    this.#workers = workers
    this.#draw = world.draw('trouble')
  }

  start(): void {
    const { trouble } = this.#world.scenario
    this.#every(trouble.crashEveryMs, () => this.#crash())
    this.#every(trouble.stopEveryMs, () => this.#stopOne())
    this.#every(trouble.freezeEveryMs, () => this.#freezeOne())
    this.#every(trouble.setClockEveryMs, () => this.#setAClock())
    this.#every(trouble.revokeTokensEveryMs, () => this.#world.tokens.revokeAll())
  }

  #every(meanMs: Trouble['crashEveryMs'], happen: () => void): void {
    if (meanMs === undefined) return
    const { schedule } = this.#world
    schedule.after(this.#draw.exponential(meanMs), () => {
      if (this.#world.isCalm) return
      happen()
      this.#every(meanMs, happen)
    })
  }

  #crash(): void {
    const { site, ledger, processes, schedule } = this.#world
    ledger.trace(site.endsProcesses ? 'the machine loses its power' : 'the server goes down')
    if (site.endsProcesses) for (const process of processes) process.end()
    ledger.undone(site.crash())
    schedule.after(this.#draw.between(10, 20_000), () => site.recover())
  }

  #stopOne(): void {
    const { running } = this.#workers
    if (running.length > 0) this.#draw.pick(running).stop()
  }

  #freezeOne(): void {
    const { running } = this.#workers
    if (running.length === 0) return
    const { process } = this.#draw.pick(running)
    const ms = this.#draw.between(10, 3 * this.#world.scenario.leaseMs)
    this.#world.ledger.trace(`${process.name} stands still for ${Math.round(ms)} ms`)
    process.freeze(ms)
  }

  #setAClock(): void {
    const machine = this.#draw.pick(this.#world.site.machines)
    const ms = this.#draw.pick(JUMPS_MS)
    this.#world.ledger.trace(`the clock of ${machine.name} is set by ${ms} ms`)
    machine.setClock(ms)
  }
}
