import type { SourceChange } from '../bundle.ts'
import type { SimulationRule } from '../judge/rules.ts'

/** A mistake that somebody could make, put into the sources. */
export interface Bug {
  /** What is wrong then, as a sentence's end. */
  readonly name: string
  /** A seed that finds it. When sources change, another may: the search goes on from 1. */
  readonly seed: number
  readonly changes: readonly SourceChange[]
  /** Which rules it may break first. */
  readonly breaks: readonly SimulationRule[]
}

export function bug(
  name: string,
  seed: number,
  breaks: SimulationRule | readonly SimulationRule[],
  file: string,
  find: string,
  replace: string,
): Bug {
  return {
    name,
    seed,
    breaks: typeof breaks === 'string' ? [breaks] : breaks,
    changes: [{ file, find, replace }],
  }
}
