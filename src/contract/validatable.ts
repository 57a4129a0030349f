import { formatPointer, isRecord } from '../core/index.ts'
import { mapSubschemas, type Schema, walkSchema } from './schema.ts'

/** A schema as ajv is given it. */
export interface Validatable {
  readonly schema: Schema
  /** Whether it names what every JavaScript object inherits, so that only a body's own properties may count. */
  readonly namesInherited: boolean
  /** The place of one of its schema objects in the original schema. */
  readonly pointerOf: (schema: object) => string | undefined
}

/** The same schema, written so that ajv sees what it would pass over: rules for a property named `__proto__`. */
export function validatable(root: Schema): Validatable {
  const positions = new WeakMap<object, string>()
  const copy = (schema: unknown, steps: readonly string[]): unknown => {
    if (!isRecord(schema)) return schema
    const copied = withProtoRules(
      Object.fromEntries(
        Object.entries(schema).map(([keyword, value]) => [
          keyword,
          mapSubschemas(keyword, value, (each, more) => copy(each, [...steps, ...more])),
        ]),
      ),
    )
    positions.set(copied, formatPointer(steps))
    return copied
  }
  return {
    schema: copy(root, []) as Schema,
    namesInherited: namesInherited(root),
    pointerOf: (schema) => positions.get(schema),
  }
}

/** Ajv passes over the name `__proto__` in both keywords; as a pattern that is written differently it does not. */
function withProtoRules(schema: Record<string, unknown>): Record<string, unknown> {
  const { properties, patternProperties } = schema
  const named = isRecord(properties) && Object.hasOwn(properties, PROTO)
  const matched = isRecord(patternProperties) && Object.hasOwn(patternProperties, PROTO)
  if (!named && !matched) return schema
  const patterns = Object.entries(isRecord(patternProperties) ? patternProperties : {}).map(
    ([pattern, each]) => [pattern === PROTO ? `(?:${PROTO})` : pattern, each] as const,
  )
  if (named) patterns.push([`^${PROTO}$`, properties[PROTO]])
  return { ...schema, patternProperties: Object.fromEntries(patterns) }
}

const PROTO = '__proto__'

/** Keywords by which a validator looks properties up by their name. */
function namesInherited(root: Schema): boolean {
  let found = false
  walkSchema(root, ({ properties, required, dependentRequired, dependentSchemas }) => {
    const names = [
      ...Object.keys(properties ?? {}),
      ...(required ?? []),
      ...Object.keys(dependentSchemas ?? {}),
      ...Object.entries(dependentRequired ?? {}).flat(2),
    ]
    found ||= names.some((name) => String(name) in Object.prototype)
  })
  return found
}
