import { isRecord } from '../core/index.ts'
import { type DeviationDraft, unknownProperty } from './draft.ts'
import type { SchemaPlace } from './places.ts'

/** A property name that several kinds of objects of a message have, with a value that is valid in one of them. */
interface Familiar {
  readonly name: string
  readonly value: unknown
}

/** More would repeat what the first ones show. */
const MOST = 2

/**
 * The properties that at least two kinds of objects have: an endpoint whose author misread where a property belongs
 * accepts it in an object that does not have it, and rejects every other unknown property.
 */
export function familiarProperties(places: readonly SchemaPlace[]): readonly Familiar[] {
  const kinds = new Map<string, { value: unknown; readonly of: Set<string> }>()
  for (const { schema, value } of places) {
    if (!isRecord(value) || schema.properties === undefined) continue
    const kind = Object.keys(schema.properties).join(' ')
    for (const name of Object.keys(schema.properties)) {
      const known = kinds.get(name) ?? { value: value[name], of: new Set<string>() }
      known.of.add(kind)
      kinds.set(name, known)
    }
  }
  return [...kinds]
    .filter(([, { of, value }]) => of.size > 1 && !isRecord(value) && !Array.isArray(value))
    .toSorted(([, one], [, other]) => other.of.size - one.of.size)
    .map(([name, { value }]) => ({ name, value }))
}

/** The most familiar properties that a closed object does not have. */
export function misplacedDrafts(
  place: SchemaPlace,
  familiar: readonly Familiar[],
): DeviationDraft[] {
  const { value, schema } = place
  if (!isRecord(value) || schema.additionalProperties !== false) return []
  const own = schema.properties ?? {}
  const missing = familiar.filter(({ name }) => !Object.hasOwn(own, name)).slice(0, MOST)
  return missing.map(({ name, value: sample }) => unknownProperty(place, name, sample))
}
