import type { Schema, SchemaObject } from '../contract/index.ts'
import {
  escapeSegment,
  formatPointer,
  isRecord,
  type Segment,
  toRulePointer,
} from '../core/index.ts'
import { resolveReference } from './generate.ts'

/** A value of a message together with the schema that rules it. */
export interface SchemaPlace {
  readonly at: readonly Segment[]
  readonly pointer: string
  /** The pointer with `*` in place of every index. */
  readonly rulePointer: string
  readonly schema: SchemaObject
  /** JSON Pointer of that schema within the operation's. */
  readonly schemaPointer: string
  readonly value: unknown
  /** The property's own name; empty for the body, the list's name for an item. */
  readonly name: string
  /** Whether the object around it requires it. */
  readonly required: boolean
}

/** Every place of a message, outermost first: its schema and its value. */
export function placesOf(root: Schema, body: unknown): SchemaPlace[] {
  const places: SchemaPlace[] = []
  const visit = (
    schema: Schema,
    value: unknown,
    at: readonly Segment[],
    schemaPointer: string,
    required: boolean,
  ): void => {
    const resolved = resolveReference(schema, root)
    const own = schemaPointerOf(schema, schemaPointer)
    const name = at.findLast((segment) => typeof segment === 'string')
    places.push({
      at,
      pointer: formatPointer(at),
      rulePointer: toRulePointer(at),
      schema: resolved,
      schemaPointer: own,
      value,
      name: name ?? '',
      required,
    })
    for (const [index, part] of (resolved.allOf ?? []).entries()) {
      visitProperties(part, value, at, schemaPointerOf(part, `${own}/allOf/${index}`))
    }
    visitProperties(resolved, value, at, own)
  }
  const visitProperties = (
    schema: Schema,
    value: unknown,
    at: readonly Segment[],
    schemaPointer: string,
  ): void => {
    const resolved = resolveReference(schema, root)
    if (isRecord(value)) {
      for (const [name, property] of Object.entries(resolved.properties ?? {})) {
        if (!Object.hasOwn(value, name)) continue
        const propertyPointer = `${schemaPointer}/properties/${escapeSegment(name)}`
        const required = resolved.required?.includes(name) ?? false
        visit(property, value[name], [...at, name], propertyPointer, required)
      }
    }
    if (Array.isArray(value) && resolved.items !== undefined) {
      for (const [index, item] of value.entries())
        visit(resolved.items, item, [...at, index], `${schemaPointer}/items`, true)
    }
  }
  visit(root, body, [], '', true)
  return places
}

/** References that remain lead back to a definition of the root. */
function schemaPointerOf(schema: Schema, otherwise: string): string {
  return isRecord(schema) && typeof schema.$ref === 'string'
    ? schema.$ref.replace('#', '')
    : otherwise
}
