import type { Level } from '../../src/certify/index.ts'
import type { Violation } from '../../src/contract/index.ts'
import type { Behaviour, Call } from './endpoint.ts'

/** One defect of an endpoint that is correct in everything else. */
export interface Flaw {
  /** `dropped rule: required /order/brand`. */
  readonly name: string
  /** The level at which it has to be found; the level below has to pass. */
  readonly level: Level
  /** What a failing check has to name: its pointer, or a part of its id. */
  readonly names: string
  readonly make: () => Behaviour
}

/** A behaviour that overlooks some violations. */
export function overlooking(
  correct: Behaviour,
  isOverlooked: (violation: Violation, call: Call) => boolean,
): Behaviour {
  return {
    ...correct,
    validate: (call, body) =>
      correct.validate(call, body).filter((violation) => !isOverlooked(violation, call)),
  }
}
