import type { Examiner, LocatedValue } from '../../contract/index.ts'
import { escapeSegment, HarnessError, isRecord } from '../../core/index.ts'

/** What an object of an OpenAPI document is. */
export type NodeKind =
  | 'document'
  | 'components'
  | 'pathItem'
  | 'operation'
  | 'parameter'
  | 'requestBody'
  | 'response'
  | 'media'
  | 'header'
  | 'example'
  | 'link'
  | 'callback'
  | 'securityScheme'
  | 'schema'

/** One object of the document. */
export interface DocumentNode {
  readonly kind: NodeKind
  readonly at: LocatedValue
  readonly value: Readonly<Record<string, unknown>>
  /** Whether it is within another schema. */
  readonly nested: boolean
}

interface Held {
  readonly as: 'one' | 'list' | 'record'
  readonly kind: NodeKind
}

const one = (kind: NodeKind): Held => ({ as: 'one', kind })
const list = (kind: NodeKind): Held => ({ as: 'list', kind })
const record = (kind: NodeKind): Held => ({ as: 'record', kind })

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']
const HOLDS_SCHEMA =
  'additionalProperties items contains not if then else propertyNames unevaluatedItems unevaluatedProperties'

function under(names: string, held: Held): Record<string, Held> {
  return Object.fromEntries(names.split(' ').map((name) => [name, held]))
}

const DESCRIBED = {
  schema: one('schema'),
  content: record('media'),
  examples: record('example'),
}

/** Which fields of which object contain which objects: all else is not part of the document's structure. */
const SHAPES: Readonly<Record<NodeKind, Readonly<Record<string, Held>>>> = {
  document: { ...under('paths webhooks', record('pathItem')), components: one('components') },
  components: {
    schemas: record('schema'),
    responses: record('response'),
    parameters: record('parameter'),
    examples: record('example'),
    requestBodies: record('requestBody'),
    headers: record('header'),
    securitySchemes: record('securityScheme'),
    links: record('link'),
    callbacks: record('callback'),
    pathItems: record('pathItem'),
  },
  pathItem: { ...under(METHODS.join(' '), one('operation')), parameters: list('parameter') },
  operation: {
    parameters: list('parameter'),
    requestBody: one('requestBody'),
    responses: record('response'),
    callbacks: record('callback'),
  },
  parameter: DESCRIBED,
  header: DESCRIBED,
  requestBody: { content: record('media') },
  response: { content: record('media'), headers: record('header'), links: record('link') },
  media: { schema: one('schema'), examples: record('example') },
  example: {},
  link: {},
  callback: {},
  securityScheme: {},
  schema: {
    ...under(HOLDS_SCHEMA, one('schema')),
    ...under('allOf anyOf oneOf prefixItems', list('schema')),
    ...under('properties patternProperties dependentSchemas $defs', record('schema')),
  },
}

export interface Walked {
  /** Every object once, in the order of the document; what references lead to included. */
  readonly nodes: readonly DocumentNode[]
  /** References that lead nowhere, with the error that says so. */
  readonly broken: readonly { readonly at: LocatedValue; readonly error: HarnessError }[]
}

/**
 * Walks a document along its structure, through every reference.
 *
 * @param only the fields of the document to start from; all when absent
 */
export function walkDocument(examiner: Examiner, only?: readonly string[]): Walked {
  const nodes: DocumentNode[] = []
  const broken: { at: LocatedValue; error: HarnessError }[] = []
  const seen = new Set<string>()
  const visit = (kind: NodeKind, at: LocatedValue, nested: boolean): void => {
    const { value } = at
    const key = keyOf(at)
    if (!isRecord(value) || seen.has(key)) return
    seen.add(key)
    nodes.push({ kind, at, value, nested })
    if (typeof value.$ref === 'string') follow(kind, at, value.$ref, '$ref')
    if (kind === 'schema' && typeof value.$dynamicRef === 'string')
      follow(kind, at, value.$dynamicRef, '$dynamicRef')
    // Beside a reference only schemas have fields that count.
    if (typeof value.$ref === 'string' && kind !== 'schema') return
    const shape = kind === 'callback' ? shapeOfCallback(value) : SHAPES[kind]
    for (const [name, held] of Object.entries(shape)) {
      if (kind === 'document' && only?.includes(name) === false) continue
      const below = child(at, name)
      if (below !== undefined)
        for (const each of heldIn(below, held)) visit(held.kind, each, kind === 'schema')
    }
  }
  const follow = (
    kind: NodeKind,
    at: LocatedValue,
    reference: string,
    keyword: '$ref' | '$dynamicRef',
  ): void => {
    try {
      visit(kind, examiner.follow(reference, at), false)
    } catch (error) {
      if (!(error instanceof HarnessError)) throw error
      broken.push({ at: child(at, keyword) ?? at, error })
    }
  }
  visit('document', examiner.root, false)
  return { nodes, broken }
}

/** Names an object wherever it is met. */
export function keyOf({ source, pointer }: LocatedValue): string {
  return `${source.file}#${pointer}`
}

/** A callback holds path items by expressions of its own. */
function shapeOfCallback(value: Readonly<Record<string, unknown>>): Record<string, Held> {
  return Object.fromEntries(Object.keys(value).map((name) => [name, one('pathItem')]))
}

function heldIn(at: LocatedValue, { as }: Held): LocatedValue[] {
  if (as === 'one') return [at]
  const isHolder = as === 'list' ? Array.isArray(at.value) : isRecord(at.value)
  if (!isHolder) return []
  return Object.keys(at.value as object).flatMap((name) => child(at, name) ?? [])
}

/** The property or item of that name, with its place. */
export function child(at: LocatedValue, name: string): LocatedValue | undefined {
  const { value } = at
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  const below: unknown = (value as Readonly<Record<string, unknown>>)[name]
  return { ...at, value: below, pointer: `${at.pointer}/${escapeSegment(name)}` }
}
