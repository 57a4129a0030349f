import type { Operation } from '../contract/index.ts'
import type { TakenBranches } from './applied.ts'
import type { Builder, Extent, Generation, Maker, MakingPlace } from './builder.ts'
import { MAX_ITEMS } from './list-makers.ts'
import { createBuilder } from './makers.ts'

const NO_CHOICES: TakenBranches = new Map()

const builders = new WeakMap<Operation, Builder>()
const made = new WeakMap<Operation, Map<Extent, Maker | undefined>>()

/**
 * A value that satisfies an operation's schema under the intended reading. Documented samples come first, identifiers are
 * fresh each time. `undefined` where none was found.
 */
export function generateMessage(
  operation: Operation,
  extent: Extent,
  generation: Generation,
): unknown {
  const makers = made.get(operation) ?? new Map<Extent, Maker | undefined>()
  made.set(operation, makers)
  if (!makers.has(extent)) {
    const applied = [{ schema: operation.schema('intended'), pointer: '' }]
    const builder = builderOf(operation)
    makers.set(extent, builder.makerFor(applied, positionOf(extent, NO_CHOICES)))
  }
  return makers.get(extent)?.(generation)
}

/** What finds values for the schemas of an operation under the intended reading. */
export function builderOf(operation: Operation): Builder {
  const known =
    builders.get(operation) ??
    createBuilder(operation.schema('intended'), (pointer) => operation.part('intended', pointer))
  builders.set(operation, known)
  return known
}

/** A place in a message at which a value is made by itself. */
export function positionOf(
  extent: Extent,
  choices: TakenBranches = NO_CHOICES,
  depth = 0,
): MakingPlace {
  return { extent, depth, lists: depth === 0 ? 0 : 1, room: MAX_ITEMS, choices }
}
