import { isRecord, parsePointer, valueAt } from '../core/index.ts'
import type { CompiledSchema } from './compile.ts'
import { type BrokenRule, brokenRulesOf, explain } from './explain.ts'
import type { InlinedSchema } from './inlined-schema.ts'
import { type Schema, type SchemaObject, walkSchema } from './schema.ts'
import type { Violation } from './violation.ts'

/** A schema below a request body's. */
export interface SchemaPart {
  accepts(value: unknown): boolean
  /** Every rule that the value breaks; pointers of values begin at the value, those of rules at the whole schema. */
  brokenRules(value: unknown): readonly BrokenRule[]
}

/** Compiles a schema that is not one of the model's. */
export type PartCompiler = (inlined: InlinedSchema) => CompiledSchema

/** References lead into the `$defs` of the whole schema, so the part gets those that it needs, too. */
export function createPart(
  { schema: root }: InlinedSchema,
  schemaPointer: string,
  compilePart: PartCompiler,
): SchemaPart | undefined {
  const found = valueAt(root, parsePointer(schemaPointer))
  if (typeof found === 'boolean') {
    const broken = [{ pointer: '', keyword: 'false schema', rule: schemaPointer }]
    return { accepts: () => found, brokenRules: () => (found ? [] : broken) }
  }
  if (!isRecord(found) || !isRecord(root)) return undefined
  const schema = root.$defs === undefined ? found : withDefinitions(found, root.$defs)
  const inlined = { schema, places: {} }
  let compiled: CompiledSchema | undefined
  const validators = (): CompiledSchema => (compiled ??= compilePart(inlined))
  return {
    accepts: (value) => validators().failFast(value),
    brokenRules: (value) =>
      brokenRules(value, validators(), inlined).map((broken) => ({
        ...broken,
        rule: broken.rule.startsWith('/$defs/') ? broken.rule : `${schemaPointer}${broken.rule}`,
      })),
  }
}

/** A schema with the definitions to which its references lead, directly or by way of others. */
function withDefinitions(
  schema: SchemaObject,
  definitions: Readonly<Record<string, Schema>>,
): SchemaObject {
  const needed = new Map<string, Schema>()
  const collect = (within: Schema): void => {
    walkSchema(within, ({ $ref }) => {
      const [, name = ''] = $ref === undefined ? [] : parsePointer($ref.slice(1))
      const definition = definitions[name]
      if (definition === undefined || needed.has(name)) return
      needed.set(name, definition)
      collect(definition)
    })
  }
  collect(schema)
  return needed.size === 0 ? schema : { ...schema, $defs: Object.fromEntries(needed) }
}

/** More than any response, report or person takes in: to explain one takes longer than to find it. */
const MOST_EXPLAINED = 4000

export function violations(
  body: unknown,
  compiled: CompiledSchema,
  inlined: InlinedSchema,
): Violation[] {
  if (compiled.failFast(body) || compiled.allErrors(body)) return []
  return explain((compiled.allErrors.errors ?? []).slice(0, MOST_EXPLAINED), body, {
    ...inlined,
    ...compiled,
  })
}

export function brokenRules(
  body: unknown,
  compiled: CompiledSchema,
  inlined: InlinedSchema,
): BrokenRule[] {
  if (compiled.failFast(body) || compiled.allErrors(body)) return []
  return brokenRulesOf((compiled.allErrors.errors ?? []).slice(0, MOST_EXPLAINED), body, {
    ...inlined,
    ...compiled,
  })
}
