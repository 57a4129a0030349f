/**
 * What the value of a field is: a part of the document, with fields of its own; an object whose fields are names that the
 * author of the document chose; or a value, such as an example, which only looks like a part.
 */
export type FieldRole = 'part' | 'names' | 'value'

const VALUES = new Set(['example', 'default', 'enum', 'const', 'value'])

/** Objects with names: a property may be called `example`, and a response is called `default`. */
const NAMES = new Set([
  ...['paths', 'webhooks', 'x-webhooks', 'schemas', 'responses', 'parameters', 'examples'],
  ...['requestBodies', 'headers', 'securitySchemes', 'links', 'callbacks', 'pathItems'],
  ...['properties', 'patternProperties', 'dependentSchemas', '$defs', 'definitions'],
  ...['content', 'encoding', 'variables', 'mapping', 'scopes', 'security'],
])

/**
 * @param holder what the object is that has the field
 * @param value of the field
 */
export function roleOf(field: string, holder: FieldRole, value: unknown): FieldRole {
  if (holder !== 'part') return holder === 'names' ? 'part' : 'value'
  if (NAMES.has(field)) return field === 'examples' && Array.isArray(value) ? 'value' : 'names'
  return VALUES.has(field) || field.startsWith('x-') ? 'value' : 'part'
}
