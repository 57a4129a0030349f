import type { Schema, SchemaObject } from '../contract/index.ts'
import { formatPointer, isRecord, type Segment, toRulePointer } from '../core/index.ts'
import { resolveReference } from './generate.ts'

/** A value of a message together with the schema that rules it. */
export interface Place {
  readonly at: readonly Segment[]
  readonly pointer: string
  /** The pointer with `*` in place of every index. */
  readonly rulePointer: string
  readonly schema: SchemaObject
  readonly value: unknown
  /** The member's own name; empty for the body, the list's name for an item. */
  readonly name: string
  /** Whether the object around it requires it. */
  readonly required: boolean
}

/** Every place of a message, outermost first: what the schema says of it, and what it holds. */
export function placesOf(root: Schema, body: unknown): Place[] {
  const places: Place[] = []
  const visit = (
    schema: Schema,
    value: unknown,
    at: readonly Segment[],
    required: boolean,
  ): void => {
    const resolved = resolveReference(schema, root)
    const name = at.findLast((segment) => typeof segment === 'string')
    places.push({
      at,
      pointer: formatPointer(at),
      rulePointer: toRulePointer(at),
      schema: resolved,
      value,
      name: name ?? '',
      required,
    })
    for (const part of resolved.allOf ?? []) visitMembers(part, value, at)
    visitMembers(resolved, value, at)
  }
  const visitMembers = (schema: Schema, value: unknown, at: readonly Segment[]): void => {
    const resolved = resolveReference(schema, root)
    if (isRecord(value)) {
      for (const [name, member] of Object.entries(resolved.properties ?? {})) {
        if (!Object.hasOwn(value, name)) continue
        visit(member, value[name], [...at, name], resolved.required?.includes(name) ?? false)
      }
    }
    if (Array.isArray(value) && resolved.items !== undefined) {
      for (const [index, item] of value.entries()) visit(resolved.items, item, [...at, index], true)
    }
  }
  visit(root, body, [], true)
  return places
}
