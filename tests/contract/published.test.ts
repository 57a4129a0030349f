import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type Document, isMap, isPair, parseDocument, visit } from 'yaml'
import {
  type Contract,
  loadContract,
  type Operation,
  type Reading,
  READINGS,
  type Schema,
  shippedContractPath,
} from '../../src/contract/index.ts'
import { isRecord } from '../../src/core/index.ts'
import { PUBLISHED, PUBLISHED_422, PUBLISHED_STATUSES } from './published-facts.ts'

const contract = await loadContract()

/** Every fact of a table under one reading: `{ '/shipment/id': 'integer' }`. */
function factsIn(table: string, reading: Reading): Record<string, string> {
  const rows = table.trim().split('\n')
  return Object.fromEntries(
    rows.map((row) => {
      const [pointer = '', ...facts] = row.split(/\s+/)
      return [pointer, facts.flatMap((fact) => underReading(fact, reading)).join(' ')]
    }),
  )
}

function underReading(fact: string, reading: Reading): string[] {
  const [, sign, disputed = fact] = /^D\d([+-])(.*)$/.exec(fact) ?? []
  if (sign === undefined) return [fact]
  return (sign === '+') === (reading === 'intended') ? [disputed] : []
}

/** The same facts, read from a schema of the contract. */
function factsOf(schema: unknown, pointer = '', required = false): Record<string, string> {
  if (!isRecord(schema)) throw new Error(`${pointer} has no schema of its own`)
  const types = [schema.type].flat()
  const facts = [
    ...types.filter((type) => type !== 'null'),
    ...(types.includes('null') ? ['null'] : []),
    ...(required ? ['required'] : []),
    ...['format', 'minimum', 'pattern', 'minItems'].flatMap((keyword) =>
      Object.hasOwn(schema, keyword) ? [`${keyword}=${String(schema[keyword])}`] : [],
    ),
    ...(Array.isArray(schema.enum) ? [`enum=${schema.enum.join(',')}`] : []),
    ...(schema.additionalProperties === false ? ['closed'] : []),
    ...Object.keys(schema).filter((keyword) => !KNOWN.has(keyword) && !keyword.startsWith('x-')),
  ]
  const names = Array.isArray(schema.required) ? schema.required : []
  const properties = isRecord(schema.properties) ? Object.entries(schema.properties) : []
  return Object.assign(
    { [pointer === '' ? '(body)' : pointer]: facts.join(' ') },
    ...properties.map(([name, each]) => factsOf(each, `${pointer}/${name}`, names.includes(name))),
    schema.items === undefined ? {} : factsOf(schema.items, `${pointer}/*`),
  ) as Record<string, string>
}

const KNOWN = new Set(
  'type format minimum pattern minItems enum additionalProperties required properties items description examples default'.split(
    ' ',
  ),
)

/** Everything that the tables speak of, as a contract has it. */
function published({ operations, version }: Contract): unknown {
  return {
    version,
    operations: operations.map((operation) => ({
      id: operation.id,
      method: operation.method,
      path: operation.path,
      mediaType: operation.mediaType,
      statuses: operation.responses.map(({ status }) => status),
      bodies: READINGS.map((reading) => factsOf(operation.schema(reading))),
      invalid: factsOf(schemaOf422(operation)),
    })),
  }
}

function schemaOf422({ responses }: Operation): Schema {
  const content = responses.find(({ status }) => status === '422')?.content
  return content?.['application/json']?.schema ?? false
}

/** The same as the tables have it. */
function expected(version: string): unknown {
  return {
    version,
    operations: Object.entries(PUBLISHED[version] ?? {}).map(([id, { path, body }]) => ({
      id,
      method: 'POST',
      path,
      mediaType: 'application/json',
      statuses: PUBLISHED_STATUSES,
      bodies: READINGS.map((reading) => factsIn(body, reading)),
      invalid: factsIn(PUBLISHED_422, 'intended'),
    })),
  }
}

describe('the published description', () => {
  const hasTable = Object.hasOwn(PUBLISHED, contract.version)

  it('has a table for the version of the contract', () => {
    const sentence = `add a table ${contract.version} to PUBLISHED in tests/contract/published-facts.ts: a copy of the newest with what has changed`
    expect(hasTable, sentence).toBe(true)
  })

  // Without a table everything differs, which the test before says better.
  it.runIf(hasTable)('says what the table says, property by property, in both readings', () => {
    expect(published(contract)).toEqual(expected(contract.version))
  })

  it.each(contract.operations.map((operation) => [operation.id, operation]))(
    'has for each property of %s what messages and readers need',
    (_id, operation) => {
      const shown = new Set(operation.examples.flatMap(({ value }) => pointersIn(value)))
      expect(neededIn(operation.schema('published'), shown)).toEqual([])
    },
  )

  it('gives the timestamps of a full cancellation to its order, and none to its items', () => {
    const order = contract.operation('drop_shipment_cancellation')
    const body = structuredClone(order.examples[0]?.value) as {
      order: Record<string, unknown> & { order_items: Record<string, unknown>[] }
    }
    expect(order.validate(body, 'published')).toEqual([])
    expect(Object.keys(body.order)).toEqual(expect.arrayContaining(['created_at', 'updated_at']))
    const [item = {}] = body.order.order_items
    item.created_at = '2026-01-05T09:12:44Z'
    expect(
      order.validate(body, 'published').map(({ pointer, keyword }) => [pointer, keyword]),
    ).toEqual([['/order/order_items/0/created_at', 'additionalProperties']])
  })
})

/** Every property of a value, items of lists as `*`. */
function pointersIn(value: unknown, at = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => pointersIn(item, `${at}/*`))
  if (!isRecord(value)) return []
  return Object.entries(value).flatMap(([name, each]) => [
    `${at}/${name}`,
    ...pointersIn(each, `${at}/${name}`),
  ])
}

/** What the properties of a schema lack, a sentence each. */
function neededIn(schema: unknown, shown: ReadonlySet<string>, at = ''): string[] {
  if (!isRecord(schema)) return []
  const own = isRecord(schema.properties) ? Object.entries(schema.properties) : []
  return [
    ...own.flatMap(([name, property]) => [
      ...lackingOf(property, shown.has(`${at}/${name}`)).map((lack) => `${at}/${name}: ${lack}`),
      ...neededIn(property, shown, `${at}/${name}`),
    ]),
    ...neededIn(schema.items, shown, `${at}/*`),
  ]
}

function lackingOf(property: unknown, isShown: boolean): string[] {
  if (!isRecord(property)) return []
  const types = new Set([property.type].flat())
  const isFreeText =
    types.has('string') && !['format', 'enum', 'pattern'].some((key) => key in property)
  const isValue = !types.has('object') && !types.has('array')
  return [
    ...(property.description === undefined ? ['add a description'] : []),
    ...(isValue && !('examples' in property || 'enum' in property) ? ['add examples'] : []),
    ...(isFreeText && property['x-text-kind'] === undefined
      ? ['add x-text-kind: identifier, label or free']
      : []),
    ...(isShown ? [] : ['add it to an example of the operation']),
  ]
}

interface Edit {
  readonly name: string
  /** What kind of fact it changes in which schema. */
  readonly kind: string
  readonly edit: (document: Document) => void
}

const REMOVED = new Set(['format', 'minimum', 'enum', 'additionalProperties', 'x-disputed', 'type'])

/** Edits that change one fact of the document each: the first of every kind in every schema. */
function edits(): Edit[] {
  const found: Edit[] = []
  visit(parseDocument(readFileSync(shippedContractPath(), 'utf8')), {
    Pair(_key, pair, ancestors) {
      const path = [...ancestors.filter(isPair), pair].map((each) => String(each.key))
      const [, part, schema = ''] = path
      const keyword = path.at(-1) ?? ''
      if (part !== 'schemas' || path.includes('examples') || schema === 'Acknowledgement') return
      if (isBelow(path)) return
      const shown = path.slice(2).join('/')
      if (path.at(-2) === 'properties') {
        const edit = (copy: Document): void => {
          rename(copy, path)
        }
        found.push({ name: `${shown} has another name`, kind: `${schema} name`, edit })
      } else if (REMOVED.has(keyword)) {
        const edit = (copy: Document): void => void copy.deleteIn(path)
        found.push({ name: `${shown} is gone`, kind: `${schema} ${keyword}`, edit })
      } else if (keyword === 'required') {
        const edit = (copy: Document): void => void copy.deleteIn([...path, 0])
        found.push({ name: `${shown} lacks its first name`, kind: `${schema} required`, edit })
      }
    },
  })
  const kinds = new Set<string>()
  return found.filter(({ kind }) => !kinds.has(kind) && kinds.add(kind))
}

/** Whether a path leads into a disputed rule: the rule is removed as a whole. */
function isBelow(path: readonly string[]): boolean {
  const disputed = path.indexOf('x-disputed')
  return disputed >= 0 && disputed < path.length - 1
}

function rename(document: Document, path: readonly string[]): void {
  const properties = document.getIn(path.slice(0, -1))
  const entry = isMap(properties)
    ? properties.items.find(({ key }) => String(key) === path.at(-1))
    : undefined
  if (entry !== undefined) entry.key = document.createNode('another_name')
}

describe('a changed fact', () => {
  const folder = mkdtempSync(join(tmpdir(), 'published-'))
  afterAll(() => {
    rmSync(folder, { recursive: true })
  })

  it.each(edits())('is noticed: $name', async ({ edit }) => {
    const document = parseDocument(readFileSync(shippedContractPath(), 'utf8'))
    edit(document)
    const file = join(folder, 'changed.yaml')
    writeFileSync(file, document.toString())
    const changed = await loadContract(file).then(published, () => 'broken')
    expect(changed).not.toEqual(expected('1.0.0'))
  })
})
