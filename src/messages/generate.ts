import { type Schema, type SchemaObject, typesOf } from '../contract/index.ts'
import { isRecord, parsePointer, type Random, valueAt } from '../core/index.ts'

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

const MAX_DEPTH = 12

/**
 * A value that satisfies the schema. Documented samples come first, identifiers are fresh each time.
 *
 * @param root the schema that `$ref`s into `$defs` refer to
 */
export function generateValue(root: Schema, generation: Generation): unknown {
  return valueFor(root, root, generation, 0)
}

/** The schema behind a reference into `$defs`. */
export function resolveReference(schema: Schema, root: Schema): SchemaObject {
  let current: unknown = schema
  for (let hops = 0; hops < 32 && isRecord(current) && typeof current.$ref === 'string'; hops++) {
    current = valueAt(root, parsePointer(current.$ref))
  }
  return isRecord(current) ? current : {}
}

function valueFor(schema: Schema, root: Schema, generation: Generation, depth: number): unknown {
  const resolved = resolveReference(schema, root)
  const kind = resolved['x-identifies']
  if (typeof kind === 'string') return generation.identifier(kind)
  if (resolved.const !== undefined) return resolved.const
  const parts = [resolved.allOf, resolved.anyOf?.slice(0, 1), resolved.oneOf?.slice(0, 1)]
    .flatMap((list) => list ?? [])
    .map((part) => valueFor(part, root, generation, depth))
  const own = ownValue(resolved, root, generation, depth)
  if (parts.length === 0) return own
  const values = [own, ...parts].filter((value) => value !== undefined)
  return values.every(isRecord) ? Object.assign({}, ...values) : values.at(-1)
}

function ownValue(
  schema: SchemaObject,
  root: Schema,
  generation: Generation,
  depth: number,
): unknown {
  const type = typesOf(schema).find((name) => name !== 'null') ?? impliedType(schema)
  if (type === 'object') return objectFor(schema, root, generation, depth)
  if (type === 'array') return arrayFor(schema, root, generation, depth)
  const [sample] = [...(schema.examples ?? []), ...(schema.enum ?? [])]
  if (sample !== undefined) return sample
  if (schema.default !== undefined) return schema.default
  switch (type) {
    case 'string': {
      return stringFor(schema, generation.random)
    }
    case 'integer':
    case 'number': {
      return numberFor(schema)
    }
    case 'boolean': {
      return false
    }
    default: {
      return typesOf(schema).includes('null') ? null : undefined
    }
  }
}

function impliedType(schema: SchemaObject): string | undefined {
  if (schema.properties !== undefined || schema.required !== undefined) return 'object'
  return schema.items === undefined ? undefined : 'array'
}

function objectFor(
  schema: SchemaObject,
  root: Schema,
  generation: Generation,
  depth: number,
): unknown {
  const required = new Set(schema.required)
  const wanted = Object.entries(schema.properties ?? {}).filter(
    ([name, member]) =>
      member !== false &&
      (required.has(name) ||
        (generation.extent === 'full' && depth < MAX_DEPTH && !isRecursive(member))),
  )
  const members = wanted.map(
    ([name, member]) => [name, valueFor(member, root, generation, depth + 1)] as const,
  )
  return Object.fromEntries(members.filter(([, value]) => value !== undefined))
}

/** A member that refers back to its own kind is left out of full messages: they would never end. */
function isRecursive(member: Schema): boolean {
  const item = isRecord(member) ? member.items : undefined
  return (
    isRecord(member) &&
    (typeof member.$ref === 'string' || (isRecord(item) && typeof item.$ref === 'string'))
  )
}

function arrayFor(
  schema: SchemaObject,
  root: Schema,
  generation: Generation,
  depth: number,
): unknown {
  const least = schema.minItems ?? 0
  const most = schema.maxItems ?? Number.POSITIVE_INFINITY
  const length = Math.min(Math.max(generation.items, least), most)
  const { items } = schema
  if (items === undefined || items === false) return []
  return Array.from({ length }, () => valueFor(items, root, generation, depth + 1))
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
}

function stringFor(schema: SchemaObject, random: Random): string {
  if (schema.format === 'uuid') return random.uuid()
  const sample = FORMAT_SAMPLES[schema.format ?? '']
  if (sample !== undefined) return sample
  return 'text'.padEnd(schema.minLength ?? 0, 'x').slice(0, schema.maxLength ?? 100)
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
