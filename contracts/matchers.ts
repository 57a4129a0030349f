import { MatchersV3 } from '@pact-foundation/pact'
import { isRecord } from '../src/core/index.ts'
import { type Schema, typesOf } from '../src/contract/index.ts'

const { atLeastLike, boolean, date, integer, like, number, regex, string } = MatchersV3

/** A template of Pact: an example whose parts say what else would match. */
export type Template = unknown

/** RFC 3339 in UTC, with or without fractions of a second: Pact's own date and time matcher rejects fractions. */
const UTC_TIMESTAMP = String.raw`^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$`

/**
 * What the schema asks of a value, in Pact's words, with the value as the example: types, enums, formats, and at least as
 * many items as the schema asks for. Properties that the value does not have are omitted.
 */
export function templateOf(schema: Schema, value: unknown): Template {
  if (typeof schema === 'boolean') return like(value)
  if (Array.isArray(value)) {
    const [first] = value as readonly unknown[]
    return atLeastLike(templateOf(schema.items ?? true, first), schema.minItems ?? 1)
  }
  if (isRecord(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, part]) => [
        name,
        templateOf(schema.properties?.[name] ?? true, part),
      ]),
    )
  }
  if (schema.enum !== undefined) return oneOf(schema.enum, value)
  if (typeof value === 'string') return textTemplate(schema.format, value)
  if (typeof value === 'boolean') return boolean(value)
  if (typeof value === 'number') {
    return typesOf(schema).includes('integer') ? integer(value) : number(value)
  }
  return like(value)
}

function textTemplate(format: string | undefined, value: string): Template {
  switch (format) {
    case 'date-time':
      return regex(UTC_TIMESTAMP, value)
    case 'date':
      return date('yyyy-MM-dd', value)
    default:
      return string(value)
  }
}

function oneOf(allowed: readonly unknown[], value: unknown): Template {
  const words = allowed.map((each) =>
    String(each).replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`),
  )
  return regex(`^(${words.join('|')})$`, String(value))
}

/** What the value of an operation's message identifies: the order, and its items, as the schema marks them. */
export function identifiersOf(schema: Schema, value: unknown): { order: string; items: string[] } {
  const found = { order: '', items: [] as string[] }
  const visit = (at: Schema, part: unknown): void => {
    if (typeof at === 'boolean') return
    if (at['x-identifies'] === 'order') found.order = String(part)
    if (at['x-identifies'] === 'item') found.items.push(String(part))
    if (Array.isArray(part)) for (const item of part) visit(at.items ?? true, item)
    else if (isRecord(part)) {
      for (const [name, below] of Object.entries(part)) visit(at.properties?.[name] ?? true, below)
    }
  }
  visit(schema, value)
  return found
}
