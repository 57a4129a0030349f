import { escapeSegment, isRecord, nearest, parsePointer, valueAt } from '../core/index.ts'
import type { OpenApiDocument } from './document.ts'

/** What is wrong with the structure of a document, as the validator of OpenAPI documents says it. */
export interface StructuralFault {
  /** JSON Pointer into the root document; of a property that does not belong there, its own. */
  readonly pointer: string
  /** Begins with a verb: `must have required property 'description'`. */
  readonly reason: string
}

/**
 * Checks the structure of a document against the schema of its version of OpenAPI, which the OpenAPI Initiative publishes.
 * Schemas of OpenAPI 3.1 and later are JSON Schema, and checked as such where they are used.
 *
 * @returns one fault for each place and reason, the first hundred at most
 */
export async function checkStructure(document: OpenApiDocument): Promise<StructuralFault[]> {
  const { original } = document
  if (!isRecord(original)) return []
  const version = /^3\.[012]/.exec(String(original.openapi))?.[0]
  if (!isKnown(version)) return []
  const { validate } = await VALIDATORS[version]()
  if (validate(original)) return []
  const errors = validate.errors ?? []
  const told = errors.slice(0, MOST_READ).map((error) => ({
    keyword: error.keyword,
    pointer: error.instancePath,
    params: error.params as Readonly<Record<string, unknown>>,
    message: error.message ?? 'is not valid',
  }))
  return faultsOf(told, original)
}

/** Compiled ahead from the schemas of a package that is kept up to date: `npm run generate`. */
const VALIDATORS = {
  '3.0': () => import('./generated/structure-3.0.js'),
  '3.1': () => import('./generated/structure-3.1.js'),
  '3.2': () => import('./generated/structure-3.2.js'),
} as const

function isKnown(version: string | undefined): version is keyof typeof VALIDATORS {
  return version !== undefined && Object.hasOwn(VALIDATORS, version)
}

/** Of alternatives that were tried the validator tells every error. */
const MOST_READ = 2000
const MOST_TOLD = 100

interface Told {
  readonly keyword: string
  readonly pointer: string
  readonly params: Readonly<Record<string, unknown>>
  readonly message: string
}

/** Say only that something within them, or one of several, was not right. */
const AROUND = new Set(['if', 'oneOf', 'anyOf', 'allOf'])
const UNKNOWN_PROPERTY = new Set(['unevaluatedProperties', 'additionalProperties'])

function faultsOf(errors: readonly Told[], document: unknown): StructuralFault[] {
  const telling = errors.filter((error) => !isNoise(error, errors, document))
  const seen = new Set<string>()
  return telling
    .map((error) => faultOf(error, document))
    .filter(({ pointer, reason }) => {
      const key = `${pointer} ${reason}`
      return seen.size < MOST_TOLD && !seen.has(key) && seen.add(key)
    })
}

/** What follows from another error, or belongs to an alternative that was not meant. */
function isNoise(error: Told, all: readonly Told[], document: unknown): boolean {
  const { keyword, pointer, params } = error
  const others = all.filter((other) => other !== error && isWithin(other.pointer, pointer))
  if (AROUND.has(keyword)) return others.some((other) => !AROUND.has(other.keyword))
  const wanting = others.filter((other) => !AROUND.has(other.keyword) && !isReference(other))
  // A thing may always be a reference: that it is none is not what is wrong with it.
  if (isReference(error)) return wanting.length > 0
  if (UNKNOWN_PROPERTY.has(keyword)) {
    const within = faultOf(error, document).pointer
    return wanting.some((other) => isWithin(other.pointer, within))
  }
  // A list of responses that has none is not what is wrong where it has an unknown one.
  if (keyword === 'required' && params.missingProperty === 'default')
    return wanting.some((other) => UNKNOWN_PROPERTY.has(other.keyword))
  // Of a name that is not allowed both the name and what is wrong with it are told.
  if (keyword === 'pattern')
    return all.some((other) => other.keyword === 'propertyNames' && other.pointer === pointer)
  if (keyword !== 'enum') return false
  // Each kind of parameter is tried with the one place it may be in.
  const value = valueAt(document, parsePointer(pointer))
  const allowed = all
    .filter((other) => other.keyword === 'enum' && other.pointer === pointer)
    .map((other) => other.params.allowedValues)
  return (
    allowed.length > 1 && (allowed.flat().includes(value) || allowed[0] !== params.allowedValues)
  )
}

/** OpenAPI 3.1, Components Object. */
const NAME = 'has a name with other characters than A-Z, a-z, 0-9, period, hyphen and underscore'

function isReference({ keyword, params }: Told): boolean {
  return keyword === 'required' && params.missingProperty === '$ref'
}

function isWithin(pointer: string, around: string): boolean {
  return pointer === around || pointer.startsWith(`${around}/`)
}

function faultOf({ keyword, pointer, params, message }: Told, document: unknown): StructuralFault {
  const unknown = params.unevaluatedProperty ?? params.additionalProperty
  if (UNKNOWN_PROPERTY.has(keyword) && typeof unknown === 'string') {
    return {
      pointer: `${pointer}/${escapeSegment(unknown)}`,
      reason: `${message}: ${JSON.stringify(unknown)}`,
    }
  }
  if (keyword === 'propertyNames') {
    const name = String(params.propertyName)
    return { pointer: `${pointer}/${escapeSegment(name)}`, reason: NAME }
  }
  if (keyword !== 'enum' || !Array.isArray(params.allowedValues))
    return { pointer, reason: message }
  const allowed = params.allowedValues.map(String)
  const value = valueAt(document, parsePointer(pointer))
  const meant = nearest(String(value), allowed)
  const hint = meant === undefined ? '' : `; did you mean ${meant}?`
  return { pointer, reason: `${message} (${allowed.join(', ')})${hint}` }
}
