import { ACCEPTED, posting, withPaths } from '../../support/contracts.ts'

/** A document that is legal and unusual, with what must become of it. */
export interface UnusualDocument {
  /** `contract.yaml` is the document; others are those that it refers to. */
  readonly files: Readonly<Record<string, string>>
  /** Of a document with nothing unusual but the schema of its one body. */
  readonly schema?: unknown
  /** Bodies of the first operation that are valid, by the specification and not by what the harness says. */
  readonly valid?: readonly unknown[]
  readonly invalid?: readonly unknown[]
  /** Rules that no message of the suite breaks: `POINTER KEYWORD`. */
  readonly notTested?: readonly string[]
  /** Stubs that the self-test does not find, or finds at another place than theirs. */
  readonly missed?: readonly string[]
  /** Operations that are listed as out of reach. */
  readonly excluded?: readonly string[]
  /** Security schemes that are listed as out of reach. */
  readonly unsentSchemes?: readonly string[]
  /** Operations that have no rule: what accepts everything is correct there. */
  readonly withoutRules?: readonly string[]
}

type Expected = Omit<UnusualDocument, 'files' | 'schema'>

/** A table of documents that have one operation each, of which only the schema of the body is unusual. */
export function ofSchemas(
  table: Readonly<Record<string, Expected & { readonly schema: unknown }>>,
  version?: string,
): Readonly<Record<string, UnusualDocument>> {
  return Object.fromEntries(
    Object.entries(table).map(([name, { schema, ...expected }]) => [
      name,
      { ...ofPaths({ '/shelves': body(schema) }, expected, {}, version), schema },
    ]),
  )
}

/** A path item with one POST, whose body is required. */
export function body(schema: unknown, more: object = {}): ReturnType<typeof posting> {
  return posting(schema, {
    operationId: 'shelf',
    requestBody: { required: true, content: { 'application/json': { schema } } },
    responses: ACCEPTED,
    ...more,
  })
}

/** A document with these paths. */
export function ofPaths(
  paths: unknown,
  expected: Expected = {},
  rest: object = {},
  version?: string,
): UnusualDocument {
  return { files: { 'contract.yaml': withPaths(paths, rest, version) }, ...expected }
}

/** An object of which all of these properties are required. */
export function object(properties: Readonly<Record<string, unknown>>, more: object = {}): object {
  return { type: 'object', required: Object.keys(properties), properties, ...more }
}

/** One document with an operation for each of these, whose id is the index in the table: one certification judges all. */
export function together(
  table: Readonly<Record<string, UnusualDocument>>,
  version?: string,
): UnusualDocument {
  const paths = Object.values(table).map(({ schema }, index) => [
    `/shelves/${index}`,
    body(schema, { operationId: `shelf_${index}` }),
  ])
  return ofPaths(Object.fromEntries(paths), {}, {}, version)
}

/** The usual body of an operation that is about something else. */
export const SHELF = object({ label: { type: 'string', minLength: 1 } })

export const json = (schema: unknown): object => ({ 'application/json': { schema } })

export const parameter = (
  where: string,
  name: string,
  schema: unknown,
  more: object = {},
): object => ({
  in: where,
  name,
  required: true,
  schema,
  ...more,
})
