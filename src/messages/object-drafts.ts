import { rulePointerOf } from '../contract/index.ts'
import { isRecord } from '../core/index.ts'
import {
  changed,
  type DeviationDraft,
  draftAt,
  type DraftContext,
  type DraftGroup,
} from './draft.ts'
import { textsMatching } from './matching.ts'
import type { SchemaPlace } from './places.ts'

/** At most so many properties, only to break a rule. */
const MOST_NAMES = 1000

/** What breaks the rules of an object as a whole, and of its names. */
export function objectGroups(place: SchemaPlace, context: DraftContext): DraftGroup[] {
  const { value, schema } = place
  if (!isRecord(value)) return []
  return [
    ...dependentGroups(place, value),
    ...forbiddenGroups(place, context),
    ...nameGroups(place, value, context),
    ...(schema.unevaluatedProperties === false ? [unevaluatedGroup(place)] : []),
    ...(schema.minProperties === undefined ? [] : [fewerGroup(place, value, schema.minProperties)]),
    ...(schema.maxProperties === undefined ? [] : [moreGroup(place, value, schema.maxProperties)]),
  ]
}

function dependentGroups(
  place: SchemaPlace,
  value: Readonly<Record<string, unknown>>,
): DraftGroup[] {
  const { dependentRequired } = place.schema
  return Object.entries(isRecord(dependentRequired) ? dependentRequired : {})
    .filter(([name]) => Object.hasOwn(value, name))
    .map(([name, needed]) =>
      (Array.isArray(needed) ? needed : []).map((each: unknown) => {
        const at = [...place.at, String(each)]
        return draftAt(place, at, {
          kind: 'missing',
          keyword: 'dependentRequired',
          schemaPointer: rulePointerOf(place.schemaPointer, 'dependentRequired', name),
          edit: { operator: 'remove', at },
        })
      }),
    )
}

/** Properties whose schema is `false`. */
function forbiddenGroups(place: SchemaPlace, { random }: DraftContext): DraftGroup[] {
  const { properties, patternProperties, dependentSchemas } = place.schema
  const group = (keyword: string, key: string, names: readonly string[]): DraftGroup =>
    names.map((name) => {
      const at = [...place.at, name]
      return draftAt(place, at, {
        kind: 'forbidden',
        keyword: 'false schema',
        schemaPointer: rulePointerOf(place.schemaPointer, keyword, key),
        edit: { operator: 'set', at, value: 'unexpected' },
        after: 'unexpected',
      })
    })
  return [
    ...Object.entries(properties ?? {})
      .filter(([, schema]) => schema === false)
      .map(([name]) => group('properties', name, [name])),
    ...Object.entries(isRecord(patternProperties) ? patternProperties : {})
      .filter(([, schema]) => schema === false)
      .map(([pattern]) => group('patternProperties', pattern, textsMatching(pattern, random))),
    ...Object.entries(isRecord(dependentSchemas) ? dependentSchemas : {})
      .filter(([, schema]) => schema === false)
      .map(([name]) => group('dependentSchemas', name, [name])),
  ]
}

const STRANGE_NAMES = [
  'unexpected_member',
  'x',
  'X',
  '0',
  '',
  ' ',
  '-',
  '\u{1F6AB}',
  'UNEXPECTED',
  'a b',
  'unexpectedlyLongName'.repeat(20),
  'x'.repeat(400),
  'X'.repeat(400),
]

/** For each rule of names one that breaks it. */
function nameGroups(
  place: SchemaPlace,
  value: Readonly<Record<string, unknown>>,
  { part }: DraftContext,
): DraftGroup[] {
  const own = `${place.schemaPointer}/propertyNames`
  const names = part(own)
  if (names === undefined) return []
  const described = new Set(Object.keys(place.schema.properties ?? {}))
  const samples = Object.entries(value)
    .filter(([name]) => !described.has(name))
    .map(([, each]) => each)
  const groups = new Map<string, DeviationDraft[]>()
  for (const name of STRANGE_NAMES) {
    if (Object.hasOwn(value, name)) continue
    for (const { rule, keyword } of names.brokenRules(name)) {
      const at = [...place.at, name]
      const drafts = [...samples.slice(0, 2), 'unexpected', 1, {}, null].map((each) =>
        draftAt(place, at, {
          kind: 'bad-name',
          keyword,
          schemaPointer: rule,
          edit: { operator: 'set', at, value: each },
          after: each,
        }),
      )
      groups.set(rule, [...(groups.get(rule) ?? []), ...drafts])
    }
  }
  return [...groups.values()]
}

function unevaluatedGroup(place: SchemaPlace): DraftGroup {
  return ['unexpected_member', 'unexpected', 'x-unexpected'].map((name) => {
    const at = [...place.at, name]
    return draftAt(place, at, {
      kind: 'unknown-member',
      keyword: 'unevaluatedProperties',
      edit: { operator: 'set', at, value: 'unexpected' },
      after: 'unexpected',
    })
  })
}

function fewerGroup(
  place: SchemaPlace,
  value: Readonly<Record<string, unknown>>,
  least: number,
): DraftGroup {
  if (least < 1) return []
  const entries = Object.entries(value)
  const keep = (kept: readonly (readonly [string, unknown])[]): DeviationDraft =>
    sizeDraft(place, 'minProperties', Object.fromEntries(kept))
  const required = new Set(place.schema.required ?? [])
  const byNeed = [
    ...entries.filter(([name]) => required.has(name)),
    ...entries.filter(([name]) => !required.has(name)),
  ]
  return [
    keep(byNeed.slice(0, least - 1)),
    keep(byNeed.toReversed().slice(0, least - 1)),
    keep(entries.slice(0, least - 1)),
  ]
}

function moreGroup(
  place: SchemaPlace,
  value: Readonly<Record<string, unknown>>,
  most: number,
): DraftGroup {
  if (most > MOST_NAMES) return []
  const count = Math.max(0, most + 1 - Object.keys(value).length)
  return [...Object.values(value).slice(-2), 'unexpected', 1, {}, null].map((each) =>
    sizeDraft(place, 'maxProperties', {
      ...value,
      ...Object.fromEntries(
        Array.from({ length: count }, (_, index) => [`key_${index + 1}`, each]),
      ),
    }),
  )
}

function sizeDraft(place: SchemaPlace, keyword: string, after: unknown): DeviationDraft {
  return changed(place, 'bad-size', keyword, after)
}
