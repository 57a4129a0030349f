import { rulePointerOf, type Schema, type SchemaPart } from '../contract/index.ts'
import { formatPointer, type Random, type Segment, toRulePointer, valueAt } from '../core/index.ts'
import type { Builder, Generation } from './builder.ts'
import type { Deviation, DeviationKind } from './deviation.ts'
import type { SchemaPlace } from './places.ts'

/** A deviation before it is proven and numbered. */
export type DeviationDraft = Omit<Deviation, 'operation' | 'rank' | 'id'> & {
  readonly further?: boolean
}

/** Drafts that break one rule in the same way: one of them is enough, best one that breaks nothing besides. */
export type DraftGroup = Iterable<DeviationDraft>

/** What drafts are made with. */
export interface DraftContext {
  readonly builder: Builder
  readonly generation: Generation
  readonly random: Random
  /** On which endpoints are judged. */
  readonly root: Schema
  /** Whether it is worth while to make values for a rule at a place again, which take long to make and hardly differ. */
  readonly mayTry: (place: SchemaPlace, keyword: string) => boolean
  /** The validator at a pointer into the schema on which endpoints are judged. */
  readonly part: (schemaPointer: string) => SchemaPart | undefined
}

/** Another value at a place. */
export function changed(
  place: SchemaPlace,
  kind: DeviationKind,
  keyword: string,
  after: unknown,
  further = false,
): DeviationDraft {
  return {
    kind,
    keyword,
    pointer: place.pointer,
    rulePointer: place.rulePointer,
    schemaPointer: rulePointerOf(place.schemaPointer, keyword),
    edit: { operator: 'set', at: place.at, value: after },
    allowed: valueAt(place.schema, [keyword]),
    before: place.value,
    after,
    further,
  }
}

/** A draft whose rule is the schema's, and whose edit is of the property or item at `at`. */
export function draftAt(
  place: SchemaPlace,
  at: readonly Segment[],
  draft: Pick<DeviationDraft, 'kind' | 'keyword' | 'edit'> & {
    readonly schemaPointer?: string
    readonly after?: unknown
  },
): DeviationDraft {
  return {
    schemaPointer: rulePointerOf(place.schemaPointer, draft.keyword),
    ...pointersOf(at),
    ...draft,
  }
}

/** A property that a closed object does not have. */
export function unknownProperty(
  { at, schemaPointer }: Pick<SchemaPlace, 'at' | 'schemaPointer'>,
  name: string,
  value: unknown,
): DeviationDraft {
  const property = [...at, name]
  return {
    kind: 'unknown-member',
    keyword: 'additionalProperties',
    ...pointersOf(property),
    schemaPointer: rulePointerOf(schemaPointer, 'additionalProperties'),
    edit: { operator: 'set', at: property, value },
    after: value,
  }
}

export function pointersOf(at: readonly Segment[]): { pointer: string; rulePointer: string } {
  return { pointer: formatPointer(at), rulePointer: toRulePointer(at) }
}
