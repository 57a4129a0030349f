import type { CompiledSchema } from './compile.ts'
import { explain } from './explain.ts'
import type { InlinedSchema, RulePlace } from './inlined-schema.ts'
import type { ModelParameter } from './model.ts'
import { carriageOf, objectIn, pairsOfObject } from './object-parameters.ts'
import { parsedJson, separatorsOf, textsOf, valuesOf } from './parameter-styles.ts'
import { allTypes, type ParameterPair } from './parameter-texts.ts'
import type { Schema } from './schema.ts'
import { showValue } from './sentences.ts'

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
  /** Characters that separate the parts of its text in a path, where they are not escaped. */
  readonly separators: string
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
    separators: separatorsOf(model),
    violationOfText: (texts) => {
      if (!hasOwnName) return violation(parsedJson(texts[0] ?? ''))
      if (texts.length > 1 && model.in === 'query' && isScalar(model))
        return `must be given once, and is given ${texts.length} times`
      const values = valuesOf(texts, model)
      if (values === 'unread') return undefined
      if (values.length === 0)
        return `must be written in the style ${model.style}, and is ${showValue(texts[0])}`
      const reasons = values.map(violation)
      return reasons.includes(undefined) ? undefined : reasons[0]
    },
    pairsOf: (value) =>
      pairsOfObject(value, model) ?? textsOf(value, model)?.map((text) => [model.name, text]),
    objectIn: (query) => objectIn(query, model),
  }
}

/** Whether no type that the schema names has parts. */
function isScalar({ schema, isJson }: ModelParameter): boolean {
  const types = isJson ? new Set(['JSON']) : allTypes(schema?.schema)
  return types.size > 0 && !types.has('array') && !types.has('object')
}
