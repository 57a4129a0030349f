import { describe, expect, it } from 'vitest'
import { compileText } from '../support/contracts.ts'
import { lintCopies, shown } from '../lint/linting.ts'

/** A document of one operation with a schema, from line 10 on. */
const documentOf = (schema: string, rest = '', version = '3.1.0'): string => `openapi: ${version}
info: { title: Shelf, version: '1' }
paths:
  /shelf:
    post:
      operationId: shelf
      requestBody:
        content:
          application/json:
            schema:
              ${schema}
      responses: { '200': { description: accepted } }
${rest}`

describe('what a YAML document merges (`<<`)', () => {
  const common = `x-common: &common
  type: object
  required: [label]
  properties:
    label: { type: string, maxLength: 3 }
x-closed: &closed
  <<: *common
  additionalProperties: false
`
  const document = documentOf(`<<: [*closed]
              minProperties: 1`).replace('paths:', `${common}paths:`)

  it('is part of the schema, through other merges, with the line where it is written', async () => {
    const operation = (await compileText(document)).operation('shelf')
    expect(operation.validate({ label: 'a' }, 'published')).toEqual([])
    const [long] = operation.validate({ label: 'long' }, 'published')
    expect(long?.rule).toMatchObject({ line: 7 })
    const [unknown] = operation.validate({ label: 'a', other: 1 }, 'published')
    expect(unknown?.rule).toMatchObject({ line: 10 })
  })

  it('is overridden by what is written beside it, before or after', async () => {
    const merging = documentOf(`<<: *common
              required: []`).replace('paths:', `${common}paths:`)
    const operation = (await compileText(merging)).operation('shelf')
    expect(operation.accepts({}, 'published')).toBe(true)
  })
})

describe('keywords beside $ref', () => {
  const components = 'components: { schemas: { Code: { type: string, maxLength: 5 } } }\n'
  const beside = "{ $ref: '#/components/schemas/Code', maxLength: 2, description: short }"

  it.each([
    ['3.0.3', true],
    ['3.1.0', false],
  ])('of OpenAPI %s are ignored: %s', async (version, isIgnored) => {
    const document = documentOf(beside, components, version)
    const operation = (await compileText(document)).operation('shelf')
    expect(operation.accepts('four', 'published')).toBe(isIgnored)
    expect(operation.accepts('longer', 'published')).toBe(false)
    const { problems } = await lintCopies({ document, errata: '' })
    expect(shown(problems)).toEqual(isIgnored ? ['without-effect contract.yaml:11'] : [])
  })

  it('are the operations of a path item, which stay', async () => {
    const document = `openapi: 3.0.3
info: { title: Shelf, version: '1' }
paths:
  /a: { $ref: '#/paths/~1b', parameters: [] }
  /b:
    post:
      operationId: b
      requestBody: { content: { application/json: { schema: { type: object } } } }
      responses: { '200': { description: accepted } }
`
    const { problems } = await lintCopies({ document, errata: '' })
    expect(shown(problems).filter((each) => each.startsWith('without-effect'))).toEqual([])
  })

  it('in examples, and properties of that name, are left as they are', async () => {
    const document = documentOf(
      `{ type: object, properties: { $ref: { type: string, maxLength: 1 } }, example: { $ref: x, maxLength: 9 } }`,
      '',
      '3.0.3',
    )
    const operation = (await compileText(document)).operation('shelf')
    expect(operation.accepts({ $ref: 'x' }, 'published')).toBe(true)
    expect(operation.accepts({ $ref: 'xy' }, 'published')).toBe(false)
    expect(operation.schema('published')).toMatchObject({
      examples: [{ $ref: 'x', maxLength: 9 }],
    })
  })
})
