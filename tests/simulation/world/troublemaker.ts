import type { Draw } from './draw.ts'
import type { Process } from './process.ts'
import type { SimulatedTrouble, TroubleKind } from './scenario.ts'
import type { Workers } from './workers.ts'
import type { SimulatedWorld } from './world.ts'

const JUMPS_MS = [-3_600_000, -5000, -300, 300, 5000, 90_000, 3_600_000]
const LONGEST_OUTAGE_MS = 20_000

/** Lets happen what the scenario has in store, between any two steps of a process, until the trouble is over. */
export class Troublemaker {
  readonly #world: SimulatedWorld
  readonly #workers: Workers
  readonly #draw: Draw
  #stepsLeft: number

  constructor(world: SimulatedWorld, workers: Workers) {
    this.#world = world
    this.#workers = workers
    this.#draw = world.draw('trouble')
    this.#stepsLeft = this.#stepsUntilNext()
    world.onStep = (process) => this.#stepped(process)
  }

  /** A process is about to make a step. */
  #stepped(process: Process): void {
    if (--this.#stepsLeft > 0 || this.#world.calm === 'all') return
    this.#stepsLeft = this.#stepsUntilNext()
    const { kinds } = this.#trouble
    if (kinds.length > 0) this.#strike(this.#draw.pick(kinds), process)
  }

  get #trouble(): Pick<SimulatedTrouble, 'kinds' | 'stepsBetween'> {
    const { trouble, bulk } = this.#world.scenario
    return this.#world.calm === 'mostly' && bulk !== undefined ? bulk : trouble
  }

  #stepsUntilNext(): number {
    const { kinds, stepsBetween } = this.#trouble
    return kinds.length === 0 ? Infinity : this.#draw.exponential(stepsBetween)
  }

  #strike(kind: TroubleKind, process: Process): void {
    const { ledger, tokens } = this.#world
    switch (kind) {
      case 'kill':
        ledger.trace(`${process.name} is killed`)
        process.end()
        return
      case 'crash':
        this.#crash()
        return
      case 'stop':
        this.#stopOne()
        return
      case 'freeze':
        this.#freeze(process)
        return
      case 'set clock':
        this.#setAClock()
        return
      case 'revoke tokens':
        ledger.trace('all tokens are revoked')
        tokens.revokeAll()
    }
  }

  #crash(): void {
    const { site, ledger, processes, schedule } = this.#world
    ledger.trace(site.endsProcesses ? 'the machine loses its power' : 'the server goes down')
    if (site.endsProcesses) for (const process of processes) process.end()
    ledger.undone(site.crash())
    schedule.after(this.#draw.between(10, LONGEST_OUTAGE_MS), () => site.recover())
  }

  #stopOne(): void {
    const { running } = this.#workers
    if (running.length > 0) this.#draw.pick(running).stop()
  }

  #freeze(process: Process): void {
    const ms = this.#draw.between(10, 3 * this.#world.scenario.leaseMs)
    this.#world.ledger.trace(`${process.name} is suspended for ${Math.round(ms)} ms`)
    process.freeze(ms)
  }

  #setAClock(): void {
    const machine = this.#draw.pick(this.#world.site.machines)
    const ms = this.#draw.pick(JUMPS_MS)
    this.#world.ledger.trace(`the clock of ${machine.name} is set by ${ms} ms`)
    machine.setClock(ms)
  }
}
