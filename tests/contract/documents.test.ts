import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compileContract, loadContract, shippedContractPath } from '../../src/contract/index.ts'
import { openDocument } from '../../src/contract/document.ts'
import {
  compileFiles,
  compileText,
  contractWith,
  rejectionOf,
  SCHEMA_LINE,
  withFiles,
} from '../support/contracts.ts'

describe('an OpenAPI 3.0 document', () => {
  const THREE_ZERO = contractWith(
    `type: object
properties:
  note: { type: string, nullable: true }
  price: { type: number, minimum: 0, exclusiveMinimum: true, example: 5 }
  part: { $ref: 'parts.yaml#/Part' }`,
    "      responses: { '200': { description: accepted } }",
  ).replace('openapi: 3.1.0', 'openapi: 3.0.3')
  const PARTS =
    'Part:\n  type: object\n  properties:\n    size: { type: integer, nullable: true }\n'

  it.each<[unknown, string[]]>([
    [{ note: null, price: 0.5, part: { size: null } }, []],
    [{ note: 1 }, ['note must be a string or null, and is the number 1']],
    [{ price: 0 }, ['price must be more than 0, and is the number 0']],
    [{ part: { size: 'x' } }, ['part.size must be an integer or null, and is "x"']],
  ])('is read as 3.1, its other files as well: %j', async (body, expected) => {
    const contract = await compileFiles({ 'contract.yaml': THREE_ZERO, 'parts.yaml': PARTS })
    const found = contract.operation('send').validate(body, 'published')
    expect(found.map(({ message }) => message)).toEqual(expected)
  })

  it('keeps its lines', async () => {
    const contract = await compileFiles({ 'contract.yaml': THREE_ZERO, 'parts.yaml': PARTS })
    const operation = contract.operation('send')
    const lineOf = (body: unknown): string => {
      const [violation] = operation.validate(body, 'published')
      return `${violation?.rule?.file}:${violation?.rule?.line}`
    }
    expect(lineOf({ note: 1 })).toBe(`contract.yaml:${SCHEMA_LINE + 2}`)
    expect(lineOf({ price: 0 })).toBe(`contract.yaml:${SCHEMA_LINE + 3}`)
    expect(lineOf({ part: { size: 'x' } })).toBe('parts.yaml:4')
  })
})

describe('a contract of several files', () => {
  const FILES = {
    'contract.yaml': contractWith(`type: object
properties:
  shipment: { $ref: './schemas/shipment.yaml' }
required: [shipment]`),
    'schemas/shipment.yaml': `type: object
properties:
  items:
    type: array
    items: { $ref: 'item.json#/definitions/Item' }
  again: { $ref: '../contract.yaml#/info/x-schema' }
`,
    'schemas/item.json':
      '{"definitions": {"Item":\n  {"type": "object",\n   "required": ["sku"]}}}',
  }
  const WITH_SCHEMA = {
    ...FILES,
    'contract.yaml': FILES['contract.yaml'].replace(
      'info:\n',
      'info:\n  x-schema: { type: string }\n',
    ),
  }

  it('blames the line of the file that imposes the rule', async () => {
    const operation = (await compileFiles(WITH_SCHEMA)).operation('send')
    const places = (body: unknown): string[] =>
      operation
        .validate(body, 'published')
        .map(({ pointer, rule }) => `${pointer} ${rule?.file}:${rule?.line}`)
    expect(places({})).toEqual([`/shipment contract.yaml:${SCHEMA_LINE + 4}`])
    expect(places({ shipment: { items: [{}], again: 1 } })).toEqual([
      '/shipment/items/0/sku schemas/item.json:3',
      '/shipment/again contract.yaml:3',
    ])
  })

  it('has one digest over all of them', async () => {
    const digest = async (files: Record<string, string>): Promise<string> =>
      (await compileFiles(files)).sha256
    const before = await digest(WITH_SCHEMA)
    expect(before).toMatch(/^[\da-f]{64}$/)
    expect(await digest(WITH_SCHEMA)).toBe(before)
    const item = WITH_SCHEMA['schemas/item.json'].replace('sku', 'SKU')
    expect(await digest({ ...WITH_SCHEMA, 'schemas/item.json': item })).not.toBe(before)
  })

  it('names a missing property of another file', async () => {
    const error = await rejectionOf(compileFiles(FILES))
    expect(error.details.where).toBe('schemas/shipment.yaml:6')
  })
})

describe('a schema that holds itself', () => {
  const TREE = contractWith(
    "$ref: '#/components/schemas/Node'",
    `components:
  schemas:
    Node:
      type: object
      required: [name]
      additionalProperties: false
      properties:
        name: { type: string }
        children:
          type: array
          items: { $ref: '#/components/schemas/Node' }
        twin: { $ref: '#/components/schemas/Node' }
`,
  )

  it('judges at every depth and blames the right line', async () => {
    const operation = (await compileText(TREE)).operation('send')
    const body = {
      name: 'a',
      children: [{ name: 'b', children: [{ name: 1 }] }],
      twin: { extra: 1 },
    }
    expect(
      operation.validate(body, 'published').map(({ pointer, rule }) => [pointer, rule?.line]),
    ).toEqual([
      ['/children/0/children/0/name', 21],
      ['/twin/name', 18],
      ['/twin/extra', 19],
    ])
  })

  it('is not rejected for its depth', async () => {
    const operation = (await compileText(TREE)).operation('send')
    let body: unknown = { name: 'leaf' }
    for (let depth = 0; depth < 500; depth++) body = { name: 'node', twin: body }
    expect(operation.accepts(body, 'published')).toBe(true)
  })
})

describe('references beside other keywords', () => {
  it('add to them, each with its line', async () => {
    const text = contractWith(
      `$ref: '#/components/schemas/A'
allOf:
  - required: [b]
required: [c]`,
      'components:\n  schemas:\n    A:\n      required: [a]\n',
    )
    const operation = (await compileText(text)).operation('send')
    expect(
      operation.validate({}, 'published').map(({ pointer, rule }) => [pointer, rule?.line]),
    ).toEqual([
      ['/b', 15],
      ['/a', 20],
      ['/c', 16],
    ])
  })

  it('are replaced by the annotations beside them', async () => {
    const text = contractWith(
      `$ref: '#/components/schemas/A'
description: nearer`,
      'components: { schemas: { A: { description: farther, type: string } } }',
    )
    const schema = (await compileText(text)).operation('send').schema('published')
    expect(schema).toEqual({ description: 'nearer', type: 'string' })
  })
})

describe('an operation', () => {
  const MANY = `openapi: 3.1.0
info: { title: Many, version: '2', description: All kinds }
paths:
  /things/{id}:
    put:
      operationId: replace
      requestBody: { $ref: '#/components/requestBodies/Thing' }
      responses: { 4XX: { $ref: '#/components/responses/Problem' }, default: { description: anything } }
    get: { operationId: read }
    delete: { operationId: remove }
  /shared: { $ref: '#/components/pathItems/Shared' }
webhooks:
  arrived:
    post:
      requestBody: { content: { 'application/json; charset=utf-8': { schema: true, example: { a: 1 } } } }
components:
  requestBodies:
    Thing:
      content:
        text/plain: { schema: { type: string } }
        application/vnd.thing+json:
          schema: { type: object, required: [id] }
          examples:
            one: { $ref: '#/components/examples/One' }
            elsewhere: { externalValue: https://x.example/a.json }
  examples:
    One: { value: { id: 1 } }
  pathItems:
    Shared:
      post:
        operationId: shared
        requestBody: { content: { application/json: { schema: { type: object } } } }
  responses:
    Problem:
      description: A problem
      content:
        application/json: { schema: { type: object, required: [code] } }
        application/problem+json: { schema: { type: object, required: [title] } }
`

  it('is any POST or PUT with a JSON body, and those alone', async () => {
    const contract = await compileText(MANY)
    expect(
      contract.operations.map(({ id, method, path, mediaType }) => [id, method, path, mediaType]),
    ).toEqual([
      ['replace', 'PUT', '/things/{id}', 'application/vnd.thing+json'],
      ['shared', 'POST', '/shared', 'application/json'],
      ['post_arrived', 'POST', '/arrived', 'application/json; charset=utf-8'],
    ])
    expect(contract.operationAt('PUT', '/things/{id}')?.id).toBe('replace')
    expect(contract.operationAt('GET', '/things/{id}')).toBeUndefined()
    expect([contract.title, contract.version, contract.description]).toEqual([
      'Many',
      '2',
      'All kinds',
    ])
  })

  it('has the examples that the document holds', async () => {
    const contract = await compileText(MANY)
    expect(contract.operation('replace').examples).toEqual([
      { name: 'one', value: { id: 1 }, file: 'contract.yaml', line: 27 },
    ])
    expect(contract.operation('post_arrived').examples.map(({ value }) => value)).toEqual([
      { a: 1 },
    ])
  })

  it('that is misspelt is named, with what was meant', async () => {
    const contract = await loadContract()
    expect(() => contract.operation('drop_shipment_confirmaton')).toThrow(
      expect.objectContaining({
        code: 'UNKNOWN_OPERATION',
        details: expect.objectContaining({ next: 'did you mean drop_shipment_confirmation?' }),
      }),
    )
    expect(() => contract.operation('toString')).toThrow('no operation "toString"')
  })

  it('judges responses by status, range and default, and by media type', async () => {
    const operation = (await compileText(MANY)).operation('replace')
    const keyword = (status: number, media: string): string => {
      const verdict = operation.validateResponse(status, media, {})
      return verdict.kind === 'checked'
        ? verdict.violations.map(({ pointer }) => pointer).join()
        : verdict.kind
    }
    expect(keyword(404, 'application/json')).toBe('/code')
    expect(keyword(404, 'Application/Problem+JSON; charset=utf-8')).toBe('/title')
    expect(keyword(404, 'application/hal+json')).toBe('/code')
    expect(keyword(404, 'text/html')).toBe('no-schema')
    expect(keyword(200, 'application/json')).toBe('no-schema')
  })
})

describe('the shipped document', () => {
  it('refers to no other file: its own bytes tell whether the compiled validators are current', () => {
    expect(openDocument(shippedContractPath()).files()).toEqual([shippedContractPath()])
  })

  it('is compiled at start where it lies elsewhere, and places name that file', async () => {
    const text = contractWith('type: object\nrequired: [a]')
    await withFiles({ 'mine.yaml': text }, async (folder) => {
      const file = join(folder, 'mine.yaml')
      const [violation] = (await loadContract(file)).operation('send').validate({}, 'published')
      expect(violation?.rule).toEqual({ file, line: 14 })
      expect((await compileContract(file)).sha256).toMatch(/^[\da-f]{64}$/)
    })
  })
})
