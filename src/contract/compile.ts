import { Ajv2020, type Options } from 'ajv/dist/2020.js'
import addFormatsModule from 'ajv-formats'
import type { ErrorObject } from 'ajv'
import {
  formatPointer,
  HarnessError,
  messageOf,
  nearest,
  parsePointer,
  valueAt,
} from '../core/index.ts'
import { formats } from './formats.ts'
import type { InlinedSchema } from './inline.ts'
import { createQuick, type QuickCheck } from './quick.ts'
import type { SchemaProblem } from './satisfiable.ts'
import { type Schema, walkSchema } from './schema.ts'
import { article, showValue } from './sentences.ts'

/** A compiled validator: true or false, with ajv's errors on the function after false. */
export interface ValidateFunction {
  (body: unknown): boolean
  errors?: readonly ErrorObject[] | null
}

/** The two validators of one schema: one only says yes to what is usual and valid, one finds every error. */
export interface CompiledSchema {
  /** Asked first; absent where code must not be made at start. */
  readonly quick?: QuickCheck
  readonly thorough: ValidateFunction
  /** Where a schema object stands; absent for schemas compiled ahead of time. */
  readonly pointerOf?: (schema: object) => string | undefined
}

export const AJV_OPTIONS: Options = {
  strict: false,
  messages: false,
  validateFormats: true,
  ownProperties: true,
  // A format that ajv does not know says nothing, and its warning would go to the terminal.
  logger: false,
}

/** The formats of JSON Schema, of which the contract's own are this project's strict ones. */
export function createAjv(options: Options): Ajv2020 {
  const ajv = new Ajv2020({ ...AJV_OPTIONS, ...options })
  // The package is CommonJS: its default export arrives wrapped.
  const addFormats = addFormatsModule as unknown as (target: Ajv2020) => void
  addFormats(ajv)
  for (const [name, check] of Object.entries(formats)) ajv.addFormat(name, check)
  return ajv
}

/**
 * Compiles schemas at start. Both validators of a schema are made on first use.
 *
 * @throws HarnessError CONTRACT_BROKEN when a schema is one that cannot be compiled
 */
export function createCompiler(): (inlined: InlinedSchema) => CompiledSchema {
  const compileThorough = createThoroughCompiler()
  return (inlined) => {
    const quick = createQuick(inlined.schema)
    return { ...(quick === undefined ? {} : { quick }), ...compileThorough(inlined) }
  }
}

/** A validator that finds every error, with where its schema objects stand. */
export type ThoroughSchema = Required<Pick<CompiledSchema, 'thorough' | 'pointerOf'>>

/** What holds more values than this is judged by its first error alone: a list of all could fill the memory. */
const MOST_VALUES = 50_000

/**
 * Compiles what is asked seldom and has to explain itself.
 * @throws HarnessError CONTRACT_BROKEN when a schema is one that cannot be compiled
 */
export function createThoroughCompiler(): (inlined: InlinedSchema) => ThoroughSchema {
  const options = { verbose: true, validateSchema: false }
  const thorough = createAjv({ ...options, allErrors: true })
  const firstOnly = onFirstUse(() => createAjv(options))
  return (inlined) => {
    const positions = new WeakMap<object, string>()
    walkSchema(inlined.schema, (schema, steps) => positions.set(schema, formatPointer(steps)))
    return {
      thorough: bounded(
        compiled(thorough, inlined),
        onFirstUse(() => compiled(firstOnly(), inlined)),
      ),
      pointerOf: (schema) => positions.get(schema),
    }
  }
}

function bounded(all: ValidateFunction, firstOnly: () => ValidateFunction): ValidateFunction {
  const validate: ValidateFunction = (body) => {
    const chosen = holdsMoreThan(body, MOST_VALUES) ? firstOnly() : all
    const isValid = chosen(body)
    validate.errors = chosen.errors ?? null
    return isValid
  }
  return validate
}

/** Whether a JSON value holds more values than so many, itself and those within others counted. */
function holdsMoreThan(value: unknown, most: number): boolean {
  const open = [value]
  let count = 1
  while (open.length > 0) {
    const next = open.pop()
    if (typeof next !== 'object' || next === null) continue
    const held: readonly unknown[] = Array.isArray(next) ? next : Object.values(next)
    count += held.length
    if (count > most) return true
    for (const one of held) open.push(one)
  }
  return false
}

function onFirstUse<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}

function compiled(ajv: Ajv2020, { schema, places }: InlinedSchema): ValidateFunction {
  try {
    return ajv.compile(schema)
  } catch (error) {
    const place = places['']
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
  metaSchema ??= createAjv({ allErrors: false, verbose: true })
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
  return `is no JSON Schema keyword as it stands: ${found}`
}
