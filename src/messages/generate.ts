import { readPattern, type Schema, type SchemaObject, typesOf } from '../contract/index.ts'
import { isRecord, lookUp, parsePointer, type Random, valueAt } from '../core/index.ts'
import { textMatching } from './matching.ts'

/** How much of a message is made: only what is required, or everything the schema knows. */
export type Extent = 'minimal' | 'full'

/** Where generated identifiers come from: `kind` is the contract's `x-identifies` (`order`, `item`). */
export type IdentifierSource = (kind: string) => string

export interface Generation {
  readonly extent: Extent
  /** Items in every list; at least the list's own minimum. */
  readonly items: number
  readonly random: Random
  readonly identifier: IdentifierSource
}

/** Deeper, only what is required is made, and lists are as short as they may be: schemas may refer back to themselves. */
const MAX_DEPTH = 12
/** No message is this deep: a schema that requires itself has none. */
const DEEPEST = 100

/** Makes a value of one schema: what the schema decides is decided once, for messages of thousands of items. */
type Maker = (generation: Generation) => unknown

const made = new WeakMap<object, Map<Extent, Maker>>()

/**
 * A value that satisfies the schema. Documented samples come first, identifiers are fresh each time.
 *
 * @param root the schema that `$ref`s into `$defs` refer to
 */
export function generateValue(root: Schema, generation: Generation): unknown {
  const { extent } = generation
  if (typeof root === 'boolean') return root ? {} : undefined
  const makers = made.get(root) ?? new Map<Extent, Maker>()
  made.set(root, makers)
  const maker = makers.get(extent) ?? makerOf(root, { root, extent, depth: 0, room: MAX_ITEMS })
  makers.set(extent, maker)
  return maker(generation)
}

/** Items of one message, those of lists within lists included; a list that must have more makes the message invalid. */
const MAX_ITEMS = 10_000

/** Characters that are generated for one text. */
const MAX_CHARACTERS = 1024 * 1024

/** Where in a message a schema applies. */
interface Position {
  /** Items that a list may still have here. */
  readonly room: number
  readonly root: Schema
  readonly extent: Extent
  readonly depth: number
  /** Properties that other parts of the same schema require. */
  readonly required?: readonly string[]
}

/** The schema behind a reference into `$defs`. */
export function resolveReference(schema: Schema, root: Schema): SchemaObject {
  let current: unknown = schema
  for (let hops = 0; hops < 32 && isRecord(current) && typeof current.$ref === 'string'; hops++) {
    current = valueAt(root, parsePointer(current.$ref))
  }
  return isRecord(current) ? current : {}
}

function makerOf(schema: Schema, position: Position): Maker {
  const resolved = resolveReference(schema, position.root)
  const kind = resolved['x-identifies']
  if (typeof kind === 'string') return ({ identifier }) => identifier(kind)
  if (resolved.const !== undefined) return always(resolved.const)
  if (position.depth > DEEPEST) return always(undefined)
  const schemas = partsOf(resolved)
  const required =
    schemas.length === 0
      ? position.required
      : [...(position.required ?? []), ...requiredOf(resolved, position.root)]
  const together = required === undefined ? position : { ...position, required }
  const deeper = { ...together, depth: position.depth + 1 }
  const parts = schemas.map((part) => makerOf(part, deeper))
  const own = ownMaker(resolved, together)
  if (parts.length === 0) return orAnything(own, resolved, position)
  return (generation) => {
    const values = [own, ...parts]
      .map((maker) => maker(generation))
      .filter((value) => value !== undefined)
    return values.every(isRecord) ? Object.assign({}, ...values) : values.at(-1)
  }
}

/** Schemas that hold beside the schema's own keywords; of alternatives the first. */
function partsOf({ allOf, anyOf, oneOf }: SchemaObject): readonly Schema[] {
  return [...(allOf ?? []), ...(anyOf?.slice(0, 1) ?? []), ...(oneOf?.slice(0, 1) ?? [])]
}

/** What a schema and its parts require: one may require what another describes. */
function requiredOf(schema: SchemaObject, root: Schema, depth = 0): string[] {
  const parts = depth < MAX_DEPTH ? partsOf(schema) : []
  return [
    ...(schema.required ?? []),
    ...parts.flatMap((part) => requiredOf(resolveReference(part, root), root, depth + 1)),
  ]
}

/** A schema without rules accepts anything: an object as a body, a text as a property. */
function orAnything(own: Maker, schema: SchemaObject, { depth }: Position): Maker {
  if (typesOf(schema).length > 0) return own
  return (generation) => own(generation) ?? (depth === 0 ? {} : 'text')
}

function always(value: unknown): Maker {
  return () => value
}

function ownMaker(schema: SchemaObject, position: Position): Maker {
  const type = typesOf(schema).find((name) => name !== 'null') ?? impliedType(schema)
  if (type === 'object') return objectMaker(schema, position)
  if (type === 'array') return arrayMaker(schema, position)
  const [sample] = [...(schema.examples ?? []), ...(schema.enum ?? [])]
  if (sample !== undefined) return always(sample)
  if (schema.default !== undefined) return always(schema.default)
  switch (type) {
    case 'string': {
      return stringMaker(schema)
    }
    case 'integer':
    case 'number': {
      return always(numberFor(schema))
    }
    case 'boolean': {
      return always(false)
    }
    default: {
      return always(typesOf(schema).includes('null') ? null : undefined)
    }
  }
}

function impliedType(schema: SchemaObject): string | undefined {
  if (schema.properties !== undefined || schema.required !== undefined) return 'object'
  return schema.items === undefined ? undefined : 'array'
}

function objectMaker(schema: SchemaObject, position: Position): Maker {
  const { root, extent, depth, room } = position
  const required = new Set([...(schema.required ?? []), ...(position.required ?? [])])
  const further = schema.additionalProperties ?? true
  const unnamed = (schema.required ?? []).map((name): [string, Schema] => [name, further])
  const properties = { ...Object.fromEntries(unnamed), ...schema.properties }
  const makers = Object.entries<Schema>(properties)
    .filter(
      ([name, property]) =>
        property !== false &&
        // It goes the other way: a request does not carry what is readOnly.
        !goesTheOtherWay(property) &&
        (required.has(name) || (extent === 'full' && depth < MAX_DEPTH && !isRecursive(property))),
    )
    .map(
      ([name, property]) =>
        [name, makerOf(property, { root, extent, depth: depth + 1, room })] as const,
    )
  return (generation) => {
    const values: [string, unknown][] = []
    for (const [name, maker] of makers) {
      const value = maker(generation)
      if (value !== undefined) values.push([name, value])
    }
    return Object.fromEntries(values)
  }
}

function goesTheOtherWay(property: Schema): boolean {
  return isRecord(property) && (property.readOnly === true || property.writeOnly === true)
}

/** A property that refers back to its own kind is omitted from full messages, which would never end. */
function isRecursive(property: Schema): boolean {
  const item = isRecord(property) ? property.items : undefined
  return (
    isRecord(property) &&
    (typeof property.$ref === 'string' || (isRecord(item) && typeof item.$ref === 'string'))
  )
}

function arrayMaker(schema: SchemaObject, position: Position): Maker {
  const least = Math.min(schema.minItems ?? 0, position.room)
  const most = schema.maxItems ?? Number.POSITIVE_INFINITY
  const { items } = schema
  if (items === undefined || items === false) return () => []
  const isDeep = position.depth >= MAX_DEPTH
  if (isDeep && least === 0) return () => []
  const { root, extent, depth } = position
  const room = Math.floor(position.room / Math.max(1, least))
  const item = makerOf(items, { root, extent, depth: depth + 1, room })
  return (generation) => {
    const wanted = isDeep ? least : generation.items
    const length = Math.min(Math.max(wanted, least), most)
    const values = Array.from({ length }, () => item(generation))
    return schema.uniqueItems === true ? distinct(values, items) : values
  }
}

/** Items of a list that allows no duplicates: numbers count up, texts are numbered, each enum value occurs once. */
function distinct(values: readonly unknown[], items: Schema): unknown[] {
  const { enum: listed, multipleOf = 1 } = typeof items === 'boolean' ? {} : items
  if (listed !== undefined) return listed.slice(0, values.length)
  return values.map((value, index) => {
    if (index === 0 || !values.slice(0, index).includes(value)) return value
    if (typeof value === 'number') return value + index * multipleOf
    return typeof value === 'string' ? `${value}${index + 1}` : value
  })
}

const FORMAT_SAMPLES: Readonly<Record<string, string>> = {
  'date-time': '2026-01-05T09:12:44Z',
  date: '2026-01-05',
  time: '09:12:44Z',
  email: 'someone@client.example',
  uri: 'https://client.example/orders/1',
  hostname: 'client.example',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  duration: 'P1D',
  'uri-reference': '/orders/1',
  'json-pointer': '/orders/1',
  'idn-email': 'someone@client.example',
  'idn-hostname': 'client.example',
  iri: 'https://client.example/orders/1',
}

function stringMaker(schema: SchemaObject): Maker {
  if (schema.format === 'uuid') return ({ random }) => random.uuid()
  const sample = lookUp(FORMAT_SAMPLES, schema.format)
  if (sample !== undefined) return always(sample)
  const { pattern } = schema
  if (pattern !== undefined && readPattern(pattern)?.test('text') === false) {
    return always(textMatching(pattern) ?? 'text')
  }
  const least = Math.min(schema.minLength ?? 0, MAX_CHARACTERS)
  return always('text'.padEnd(least, 'x').slice(0, schema.maxLength ?? Math.max(100, least)))
}

function numberFor(schema: SchemaObject): number {
  const least =
    schema.minimum ?? (schema.exclusiveMinimum === undefined ? 1 : schema.exclusiveMinimum + 1)
  const most =
    schema.maximum ??
    (schema.exclusiveMaximum === undefined ? Number.POSITIVE_INFINITY : schema.exclusiveMaximum - 1)
  const step = schema.multipleOf
  const value = Math.min(Math.max(1, least), most)
  return step === undefined ? value : Math.ceil(value / step) * step
}
