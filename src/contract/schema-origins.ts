import { defined, isRecord, parsePointer, valueAt } from '../core/index.ts'
import { child, type LocatedValue } from './document.ts'
import type { PlaceFinder, RulePlace } from './inlined-schema.ts'
import { subschemasOf, WITHOUT_EFFECT } from './schema.ts'

/** Where a schema object of the result was written. */
export interface Origin {
  readonly at: LocatedValue
  /** What a disputed rule adds, by its steps within the schema: `required`, `required/brand`. */
  readonly disputed: ReadonlyMap<string, DisputedPlace>
}

export interface DisputedPlace {
  readonly rule: string
  readonly at: LocatedValue
}

type LineFinder = (at: LocatedValue) => number

/** The origins of schema objects, which many inlined schemas share. */
export type Origins = WeakMap<object, Origin>

/**
 * Finds the places of an inlined schema when one is asked for: those of every keyword would take many times the memory of
 * the document.
 *
 * @param root with every reference resolved, as it is before a direction omits something
 */
export function placesIn(root: unknown, origins: Origins, lineOf: LineFinder): PlaceFinder {
  return (pointer) => {
    const found = nearestOrigin(root, parsePointer(pointer), origins)
    if (found === undefined) return undefined
    const { origin, value, left } = found
    const [keyword, name, ...deeper] = left
    if (keyword === undefined) return placeOf(origin.at, lineOf)
    if (deeper.length > 0) return undefined
    const disputed = origin.disputed.get(left.join('/'))
    if (disputed !== undefined) return placeOf(disputed.at, lineOf, disputed.rule)
    const { value: written } = origin.at
    if (WITHOUT_EFFECT.has(keyword) || !isRecord(written) || !Object.hasOwn(value, keyword))
      return undefined
    const own = child(origin.at, keyword)
    if (name === undefined) return written[keyword] === undefined ? undefined : placeOf(own, lineOf)
    if (keyword === 'required' && Array.isArray(written.required)) {
      const index = written.required.map(String).lastIndexOf(name)
      return index === -1 ? undefined : placeOf(child(own, String(index)), lineOf)
    }
    // Only objects have an origin of their own: `properties: { legacy: false }`.
    const isPlain = [...subschemasOf(keyword, value[keyword])].some(
      ([subschema, [, step]]) => step === name && !isRecord(subschema),
    )
    return isPlain ? placeOf(child(own, name), lineOf) : undefined
  }
}

export function placeOf(at: LocatedValue, lineOf: LineFinder, disputed?: string): RulePlace {
  return { file: at.source.file, line: lineOf(at), ...defined({ disputed }) }
}

interface NearestOrigin {
  readonly origin: Origin
  /** The schema object that has the origin. */
  readonly value: Readonly<Record<string, unknown>>
  /** The steps from there. */
  readonly left: readonly string[]
}

function nearestOrigin(
  root: unknown,
  steps: readonly string[],
  origins: Origins,
): NearestOrigin | undefined {
  let nearest: NearestOrigin | undefined
  let current = root
  for (let index = 0; index <= steps.length; index++) {
    const origin = isRecord(current) ? origins.get(current) : undefined
    if (origin !== undefined && isRecord(current))
      nearest = { origin, value: current, left: steps.slice(index) }
    else if (isReference(current) && index < steps.length) return undefined
    current = valueAt(current, steps.slice(index, index + 1))
  }
  return nearest
}

/** What leads back holds nothing: the places are those of the definition that it leads to. */
function isReference(value: unknown): boolean {
  return isRecord(value) && typeof value.$ref === 'string'
}
