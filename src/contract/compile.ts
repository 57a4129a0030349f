import { Ajv2020, type Options } from 'ajv/dist/2020.js'
import addFormatsModule from 'ajv-formats'
import type { ErrorObject } from 'ajv'
import { formatPointer, HarnessError } from '../core/index.ts'
import { formats } from './formats.ts'
import type { InlinedSchema } from './inline.ts'
import { createQuick, type QuickCheck } from './quick.ts'
import { walkSchema } from './schema.ts'

/** A compiled validator: true or false, with ajv's errors on the function after false. */
export interface ValidateFunction {
  (body: unknown): boolean
  errors?: readonly ErrorObject[] | null
}

/** The two validators of one schema: one stops at the first error, one finds all. */
export interface CompiledSchema {
  readonly fast: ValidateFunction
  /** Asked before both. */
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
 * @throws HarnessError CONTRACT_BROKEN when a schema is no JSON Schema
 */
export function createCompiler(): (inlined: InlinedSchema) => CompiledSchema {
  const fast = createAjv({ allErrors: false })
  const thorough = createAjv({ allErrors: true, verbose: true })
  return (inlined) => {
    checkSchema(fast, inlined)
    const positions = new WeakMap<object, string>()
    const quick = createQuick(inlined.schema)
    walkSchema(inlined.schema, (schema, steps) => positions.set(schema, formatPointer(steps)))
    return {
      ...(quick === undefined ? {} : { quick }),
      fast: fast.compile(inlined.schema),
      thorough: thorough.compile(inlined.schema),
      pointerOf: (schema) => positions.get(schema),
    }
  }
}

function checkSchema(ajv: Ajv2020, { schema, places }: InlinedSchema): void {
  if (ajv.validateSchema(schema) === true) return
  const [error] = ajv.errors ?? []
  const pointer = error?.instancePath ?? ''
  const place = places[pointer] ?? places[pointer.slice(0, pointer.lastIndexOf('/'))] ?? places['']
  throw new HarnessError(
    'CONTRACT_BROKEN',
    `The contract is broken: ${pointer === '' ? 'a schema' : pointer} is no JSON Schema.`,
    {
      where: place === undefined ? 'a schema of the contract' : `${place.file}:${place.line}`,
      found:
        error === undefined
          ? 'a malformed schema'
          : `${error.keyword} ${JSON.stringify(error.params)}`,
      next: 'correct the schema at this line',
    },
  )
}
