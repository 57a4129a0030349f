import type { Schema } from './schema.ts'

/** The line of the contract that imposes a rule. */
export interface RulePlace {
  readonly file: string
  readonly line: number
  /** The disputed rule (`D2`) that the intended reading adds here. */
  readonly disputed?: string
}

/** Finds the place of what is at a JSON Pointer into an inlined schema: of every keyword, and of every name in `required`. */
export type PlaceFinder = (pointer: string) => RulePlace | undefined

/** The same places, looked up or, as they were stored, listed by their pointers. */
export type RulePlaces = PlaceFinder | Readonly<Record<string, RulePlace>>

export function placeAt(places: RulePlaces, pointer: string): RulePlace | undefined {
  return typeof places === 'function' ? places(pointer) : places[pointer]
}

/** The place of the value at a pointer, or else of the nearest schema around it. */
export function nearestPlace(places: RulePlaces, pointer: string): RulePlace | undefined {
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const place = placeAt(places, at)
    if (place !== undefined || at === '') return place
  }
}

export interface InlinedSchema {
  readonly schema: Schema
  readonly places: RulePlaces
  /** A disputed rule adds to it, or changes it. */
  readonly isDisputed?: true
  /** What the document has and the schema has not, because nothing here can check it; absent where there is nothing. */
  readonly untested?: readonly UntestedKeyword[]
}

/** A keyword that is not checked. */
export interface UntestedKeyword {
  /** JSON Pointer into the inlined schema, the keyword last. */
  readonly pointer: string
  readonly keyword: string
  readonly place: RulePlace
  /** Why, as a clause: `no JavaScript engine reads the pattern "…"`. */
  readonly reason: string
}
