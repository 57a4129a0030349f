import type { Clock } from '../../../src/core/index.ts'
import { onAbort } from '../../../src/core/on-abort.ts'
import type { Turns } from '../../../src/queue/sqlite/turns.ts'
import type { Host } from '../stores/host.ts'
import type { Draw } from './draw.ts'
import type { Machine } from './machine.ts'
import type { Event, Recipient, Schedule } from './schedule.ts'

/** A timer of Node's may ring so much too early, by a clock that is more exact than it. Milliseconds. */
const EARLY_MS = 0.9
const LATE_MS = 1.5

/**
 * A process of the operating system. Everything that it waits for reaches it through {@link Process.later}: between any
 * two of its steps it can be killed, and nothing of it happens then any more.
 */
export class Process implements Host, Recipient {
  readonly name: string
  readonly machine: Machine
  readonly clock: Clock
  readonly turns: Turns
  readonly later: Host['later']
  readonly #schedule: Schedule
  readonly #draw: Draw
  readonly #onStep: () => void
  readonly #onEnd: (() => void)[] = []
  #alive = true
  #frozenUntil = 0

  /** @param options `onStep`: called before each step; it may end or freeze the process, and the step is skipped */
  constructor(
    name: string,
    machine: Machine,
    options: { schedule: Schedule; draw: Draw; onStep: () => void },
  ) {
    const { schedule, draw, onStep } = options
    this.name = name
    this.machine = machine
    this.#schedule = schedule
    this.#draw = draw
    this.#onStep = onStep
    const startedAt = schedule.now - draw.between(0, 1000)
    this.clock = {
      now: () => machine.now(),
      monotonic: () => schedule.now - startedAt,
      sleep: (ms, signal) => this.#sleep(ms, signal),
    }
    this.later = (ms, call) => void schedule.after(ms, call, this)
    this.turns = {
      next: (call) => {
        const turn = schedule.after(0, call, this)
        return () => (turn.call = undefined)
      },
      pause: (ms) => new Promise((resolve) => schedule.after(ms, () => resolve(undefined), this)),
    }
  }

  get isAlive(): boolean {
    return this.#alive
  }

  receives(event: Event): boolean {
    if (this.#alive && this.#schedule.now >= this.#frozenUntil) this.#onStep()
    if (!this.#alive) return false
    if (this.#schedule.now >= this.#frozenUntil) return true
    this.#schedule.putOff(event, this.#frozenUntil)
    return false
  }

  /** Is not scheduled for a while, as in a virtual machine that is moved. */
  freeze(ms: number): void {
    this.#frozenUntil = this.#schedule.now + ms
  }

  thaw(): void {
    this.#frozenUntil = 0
  }

  onEnd(call: () => void): void {
    this.#onEnd.push(call)
  }

  /** It ends, or is killed: nothing of it happens any more. */
  end(): void {
    if (!this.#alive) return
    this.#alive = false
    for (const call of this.#onEnd) call()
  }

  #sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(signal.reason as Error)
        return
      }
      const late = this.#draw.between(-EARLY_MS, LATE_MS)
      const ring = (): void => {
        forget?.()
        resolve()
      }
      const event = this.#schedule.after(ms + late, ring, this)
      const giveUp = (): void => {
        event.call = undefined
        reject(signal?.reason as Error)
      }
      const forget = signal === undefined ? undefined : onAbort(signal, giveUp)
    })
  }
}
