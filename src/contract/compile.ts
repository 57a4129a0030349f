import { createHash } from 'node:crypto'
import { serialize } from 'node:v8'
import { Ajv2020, type Options } from 'ajv/dist/2020.js'
import addFormatsModule from 'ajv-formats'
import type { ErrorObject } from 'ajv'
import { HarnessError, isRecord, messageOf, nearest, parsePointer, valueAt } from '../core/index.ts'
import { formats } from './formats.ts'
import { type InlinedSchema, placeAt } from './inlined-schema.ts'
import { readPattern } from './patterns.ts'
import { recentlyUsed } from './recent.ts'
import type { ValidateFunction } from './validate-function.ts'
import { bounded, briefly, onFirstUse, timed, withinStack } from './bounded-validators.ts'
import { addEmptyNames } from './empty-names.ts'
import { addOwnKeywords } from './keywords.ts'
import type { SchemaProblem } from './satisfiable.ts'
import { type Schema, walkSchema } from './schema.ts'
import { article, showValue } from './sentences.ts'
import { hasSlowPattern } from './slow-patterns.ts'
import { validatable } from './validatable.ts'

/** The two validators of one schema. They are made of the same rules, so their verdicts are the same. */
export interface CompiledSchema {
  /** Decides: ends at the first rule that a body breaks. */
  readonly failFast: ValidateFunction
  /** Explains: finds every rule that an invalid body breaks. */
  readonly allErrors: ValidateFunction
  /** The place of a schema object; absent for schemas compiled ahead of time. */
  readonly pointerOf?: (schema: object) => string | undefined
}

const AJV_OPTIONS: Options = {
  strict: false,
  // A number beyond a double, which is read as Infinity, is a number.
  strictNumbers: false,
  messages: false,
  validateFormats: true,
  // A format that ajv does not know says nothing, and its warning would go to the terminal.
  logger: false,
}

/** Ajv with the formats of JSON Schema, of which the contract's own are this project's strict ones, and its own keywords. */
export function createAjv(options: Options): Ajv2020 {
  const ajv = new Ajv2020({ ...AJV_OPTIONS, ...options })
  // The package is CommonJS: its default export arrives wrapped.
  const addFormats = addFormatsModule as unknown as (target: Ajv2020) => void
  addFormats(ajv)
  for (const [name, check] of Object.entries(formats)) ajv.addFormat(name, check)
  addOwnKeywords(ajv)
  addEmptyNames(ajv)
  return ajv
}

/** Patterns as {@link readPattern} reads them; those that it cannot read are not in a schema that was inlined. */
const PATTERNS = Object.assign((pattern: string): RegExp => readPattern(pattern) ?? /(?:)/, {
  code: 'new RegExp',
})

/** Compiles well-formed schemas at start; what explains is made on first use. */
export type Compiler = (inlined: InlinedSchema) => Required<CompiledSchema>

/**
 * @param most schemas, with those within them, whose validators are kept: code takes several kilobytes for each. What was
 * not used lately is compiled again
 * @throws HarnessError CONTRACT_BROKEN, on compiling, when a schema is one that cannot be compiled
 */
export function createCompiler(most: number = MOST_KEPT): Compiler {
  let instanceFor = instancesOf()
  let weightOfInstances = 0
  return sharing(most, (inlined) => {
    const { schema, namesInherited, pointerOf } = validatable(inlined.schema)
    const weight = countSchemas(schema)
    const isLarge = weight > LARGE
    // An instance keeps what it compiled for as long as it is kept itself.
    weightOfInstances += weight
    if (weightOfInstances > MOST_OF_AN_INSTANCE) {
      instanceFor = instancesOf()
      weightOfInstances = weight
    }
    const instances = instanceFor
    const validators = validatorsOf(
      (allErrors) => compiled(instances(allErrors, namesInherited, isLarge), schema, inlined),
      { isLarge, isSlow: hasSlowPattern(schema) },
    )
    return { ...validators, pointerOf, weight }
  })
}

/**
 * Compiles schemas within one by their pointers, all in one place: what they refer to is compiled once, and equal ones are
 * decided by one validator. Errors name their rules by pointers into the whole.
 */
export function createPartCompiler(whole: InlinedSchema): PartCompiler {
  const instanceFor = instancesOf()
  const { schema, namesInherited, pointerOf } = validatable(whole.schema)
  const weight = countSchemas(schema)
  const isLarge = weight > LARGE
  const isSlow = hasSlowPattern(schema)
  const kept = new Map<string, Required<CompiledSchema>>()
  const deciding = new Map<string, ValidateFunction>()
  const compile = (schemaPointer: string, allErrors: boolean): ValidateFunction => {
    const ajv = instanceFor(allErrors, namesInherited, isLarge)
    if (ajv.getSchema(WHOLE) === undefined) ajv.addSchema(schema, WHOLE)
    return compiled(ajv, { $ref: `${WHOLE}#${asFragment(schemaPointer)}` }, whole)
  }
  const make = (schemaPointer: string): Pick<CompiledSchema, 'failFast' | 'allErrors'> =>
    validatorsOf((allErrors) => compile(schemaPointer, allErrors), { isLarge, isSlow })
  const decidingOf = (schemaPointer: string): ValidateFunction => {
    const key = hashOf(valueAt(schema, parsePointer(schemaPointer)))
    const known = deciding.get(key) ?? make(schemaPointer).failFast
    deciding.set(key, known)
    return known
  }
  return {
    weight,
    compile: (schemaPointer) => {
      const known = kept.get(schemaPointer) ?? {
        failFast: decidingOf(schemaPointer),
        allErrors: onFirstUse(() => make(schemaPointer).allErrors),
        pointerOf,
      }
      kept.set(schemaPointer, known)
      return known
    },
  }
}

/** Compiles the schemas within an inlined one. */
export interface PartCompiler {
  /** How many schemas the whole has. */
  readonly weight: number
  compile(schemaPointer: string): Required<CompiledSchema>
}

const WHOLE = 'dropship:whole'

function asFragment(pointer: string): string {
  return pointer.split('/').map(encodeURIComponent).join('/')
}

/** Instances of ajv by what they do, each made on first use. */
function instancesOf(): (allErrors: boolean, ownProperties: boolean, isLarge: boolean) => Ajv2020 {
  const instances = new Map<string, Ajv2020>()
  return (allErrors, ownProperties, isLarge) => {
    const key = `${allErrors} ${ownProperties} ${isLarge}`
    const known =
      instances.get(key) ??
      createAjv({
        allErrors,
        ownProperties,
        verbose: true,
        validateSchema: false,
        // As `true` does, all without further references; but that takes twice as long with each level of `allOf`.
        inlineRefs: Number.MAX_SAFE_INTEGER,
        code: {
          regExp: PATTERNS,
          // The time that this takes grows with the square of the code.
          ...(isLarge ? { optimize: false } : {}),
        },
      })
    instances.set(key, known)
    return known
  }
}

interface SchemaTraits {
  readonly isLarge: boolean
  /** Whether it has a pattern that may take long. */
  readonly isSlow: boolean
}

function validatorsOf(
  compile: (allErrors: boolean) => ValidateFunction,
  { isLarge, isSlow }: SchemaTraits,
): Pick<CompiledSchema, 'failFast' | 'allErrors'> {
  const failFast = isLarge ? compileOneBelowTheOther(compile) : compile(false)
  if (!isSlow) {
    const makeAll = (): ValidateFunction => briefly(compile(true), failFast)
    return { failFast, allErrors: bounded(makeAll, failFast) }
  }
  const timedFailFast = timed(failFast)
  return {
    failFast: timedFailFast,
    allErrors: bounded(() => timed(compile(true)), timedFailFast),
  }
}

const MOST_OF_AN_INSTANCE = 1000

/** Few contracts have as many; of a larger one the validators of operations that are judged in turn are made again. */
const MOST_KEPT = 10_000

interface WeighedSchema extends Required<CompiledSchema> {
  readonly weight: number
}

/** One pair of validators for equal schemas: what many operations refer to was inlined into each of them. */
function sharing(most: number, compile: (inlined: InlinedSchema) => WeighedSchema): Compiler {
  const keys = new WeakMap<InlinedSchema, string>()
  const kept = recentlyUsed<string, WeighedSchema>(most, ({ weight }) => weight)
  return (inlined) => {
    const key = keys.get(inlined) ?? hashOf(inlined.schema)
    keys.set(inlined, key)
    return kept.get(key, () => compile(inlined))
  }
}

/** The same of equal schemas. */
function hashOf(schema: unknown): string {
  return createHash('sha256').update(serialize(schema)).digest('base64')
}

/** From so many schemas on, those within a schema are compiled without ajv's optimizations. */
const LARGE = 500

function countSchemas(schema: Schema): number {
  let count = 0
  walkSchema(schema, () => {
    count += 1
  })
  return count
}

/** What ends at the first error nests the code of each property in that of the one before: thousands overflow the stack. */
function compileOneBelowTheOther(
  compile: (allErrors: boolean) => ValidateFunction,
): ValidateFunction {
  try {
    return compile(false)
  } catch (error) {
    if (!(error instanceof HarnessError) || !(error.cause instanceof RangeError)) throw error
    return compile(true)
  }
}

function compiled(ajv: Ajv2020, schema: Schema, { places }: InlinedSchema): ValidateFunction {
  try {
    return withinStack(ajv.compile(schema))
  } catch (error) {
    if (error instanceof EvalError) throw error
    const place = placeAt(places, '')
    throw new HarnessError(
      'CONTRACT_BROKEN',
      'The contract is broken: a schema does not compile.',
      {
        where: place === undefined ? 'a schema of the contract' : `${place.file}:${place.line}`,
        found: messageOf(error),
        next: 'correct the schema that begins at this line',
        cause: error,
      },
    )
  }
}

let metaSchema: Ajv2020 | undefined

/** What makes a schema malformed, at a pointer into it, or `undefined` when it is a JSON Schema. */
export function findMalformed(schema: Schema): SchemaProblem | undefined {
  // What a document has in place of a schema may be anything: `schema: null`.
  const given: unknown = schema
  if (!isRecord(given) && typeof given !== 'boolean')
    return { pointer: '', reason: `must be an object or a boolean, and is ${showValue(given)}` }
  metaSchema ??= createAjv({ allErrors: false, verbose: true }).addFormat('regex', true)
  if (metaSchema.validateSchema(schema) === true) return undefined
  const error = metaSchema.errors?.[0]
  const pointer = error?.instancePath ?? ''
  const value = showValue(valueAt(schema, parsePointer(pointer)))
  return { pointer, reason: malformation(error, value) }
}

function malformation(error: ErrorObject | undefined, found: string): string {
  if (error?.keyword === 'enum' && Array.isArray(error.schema)) {
    const known = error.schema.map(String)
    const meant = nearest(found.replaceAll('"', ''), known)
    const hint = meant === undefined ? '' : `; did you mean ${meant}?`
    return `must be one of ${known.join(', ')}, and is ${found}${hint}`
  }
  if (error?.keyword === 'type') return `must be ${article(error.params.type)}, and is ${found}`
  if (error?.keyword === 'format') return `is no ${String(error.params.format)}: ${found}`
  return `is not a valid JSON Schema keyword: ${found}`
}
