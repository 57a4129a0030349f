import { isRecord, parsePointer, valueAt } from '../core/index.ts'
import type { CompiledSchema } from './compile.ts'
import { type BrokenRule, brokenRulesOf, explain } from './explain.ts'
import type { InlinedSchema } from './inlined-schema.ts'
import type { Violation } from './violation.ts'

/** A schema below a request body's. */
export interface SchemaPart {
  accepts(value: unknown): boolean
  /** Every rule that the value breaks; pointers of values begin at the value, those of rules at the whole schema. */
  brokenRules(value: unknown): readonly BrokenRule[]
}

/** @param compile what it is asked with: the validators of the schema at a pointer into the whole */
export function createPart(
  inlined: InlinedSchema,
  schemaPointer: string,
  compile: (schemaPointer: string) => CompiledSchema,
): SchemaPart | undefined {
  const found = valueAt(inlined.schema, parsePointer(schemaPointer))
  if (typeof found === 'boolean') {
    const broken = [{ pointer: '', keyword: 'false schema', rule: schemaPointer }]
    return { accepts: () => found, brokenRules: () => (found ? [] : broken) }
  }
  if (!isRecord(found)) return undefined
  return {
    accepts: (value) => compile(schemaPointer).failFast(value),
    brokenRules: (value) => brokenRules(value, compile(schemaPointer), inlined),
  }
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
