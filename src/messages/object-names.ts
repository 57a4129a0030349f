import { isRecord } from '../core/index.ts'
import {
  type AppliedObject,
  below,
  type Expansion,
  goesTheOtherWay,
  propertyOf,
} from './applied.ts'
import { type Builder, deeper, type MakingPlace, saysSomething } from './builder.ts'
import { matchesPattern, textsMatching } from './matching.ts'

/** The properties that are required, those on account of others included. */
export function requiredBy(
  applied: readonly AppliedObject[],
  present: ReadonlySet<string>,
): Set<string> {
  const required = new Set(applied.flatMap(({ schema }) => schema.required ?? []))
  for (let size = -1; size !== required.size;) {
    size = required.size
    for (const { schema } of applied) {
      if (!isRecord(schema.dependentRequired)) continue
      for (const [name, needed] of Object.entries(schema.dependentRequired)) {
        if (!present.has(name) && !required.has(name)) continue
        for (const each of Array.isArray(needed) ? needed : []) required.add(String(each))
      }
    }
  }
  return required
}

/** The properties that are described and not required, and a further one of each kind that is described. */
export function optionalNames(
  builder: Builder,
  expansion: Expansion,
  position: MakingPlace,
): readonly string[] {
  const { applied } = expansion
  const required = requiredBy(applied, new Set())
  const described = applied.flatMap(({ schema }) => [
    ...Object.keys(schema.properties ?? {}),
    ...Object.keys(isRecord(schema.dependentSchemas) ? schema.dependentSchemas : {}),
    ...Object.keys(isRecord(schema.dependentRequired) ? schema.dependentRequired : {}),
  ])
  const named = [...new Set(described)].filter(
    (name) => !required.has(name) && !propertyOf(applied, name).some(goesTheOtherWay),
  )
  const isMap = applied.some(
    ({ schema }) =>
      saysSomething(schema.additionalProperties) ||
      isRecord(schema.patternProperties) ||
      isRecord(schema.propertyNames) ||
      (isRecord(schema.unevaluatedProperties) && saysSomething(schema.unevaluatedProperties)),
  )
  return isMap && position.extent === 'full'
    ? [...named, ...mapNames(builder, expansion, position, listedNames(applied).length || 1)]
    : named
}

/** Names that `propertyNames` lists, which are as good as described. */
function listedNames(applied: readonly AppliedObject[]): readonly string[] {
  const listed = applied.flatMap(({ schema: { propertyNames } }) =>
    isRecord(propertyNames) && Array.isArray(propertyNames.enum)
      ? propertyNames.enum.map(String)
      : [],
  )
  return [...new Set(listed)].slice(0, MOST_LISTED)
}

const MOST_LISTED = 50

interface Sizes {
  readonly least: number
  readonly most: number
}

export function sizesOf(applied: readonly AppliedObject[]): Sizes {
  const schemas = applied.map(({ schema }) => schema)
  return {
    least: Math.min(
      MOST_NAMES,
      Math.max(0, ...schemas.map(({ minProperties }) => minProperties ?? 0)),
    ),
    most: Math.min(
      ...schemas.map(({ maxProperties }) => maxProperties ?? Number.POSITIVE_INFINITY),
    ),
  }
}

/** Properties that are made only because an object must have so many. */
const MOST_NAMES = 1000

/** Fewer or more names, so that the object has as many properties as it must. */
export function sized(
  names: readonly string[],
  { applied }: Expansion,
  { least, most }: Sizes,
  further: readonly string[],
): readonly string[] {
  let result = names
  const count = (): number => new Set([...requiredBy(applied, new Set(result)), ...result]).size
  while (count() > most && result.length > 0) result = result.slice(0, -1)
  for (const name of further) {
    if (count() >= least) break
    if (!result.includes(name)) result = [...result, name]
  }
  return result
}

export function furtherNames(
  builder: Builder,
  expansion: Expansion,
  position: MakingPlace,
  least: number,
): readonly string[] {
  return least === 0 ? [] : mapNames(builder, expansion, position, least)
}

/** Names beyond those that are described, so many of each kind. */
function mapNames(
  builder: Builder,
  { applied }: Expansion,
  position: MakingPlace,
  count: number,
): readonly string[] {
  const known = new Set(applied.flatMap(({ schema }) => Object.keys(schema.properties ?? {})))
  const ruled = applied.flatMap(({ schema, pointer }) =>
    schema.propertyNames === undefined ? [] : [below(schema, pointer, 'propertyNames')],
  )
  const isAllowed = (name: string): boolean =>
    !known.has(name) &&
    ruled.every(({ pointer }) => pointer === undefined || builder.accepts(pointer, name)) &&
    propertyOf(applied, name).every(({ schema }) => schema !== false)
  const ofPatterns = applied.flatMap(({ schema }) =>
    Object.entries(isRecord(schema.patternProperties) ? schema.patternProperties : {}).flatMap(
      ([pattern, each]) =>
        each === false
          ? []
          : [
              ...listedNames(applied),
              ...plainNames(count),
              ...textsMatching(pattern, builder.random),
            ]
              .filter((name) => matchesPattern(pattern, name) && isAllowed(name))
              .slice(0, count),
    ),
  )
  const isOfPattern = (name: string): boolean =>
    applied.some(({ schema }) =>
      Object.keys(isRecord(schema.patternProperties) ? schema.patternProperties : {}).some(
        (pattern) => matchesPattern(pattern, name),
      ),
    )
  const texts = [{ schema: { type: 'string' } }, ...ruled]
  const ofNames =
    ruled.length === 0
      ? []
      : builder
          .makersFor(texts, deeper(position), count + 3)
          .map((maker) => String(builder.probe(maker)))
  const others = [...listedNames(applied), ...ofNames, ...plainNames(count + known.size)]
    .filter((name) => isAllowed(name) && !isOfPattern(name))
    .slice(0, count)
  return [...new Set([...ofPatterns, ...others])]
}

function plainNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => (index === 0 ? 'key' : `key${index + 1}`))
}
