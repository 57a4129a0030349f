import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compileContract } from '../../src/contract/index.ts'
import { renderError } from '../../src/core/index.ts'
import { readCases } from '../support/cases.ts'
import {
  compileFiles,
  ACCEPTED,
  compileText,
  contractWith,
  posting,
  rejectionOf,
  SCHEMA_LINE,
  withFiles,
  withPaths,
} from '../support/contracts.ts'

interface BrokenCase {
  readonly what: string
  readonly schema: string
  readonly rest?: string
  readonly line: number
  readonly sentence: string
}

describe('a contract is rejected with file, line and reason for', () => {
  it.each(readCases<BrokenCase>('broken'))('$what', async ({ schema, rest, line, sentence }) => {
    const error = await rejectionOf(compileText(contractWith(schema, rest)))
    expect(error.code).toBe('CONTRACT_BROKEN')
    expect(error.exitCode).toBe(3)
    expect(error.message).toContain(sentence)
    expect(error.message).toMatch(/^The contract is broken: .*[.?]$/)
    expect(error.details.where).toBe(`contract.yaml:${SCHEMA_LINE + line}`)
    expect(error.details.next).toBeDefined()
  })

  it('a misspelt reference, and says what was probably meant', async () => {
    const text = contractWith(
      "$ref: '#/components/schemas/Shipmnt'",
      'components: { schemas: { Shipment: {} } }',
    )
    const error = await rejectionOf(compileText(text))
    expect(error.details.next).toBe('did you mean #/components/schemas/Shipment?')
  })

  it.each<[string, string, string, string]>([
    ['Swagger 2', 'swagger: "2.0"\n', 'contract.yaml:1', 'Swagger "2.0"'],
    ['a version to come', 'info: {}\nopenapi: 4.0.0\n', 'contract.yaml:2', 'openapi: "4.0.0"'],
    [
      'what is not an OpenAPI document',
      'name: something\n',
      'contract.yaml:1',
      'no field `openapi`',
    ],
    ['an empty file', '', 'contract.yaml:1', 'no field `openapi`'],
    ['a list', '- a\n', 'contract.yaml:1', 'no field `openapi`'],
    ['text', 'just text', 'contract.yaml:1', 'no field `openapi`'],
  ])('%s', async (_what, text, where, found) => {
    const error = await rejectionOf(compileText(text))
    expect(error.message).toBe('contract.yaml is not an OpenAPI 3.0, 3.1 or 3.2 document.')
    expect(error.details).toMatchObject({ where, found })
  })

  it.each<[string, string, number]>([
    ['malformed YAML', 'openapi: 3.1.0\ninfo: {title: [}\n', 2],
    ['malformed JSON', '{\n  "openapi": "3.1.0",\n  "info": {,}\n}', 3],
    ['a property twice', 'openapi: 3.1.0\ninfo: {}\nopenapi: 3.1.0\n', 3],
    ['two documents in one file', 'openapi: 3.1.0\n---\nopenapi: 3.1.0\n', 2],
    ['nesting without end', '['.repeat(50_000), 1],
  ])('%s', async (_what, text, line) => {
    const error = await rejectionOf(compileText(text))
    expect(error.message).toBe('The contract contract.yaml is not valid YAML.')
    expect(error.details.where).toBe(`contract.yaml:${line}`)
  })

  it('aliases that would grow without bound', async () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]']
    for (const [name, of] of ['ba', 'cb', 'dc', 'ed', 'fe', 'gf', 'hg']) {
      bomb.push(`${name}: &${name} [${`*${of}, `.repeat(9)}*${of}]`)
    }
    const error = await rejectionOf(compileText(bomb.join('\n')))
    expect(error.message).toBe('The contract contract.yaml cannot be resolved.')
  })

  it('responses that refer to each other', async () => {
    const text = contractWith(
      'type: object',
      `      responses: { '200': { $ref: '#/components/responses/A' } }
components:
  responses:
    A: { $ref: '#/components/responses/B' }
    B: { $ref: '#/components/responses/A' }
`,
    )
    const error = await rejectionOf(compileText(text))
    expect(error.message).toContain('is a reference that leads back to itself')
    expect(error.details.where).toBe('contract.yaml:14')
  })

  it('a fault in the schema of a response', async () => {
    const text = contractWith(
      'type: object',
      `      responses:
        '200':
          description: accepted
          content:
            application/json:
              schema: { type: strng }
`,
    )
    const error = await rejectionOf(compileText(text))
    expect(error.details.where).toBe('contract.yaml:19')
  })

  it('a fault in another file, which it names', async () => {
    const error = await rejectionOf(
      compileFiles({
        'contract.yaml': contractWith('$ref: schemas/shipment.yaml#/Shipment'),
        'schemas/shipment.yaml':
          'Shipment:\n  type: object\n  properties:\n    carrier: { $ref: carrier.yaml }\n',
        'schemas/carrier.yaml': 'type: string\nminLength: 2\nmaxLength: 1\n',
      }),
    )
    expect(error.message).toContain('minLength is 2, above maxLength, which is 1')
    expect(error.details.where).toBe('schemas/carrier.yaml:2')
  })
})

describe('a contract that cannot be read', () => {
  it.each<[string, string, RegExp]>([
    ['because it is not there', 'missing.yaml', /ENOENT/],
    ['because it is a folder', '.', /EISDIR/],
    ['because it is not valid UTF-8', 'latin1.yaml', /not valid/],
  ])('%s is rejected with its path', async (_what, name, found) => {
    await withFiles(
      { 'latin1.yaml': Buffer.from('openapi: 3.1.0 # ü', 'latin1') },
      async (folder) => {
        const error = await rejectionOf(compileContract(join(folder, name), { shownAs: name }))
        expect(error.code).toBe('CONTRACT_UNREADABLE')
        expect(error.details.where).toBe(name)
        expect(error.details.found).toMatch(found)
        expect(renderError(error)).toContain('check the path of the document')
      },
    )
  })

  it('because it is too large is rejected', async () => {
    await withFiles({ 'contract.yaml': '#'.repeat(17 * 1024 * 1024) }, async (folder) => {
      const path = join(folder, 'contract.yaml')
      chmodSync(path, 0o400)
      expect((await rejectionOf(compileContract(path))).details.found).toMatch(/larger than/)
    })
  })
})

it('excludes the operation that has null in place of a schema, and says so', async () => {
  const nothing = { requestBody: { content: { 'application/json': { schema: null } } } }
  const text = withPaths({
    '/whole': posting({ type: 'object' }),
    '/half': { post: { operationId: 'half', ...nothing, responses: ACCEPTED } },
  })
  const { excluded } = await compileText(text)
  expect(excluded).toMatchObject([{ id: 'half', kind: 'broken' }])
})
