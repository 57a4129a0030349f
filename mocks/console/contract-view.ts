import {
  type Operation,
  placeAt,
  type RulePlace,
  type Schema,
  type SchemaObject,
  showValue,
  typesOf,
} from '../../src/contract/index.ts'
import { defined, escapeSegment } from '../../src/core/index.ts'
import type { FieldView, OperationView } from './api.ts'

/** An operation for display: every field with its rules and the line of the contract that sets them. */
export function viewOf(operation: Operation): OperationView {
  const { id, method, path, summary, description, place } = operation
  const placeOf = (pointer: string): RulePlace | undefined => operation.placeOf('intended', pointer)
  return {
    id,
    method,
    path,
    summary,
    description,
    place,
    body: fieldOf(operation.schema('intended'), { ...ROOT, required: true }, placeOf),
    responses: operation.responses.map(({ status, description: text, content }) => ({
      status,
      description: text,
      content: Object.entries(content).map(([mediaType, { schema, places }]) => ({
        mediaType,
        body: fieldOf(schema, { ...ROOT, required: true }, (pointer) => placeAt(places, pointer)),
      })),
    })),
  }
}

interface FieldPosition {
  readonly name: string
  /** Within the message. */
  readonly pointer: string
  /** Within the schema. */
  readonly schemaPointer: string
  readonly required: boolean
  /** The pointer to the name in `required` of the parent schema. */
  readonly requiredAt?: string
}

const ROOT = { name: '', pointer: '', schemaPointer: '', required: false }

type PlaceOf = (schemaPointer: string) => RulePlace | undefined

function fieldOf(schema: Schema, position: FieldPosition, placeOf: PlaceOf): FieldView {
  const { name, pointer, schemaPointer, required, requiredAt } = position
  const about = typeof schema === 'boolean' ? {} : schema
  const place = placeOf(schemaPointer)
  const disputed = [
    ...Object.keys(about).map((keyword) => `${schemaPointer}/${escapeSegment(keyword)}`),
    ...(requiredAt === undefined ? [] : [requiredAt]),
  ].flatMap((at) => placeOf(at)?.disputed ?? [])
  return {
    name,
    pointer,
    type: typeName(about),
    required,
    ...defined({ description: about.description }),
    rules: schema === false ? ['never allowed'] : rulesOf(about),
    disputed: [...new Set(disputed)],
    ...defined({ place }),
    children: childrenOf(about, position, placeOf),
  }
}

function childrenOf(schema: SchemaObject, position: FieldPosition, placeOf: PlaceOf): FieldView[] {
  const { pointer, schemaPointer } = position
  const properties = Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const step = escapeSegment(name)
    return fieldOf(
      property,
      {
        name,
        pointer: `${pointer}/${step}`,
        schemaPointer: `${schemaPointer}/properties/${step}`,
        required: schema.required?.includes(name) ?? false,
        requiredAt: `${schemaPointer}/required/${step}`,
      },
      placeOf,
    )
  })
  const items =
    schema.items === undefined
      ? []
      : [
          fieldOf(
            schema.items,
            {
              name: 'each item',
              pointer: `${pointer}/*`,
              schemaPointer: `${schemaPointer}/items`,
              required: false,
            },
            placeOf,
          ),
        ]
  const alternatives = (['allOf', 'anyOf', 'oneOf'] as const).flatMap((keyword) =>
    (schema[keyword] ?? []).map((part, index) =>
      fieldOf(
        part,
        {
          name: ALTERNATIVES[keyword],
          pointer,
          schemaPointer: `${schemaPointer}/${keyword}/${index}`,
          required: keyword === 'allOf',
        },
        placeOf,
      ),
    ),
  )
  return [...properties, ...items, ...alternatives]
}

const ALTERNATIVES = { allOf: 'and', anyOf: 'or', oneOf: 'either' } as const

function typeName(schema: SchemaObject): string {
  if (schema.$ref !== undefined) return `recursive ${schema.$ref.split('/').at(-1) ?? ''}`
  const types = typesOf(schema)
  const named = types.length === 0 ? 'any' : types.join(' or ')
  return schema.format === undefined ? named : `${named}, ${schema.format}`
}

/** The rules for a value besides its type, as noun phrases. */
function rulesOf(schema: SchemaObject): string[] {
  const list = (values: readonly unknown[]): string =>
    values.map((value) => showValue(value)).join(', ')
  const bound = (words: string, value: number | undefined): string[] =>
    value === undefined ? [] : [`${words} ${value}`]
  return [
    ...(schema.enum === undefined ? [] : [`one of ${list(schema.enum)}`]),
    ...(schema.const === undefined ? [] : [`always ${showValue(schema.const)}`]),
    ...bound('at least', schema.minimum),
    ...bound('at most', schema.maximum),
    ...bound('more than', schema.exclusiveMinimum),
    ...bound('less than', schema.exclusiveMaximum),
    ...bound('a multiple of', schema.multipleOf),
    ...bound('characters at least', schema.minLength),
    ...bound('characters at most', schema.maxLength),
    ...bound('items at least', schema.minItems),
    ...bound('items at most', schema.maxItems),
    ...(schema.uniqueItems === true ? ['unique items'] : []),
    ...(schema.pattern === undefined ? [] : [`matching ${schema.pattern}`]),
    ...(schema.additionalProperties === false ? ['no other properties'] : []),
    ...(schema.examples === undefined ? [] : [`for example ${list(schema.examples)}`]),
  ]
}
