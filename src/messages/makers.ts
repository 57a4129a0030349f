import { type Schema, type SchemaObject, type SchemaPart, typesOf } from '../contract/index.ts'
import { createRandom } from '../core/index.ts'
import { type Applied, type AppliedObject, type Expansion, expansions, keyOf } from './applied.ts'
import { always, type Builder, type MakerCheck, type Maker, type MakingPlace } from './builder.ts'
import { listMakers } from './list-makers.ts'
import { objectMakers } from './object-makers.ts'
import { fits, hasSample, numberCandidates, textCandidates } from './scalars.ts'

/** No message is this deep. */
const DEEPEST = 100
/** Candidates that are tried for one value. */
const MOST_TRIES = 80
/** Values that are looked for before only what is required is made, and before the search ends. */
const MOST_PLACES = 6000
const MOST_SEARCHED = 60_000

/** @param partOf the validator of a schema below the root, where there is one */
export function createBuilder(
  root: Schema,
  partOf: (pointer: string) => SchemaPart | undefined,
): Builder {
  const open = new Set<string>()
  const entered = new Set<string>()
  const random = createRandom('texts')
  const identifiers = createRandom('identifiers')
  let searched = 0
  let unfilled: string | undefined
  const probe = (maker: Maker): unknown =>
    maker({ items: 2, random: identifiers, identifier: () => identifiers.uuid() })
  const accepts = (pointer: string, value: unknown): boolean =>
    partOf(pointer)?.accepts(value) ?? true
  const builder: Builder = {
    root,
    random,
    accepts,
    probe,
    unfilled: () => unfilled,
    hasRoom: () => searched < MOST_PLACES,
    makerFor: (applied, position) => builder.makersFor(applied, position)[0],
    proposals: (applied, position, most) => {
      const found: Maker[] = []
      for (const expansion of expansions(root, applied, position.choices)) {
        for (const maker of valuesOf(builder, expansion, position, () => true)) {
          found.push(maker)
          if (found.length >= most) return found
        }
      }
      return found
    },
    makersFor: (applied, position, most = 1) => {
      const key = `${position.extent} ${keyOf(applied)}`
      // A schema that requires itself has no value here; another alternative may.
      if (open.has(key) || position.depth > DEEPEST || ++searched > MOST_SEARCHED) {
        unfilled ??= pointerOf(applied)
        return []
      }
      open.add(key)
      const found = new Map<string, Maker>()
      for (const maker of candidates(builder, applied, { position, entered })) {
        const value = probe(maker)
        const text = most === 1 ? '' : JSON.stringify(value)
        if (!found.has(text)) found.set(text, maker)
        if (found.size >= most) break
      }
      open.delete(key)
      if (found.size === 0) unfilled ??= pointerOf(applied)
      return [...found.values()]
    },
  }
  return builder
}

function pointerOf(applied: readonly Applied[]): string | undefined {
  return applied.find(({ pointer }) => pointer !== undefined)?.pointer
}

interface Search {
  readonly position: MakingPlace
  /** Definitions around this place that refer to what is made here. */
  readonly entered: Set<string>
}

function* candidates(
  builder: Builder,
  applied: readonly Applied[],
  { position, entered }: Search,
): Generator<Maker> {
  let tries = 0
  for (const expansion of expansions(builder.root, applied, position.choices)) {
    const needsNoCheck = isPlainExpansion(expansion)
    const check: MakerCheck = (maker) => {
      if (needsNoCheck) return true
      tries++
      const value = builder.probe(maker)
      return (
        [...applied.flatMap(({ pointer }) => pointer ?? []), ...expansion.matched].every(
          (pointer) => builder.accepts(pointer, value),
        ) && !expansion.unmatched.some((pointer) => builder.accepts(pointer, value))
      )
    }
    const definitions = expansion.applied.flatMap(({ pointer = 'none' }) =>
      isDefinition(pointer) ? pointer : [],
    )
    // What a definition refers to within itself is as small as it may be: each further way round would multiply the others.
    const isRecursive = definitions.some((pointer) => entered.has(pointer))
    const place: MakingPlace = isRecursive ? { ...position, extent: 'minimal' } : position
    const fresh = definitions.filter((pointer) => !entered.has(pointer))
    for (const pointer of fresh) entered.add(pointer)
    try {
      for (const maker of valuesOf(builder, expansion, place, check)) {
        if (check(maker)) yield maker
        if (tries > MOST_TRIES) return
      }
    } finally {
      for (const pointer of fresh) entered.delete(pointer)
    }
  }
}

/** Whether a schema is one that references which remain lead to. */
function isDefinition(pointer: string): boolean {
  return pointer === '' || /^\/\$defs\/[^/]+$/.test(pointer)
}

/** Keywords of which nothing is made that is not valid. */
const PLAIN = new Set([
  'type',
  'properties',
  'required',
  'additionalProperties',
  'items',
  'minItems',
  'maxItems',
  'enum',
  'const',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'minLength',
  'maxLength',
  'pattern',
  'description',
  'title',
  '$defs',
])

function isPlainExpansion({ applied, matched }: Expansion): boolean {
  const [only, ...others] = applied
  return others.length === 0 && matched.length === 0 && (only === undefined || isPlain(only.schema))
}

function isPlain(schema: SchemaObject): boolean {
  const { format, pattern, minLength, maxLength } = schema
  if (format !== undefined) {
    const isAlone = pattern === undefined && minLength === undefined && maxLength === undefined
    const isDocumented = documentedIn(schema).length > 0
    if (!isAlone || isDocumented || !hasSample(format)) return false
  }
  return Object.keys(schema).every(
    (keyword) =>
      PLAIN.has(keyword) ||
      keyword === 'format' ||
      keyword === 'examples' ||
      keyword === 'default' ||
      keyword.startsWith('x-'),
  )
}

function* valuesOf(
  builder: Builder,
  expansion: Expansion,
  position: MakingPlace,
  check: MakerCheck,
): Generator<Maker> {
  const { applied } = expansion
  const kind = applied
    .map(({ schema }) => schema['x-identifies'])
    .find((each) => typeof each === 'string')
  if (typeof kind === 'string') yield ({ identifier }) => identifier(kind)
  const fixed = applied.find(({ schema }) => schema.const !== undefined)
  if (fixed !== undefined) return yield always(fixed.schema.const)
  const documented = applied
    .flatMap(({ schema }) => documentedIn(schema))
    .filter((value) => applied.every(({ schema }) => fits(value, schema)))
  const isStructured = (value: unknown): boolean => typeof value === 'object' && value !== null
  // What has parts is made, so that all of its properties and items are there.
  const isListed = applied.some(({ schema }) => schema.enum !== undefined)
  for (const value of documented) if (isListed || !isStructured(value)) yield always(value)
  if (isListed) return
  for (const type of typesToMake(applied, position)) {
    yield* valuesOfType(type, builder, expansion, position, check)
  }
  for (const value of documented) if (isStructured(value)) yield always(value)
}

function documentedIn({ examples, enum: listed, default: preset }: SchemaObject): unknown[] {
  const samples = Array.isArray(examples) ? (examples as readonly unknown[]) : []
  return [...samples, ...(listed ?? []), ...(preset === undefined ? [] : [preset])]
}

function* valuesOfType(
  type: string,
  builder: Builder,
  expansion: Expansion,
  position: MakingPlace,
  check: MakerCheck,
): Generator<Maker> {
  switch (type) {
    case 'object':
      return yield* objectMakers(builder, expansion, position, check)
    case 'array':
      return yield* listMakers(builder, expansion, position)
    case 'string': {
      if (expansion.applied.some(({ schema }) => schema.format === 'uuid'))
        yield ({ random }) => random.uuid()
      return yield* textCandidates(expansion.applied, builder.random).map(always)
    }
    case 'integer':
    case 'number':
      return yield* numberCandidates(expansion.applied).map(always)
    case 'boolean':
      return yield* [false, true].map(always)
    default:
      yield always(null)
  }
}

const ALL_TYPES = ['string', 'integer', 'boolean', 'object', 'array', 'number', 'null']

/** The types that all of the schemas allow, what is most likely meant first: what a keyword is for, and `null` last. */
function typesToMake(applied: readonly AppliedObject[], { depth }: MakingPlace): readonly string[] {
  const stated = applied.map(({ schema }) => typesOf(schema)).filter((types) => types.length > 0)
  const [first, ...others] = stated
  if (first !== undefined) {
    const shared = first
      .map((type) =>
        type === 'number' && others.some((types) => isOnlyInteger(types)) ? 'integer' : type,
      )
      .filter((type) => others.every((types) => allows(types, type)))
    return [
      ...shared.filter((type) => type !== 'null'),
      ...shared.filter((type) => type === 'null'),
    ]
  }
  const implied = applied.flatMap(({ schema }) =>
    Object.keys(schema).flatMap((keyword) => IMPLIED[keyword] ?? []),
  )
  const likely = [...implied, ...(depth === 0 ? ['object'] : [])]
  return [...new Set([...likely, ...ALL_TYPES])]
}

function isOnlyInteger(types: readonly string[]): boolean {
  return types.includes('integer') && !types.includes('number')
}

function allows(types: readonly string[], type: string): boolean {
  return types.includes(type) || (type === 'integer' && types.includes('number'))
}

const IMPLIED: Readonly<Record<string, string>> = {
  properties: 'object',
  required: 'object',
  additionalProperties: 'object',
  patternProperties: 'object',
  propertyNames: 'object',
  minProperties: 'object',
  maxProperties: 'object',
  dependentRequired: 'object',
  dependentSchemas: 'object',
  unevaluatedProperties: 'object',
  items: 'array',
  prefixItems: 'array',
  contains: 'array',
  minItems: 'array',
  maxItems: 'array',
  uniqueItems: 'array',
  unevaluatedItems: 'array',
  minLength: 'string',
  maxLength: 'string',
  pattern: 'string',
  format: 'string',
  minimum: 'integer',
  maximum: 'integer',
  exclusiveMinimum: 'integer',
  exclusiveMaximum: 'integer',
  multipleOf: 'integer',
}
