/**
 * What the value of a field is: a part of the document, with fields of its own; an object whose fields are names that the
 * author of the document chose; or a value, such as an example, which only looks like a part.
 */
export type FieldRole = 'part' | 'names' | 'value'

const VALUES = new Set(['example', 'default', 'enum', 'const', 'value'])

/** Objects with names: a property may be called `example`, and a response is called `default`. */
const NAMES = new Set(
  [
    'paths webhooks x-webhooks schemas responses parameters examples requestBodies headers securitySchemes',
    'links callbacks pathItems properties patternProperties dependentSchemas $defs definitions',
    'content encoding variables mapping scopes',
  ].flatMap((line) => line.split(' ')),
)

/** What the items of these lists are: of an operation's parameters each has fields of its own. */
const LISTS = new Map<string, FieldRole>([
  ['examples', 'value'],
  ['security', 'names'],
])

/**
 * @param holder what the object is that has the field
 * @param value of the field; of a list its items have the role
 */
export function roleOf(field: string, holder: FieldRole, value: unknown): FieldRole {
  if (holder !== 'part') return holder === 'names' ? 'part' : 'value'
  if (Array.isArray(value) && LISTS.has(field)) return LISTS.get(field) ?? 'part'
  if (NAMES.has(field) && !Array.isArray(value)) return 'names'
  return VALUES.has(field) || field.startsWith('x-') ? 'value' : 'part'
}
