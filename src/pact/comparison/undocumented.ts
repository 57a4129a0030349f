import type { Schema } from '../../contract/index.ts'
import { isRecord, parsePointer, type Segment, valueAt } from '../../core/index.ts'

/**
 * The properties of an expected response that its schema does not describe, outermost first: a provider need not send them.
 * What is composed of several schemas is not asked for names, as the comparator of Pact does not.
 */
export function undocumentedIn(root: Schema, body: unknown): readonly (readonly Segment[])[] {
  const found: Segment[][] = []
  const visit = (given: unknown, value: unknown, at: readonly Segment[]): void => {
    const schema = resolved(root, given)
    if (!isRecord(schema)) return
    if (Array.isArray(value))
      for (const [index, item] of value.entries()) visit(schema.items, item, [...at, index])
    if (!isRecord(value)) return
    const properties = isRecord(schema.properties) ? schema.properties : {}
    for (const [name, each] of Object.entries(value)) {
      if (Object.hasOwn(properties, name)) visit(properties[name], each, [...at, name])
      else if (isPlainObject(schema)) found.push([...at, name])
      else visit(schema.additionalProperties, each, [...at, name])
    }
  }
  visit(root, body, [])
  return found
}

/** Whether a schema lists all that it knows of an object: other properties are allowed, and nothing is said of them. */
function isPlainObject(schema: Readonly<Record<string, unknown>>): boolean {
  const { type, additionalProperties = true, ...others } = schema
  const saysMore = ['allOf', 'anyOf', 'oneOf', 'patternProperties', 'if', '$ref', '$dynamicRef']
  return (
    type === 'object' &&
    additionalProperties === true &&
    !saysMore.some((keyword) => Object.hasOwn(others, keyword))
  )
}

/** References that remain lead to what contains them. */
function resolved(root: Schema, given: unknown): unknown {
  if (!isRecord(given) || typeof given.$ref !== 'string') return given
  return valueAt(root, parsePointer(given.$ref))
}
