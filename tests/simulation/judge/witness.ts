import type { Process } from '../world/process.ts'
import type { Ledger } from './ledger.ts'
import type { SimulationRule } from './rules.ts'
import type { Held } from './subject.ts'

/** Says what one worker does, and what of that violates a rule. */
export class Witness {
  readonly #ledger: Ledger
  readonly #process: Process

  constructor(ledger: Ledger, process: Process) {
    this.#ledger = ledger
    this.#process = process
  }

  /** Sentences are to be made only then. */
  get isTraced(): boolean {
    return this.#ledger.isTraced
  }

  trace(what: string): void {
    this.#ledger.trace(`${this.#process.name} ${what}`)
  }

  traceClaim({ claim }: Held, what: string): void {
    this.#ledger.trace(`${this.#process.name}: ${claim.delivery.id} ${what}`)
  }

  violated(rule: SimulationRule, { id }: { readonly id: string }, what: string): void {
    this.#ledger.violated(rule, `${this.#process.name}: ${id} ${what}`)
  }
}
