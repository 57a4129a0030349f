import { defined, HarnessError, isRecord, parsePointer } from '../core/index.ts'
import { type CompiledSchema, createCompiler, findMalformed } from './compile.ts'
import {
  type LocatedValue,
  openDocument,
  type OpenApiDocument,
  type DocumentOptions,
} from './document.ts'
import { explain } from './explain.ts'
import { inlineSchema } from './inline.ts'
import { type InlinedSchema, nearestPlace, type RulePlace } from './inlined-schema.ts'
import { findUnsatisfiable, findWithoutEffect, type SchemaProblem } from './satisfiable.ts'
import { type ReferenceSibling, referenceSiblings } from './reference-siblings.ts'
import type { Reading } from './schema.ts'
import { checkStructure, type StructuralFault } from './structure.ts'
import { isThreeZeroRoot } from './versions.ts'
import type { Violation } from './violation.ts'

/** What is wrong with a schema itself: malformed, or such that nothing satisfies it. */
export interface SchemaFault {
  readonly place: RulePlace
  /** The keyword at fault and its problem, as a sentence without its full stop. */
  readonly reason: string
}

export interface SchemaFaults {
  /** What nothing satisfies. */
  readonly unsatisfiable: readonly SchemaFault[]
  /** What is legal in a schema and has no effect, and patterns that cannot be read. */
  readonly withoutEffect: readonly SchemaFault[]
}

/** An OpenAPI document as it was written, for those who judge the document rather than messages. */
export interface Examiner extends Pick<OpenApiDocument, 'root' | 'file' | 'follow' | 'positionOf'> {
  /** A schema with its references resolved, or `undefined` when that cannot be done. */
  inlined(schema: LocatedValue, reading: Reading): InlinedSchema | undefined
  /** What is wrong with the structure of the document. */
  readonly structure: readonly StructuralFault[]
  /** Everything that is wrong with a schema, but not with those that it refers to, in both readings. */
  faultsOf(schema: LocatedValue): SchemaFaults
  /** Whether it is of OpenAPI 3.0: what is judged is as 3.1 has it. */
  readonly isThreeZero: boolean
  /** What a document of OpenAPI 3.0 has beside references, where it is ignored; pointers lead into the root. */
  readonly besideReferences: readonly ReferenceSibling[]
  /** How a value breaks a schema under the intended reading; empty for a schema that cannot be compiled. */
  violationsOf(schema: LocatedValue, value: unknown): Violation[]
}

/** @throws HarnessError CONTRACT_UNREADABLE, or CONTRACT_BROKEN for what is neither YAML nor OpenAPI */
export async function createExaminer(path: string, options: DocumentOptions): Promise<Examiner> {
  const document = openDocument(path, options)
  const structure = await checkStructure(document)
  const compiler = createCompiler()
  const compiled = new Map<string, { inlined: InlinedSchema; schema: CompiledSchema }>()
  const inlined = (schema: LocatedValue, reading: Reading): InlinedSchema | undefined =>
    unlessBroken(() => inlineSchema(document, schema, reading))
  /** Without the schemas that it refers to, which are judged where they are. */
  const own = (schema: LocatedValue, reading: Reading): InlinedSchema | undefined => {
    const found = unlessBroken(() => inlineSchema(document, schema, reading, 'kept'))
    if (found === undefined || !isRecord(found.schema)) return found
    const { $defs: _, ...rest } = found.schema
    const untested = found.untested?.filter(({ pointer }) => !pointer.startsWith('/$defs/'))
    return { schema: rest, places: found.places, ...defined({ untested }) }
  }
  const compile = (schema: LocatedValue) => {
    const key = `${schema.source.file}#${schema.pointer}`
    const known = compiled.get(key)
    if (known !== undefined) return known
    const found = inlined(schema, 'intended')
    if (found === undefined || findMalformed(found.schema) !== undefined) return undefined
    const made = unlessBroken(() => ({ inlined: found, schema: compiler(found) }))
    if (made !== undefined) compiled.set(key, made)
    return made
  }
  return {
    root: document.root,
    file: document.file,
    follow: (reference, from) => document.follow(reference, from),
    positionOf: (located) => document.positionOf(located),
    structure,
    isThreeZero: isThreeZeroRoot(document.original),
    besideReferences: isThreeZeroRoot(document.original)
      ? referenceSiblings(document.original)
      : [],
    inlined,
    faultsOf: (schema) => {
      const intended = own(schema, 'intended')
      // Without disputed rules both readings are the same.
      const found = document.hasDisputedRules() ? [intended, own(schema, 'published')] : [intended]
      return {
        unsatisfiable: found.flatMap(faultsIn),
        withoutEffect: found.flatMap(effectlessIn),
      }
    },
    violationsOf: (schema, value) => {
      const found = compile(schema)
      if (found === undefined || found.schema.allErrors(value)) return []
      return explain(found.schema.allErrors.errors ?? [], value, {
        ...found.inlined,
        ...found.schema,
      })
    },
  }
}

/** A document that is broken somewhere is still examined elsewhere: the break has a finding of its own. */
function unlessBroken<T>(make: () => T): T | undefined {
  try {
    return make()
  } catch (error) {
    if (error instanceof HarnessError && error.code === 'CONTRACT_BROKEN') return undefined
    throw error
  }
}

function faultsIn(inlined: InlinedSchema | undefined): SchemaFault[] {
  if (inlined === undefined) return []
  const malformed = findMalformed(inlined.schema)
  const problems = malformed === undefined ? findUnsatisfiable(inlined.schema) : [malformed]
  return problems.flatMap((problem) => placed(problem, inlined))
}

function effectlessIn(inlined: InlinedSchema | undefined): SchemaFault[] {
  if (inlined === undefined || findMalformed(inlined.schema) !== undefined) return []
  const { untested = [] } = inlined
  return [
    ...findWithoutEffect(inlined.schema).flatMap((problem) => placed(problem, inlined)),
    ...untested.map(({ place, keyword, reason }) => ({
      place,
      reason: `${keyword} is not checked: ${reason}`,
    })),
  ]
}

function placed(
  { pointer, reason, name }: SchemaProblem,
  { places }: InlinedSchema,
): SchemaFault[] {
  const at = name === undefined ? pointer : `${pointer}/${name}`
  const place = nearestPlace(places, at)
  const keyword = parsePointer(pointer).findLast((step) => !/^\d+$/.test(step)) ?? 'the schema'
  return place === undefined ? [] : [{ place, reason: `${keyword} ${reason}` }]
}
