import { isRecord, parseJson } from '../core/index.ts'
import type { CompiledSchema } from './compile.ts'
import { explain } from './explain.ts'
import type { InlinedSchema, RulePlace } from './inlined-schema.ts'
import type { ModelParameter } from './model.ts'
import { carriageOf, objectIn, pairsOfObject } from './object-parameters.ts'
import { allTypes, itemTypesOf, type ParameterPair, readAs } from './parameter-texts.ts'
import type { Schema } from './schema.ts'

/** A parameter of an operation, ready to be read and written. */
export interface Parameter extends Pick<ModelParameter, 'in' | 'name' | 'isRequired' | 'example'> {
  /** Values with which the path would be that of another operation. */
  readonly taken: readonly string[]
  readonly schema: Schema
  /** The text that somebody gave for it. */
  readonly given?: string
  readonly place: RulePlace
  /** Why a value is not valid, as a sentence without its subject: `must be an integer, and is "x"`; `undefined` for a valid one. */
  violation(value: unknown): string | undefined
  /** Whether it is carried by its name; an object in a query may be carried by the names of its properties. */
  readonly hasOwnName: boolean
  /**
   * Why the texts of a request are not valid; an array has several where it is exploded. What has no name of its own is
   * given as JSON.
   */
  violationOfText(texts: readonly string[]): string | undefined
  /**
   * The names and texts that carry a value; `undefined` for a value that texts cannot carry, as an object in a path. An
   * object in a query has a name for each of its properties.
   */
  pairsOf(value: unknown): readonly ParameterPair[] | undefined
  /** The object that a query carries under several names, empty where it has none of them; `undefined` for what has one name. */
  objectIn(query: URLSearchParams): Readonly<Record<string, unknown>> | undefined
}

export function createParameter(
  model: ModelParameter,
  compile: (inlined: InlinedSchema) => CompiledSchema,
): Parameter {
  const { schema: inlined } = model
  const hasOwnName = carriageOf(model) === undefined
  const violation = (value: unknown): string | undefined => {
    if (inlined === undefined) return undefined
    const compiled = compile(inlined)
    if (compiled.failFast(value) || compiled.allErrors(value)) return undefined
    const [first] = explain(compiled.allErrors.errors ?? [], value, { ...inlined, ...compiled })
    return first?.message.replace(/^the body /, '') ?? 'is not valid'
  }
  return {
    in: model.in,
    name: model.name,
    isRequired: model.isRequired,
    example: model.example,
    taken: model.taken ?? [],
    schema: inlined?.schema ?? true,
    place: { file: model.file, line: model.line },
    violation,
    hasOwnName,
    violationOfText: (texts) => {
      if (!hasOwnName) return violation(parsedJson(texts[0] ?? ''))
      const values = valuesOf(texts, model)
      if (values === 'unread') return undefined
      const reasons = values.map(violation)
      return reasons.includes(undefined) ? undefined : reasons[0]
    },
    pairsOf: (value) =>
      pairsOfObject(value, model) ?? textsOf(value, model)?.map((text) => [model.name, text]),
    objectIn: (query) => objectIn(query, model),
  }
}

const SEPARATORS: Readonly<Record<string, string>> = {
  simple: ',',
  form: ',',
  spaceDelimited: ' ',
  pipeDelimited: '|',
}

/**
 * What texts may mean: a text is a text, and the number, truth value or list that it reads as where the schema allows
 * one. `unread`: objects, and styles that are told by more than one name, are not looked into.
 */
function valuesOf(texts: readonly string[], model: ModelParameter): readonly unknown[] | 'unread' {
  const [text = ''] = texts
  if (model.isJson) return [parsedJson(text)]
  const types = allTypes(model.schema?.schema)
  const separator = SEPARATORS[model.style]
  if (types.has('object') || separator === undefined) return 'unread'
  const single = [...readAs(text, types), text]
  if (!types.has('array')) return single
  const itemTypes = itemTypesOf(model.schema?.schema)
  const pieces = texts.length > 1 ? texts : text === '' ? [] : text.split(separator)
  // A list in a header may have blanks after its commas (RFC 9110, 5.6.1).
  const parts = model.in === 'header' ? pieces.map((piece) => piece.trim()) : pieces
  const typed = parts.map((part) => readAs(part, itemTypes)[0] ?? part)
  return [typed, parts, ...(types.size > 1 ? single : [])]
}

/** What is not JSON is a text, which the schema rejects unless it accepts any. */
function parsedJson(text: string): unknown {
  const parsed = parseJson(text)
  return parsed.ok ? parsed.value : text
}

function textsOf(value: unknown, model: ModelParameter): readonly string[] | undefined {
  if (model.isJson) return [JSON.stringify(value)]
  const separator = SEPARATORS[model.style]
  if (separator === undefined || isRecord(value)) return undefined
  if (!Array.isArray(value)) return [asText(value)]
  const texts = value.map(asText)
  if (model.in === 'query' && model.isExploded) return texts
  return [texts.join(separator)]
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
