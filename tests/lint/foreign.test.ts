import { describe, expect, it } from 'vitest'
import { stubProvider } from '../../src/cli/lint-mocks.ts'
import { compileText } from '../support/contracts.ts'
import { lintCopies, shown } from './linting.ts'

const PETS = `openapi: 3.1.0
info: { title: Pets, version: '1' }
paths:
  /pets/{pet}:
    get:
      operationId: pet
      parameters: [{ name: pet, in: path, required: true, schema: { type: integer } }]
      responses: { '200': { description: found } }
    put:
      operationId: savePet
      parameters: [{ name: pet, in: path, required: true, schema: { type: integer } }]
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [name], properties: { name: { type: string } } } } } }
      responses: { '201': { description: saved, content: { text/plain: { schema: { type: string } } } } }
`
const ONLY_READ = PETS.slice(0, PETS.indexOf('    put:'))

const pact = (path: string, method = 'GET'): string =>
  JSON.stringify({
    consumer: { name: 'c' },
    provider: { name: 'p' },
    interactions: [{ description: 'a call', request: { method, path }, response: { status: 200 } }],
    metadata: { pactSpecification: { version: '3.0.0' } },
  })

describe('an interaction with an operation that is documented and not judged', () => {
  it.each([
    ['beside one that is judged', PETS],
    ['in a document that has no other', ONLY_READ],
  ])('is not called missing: %s', async (_what, document) => {
    const { problems, notJudged } = await lintCopies({
      document,
      errata: '',
      pact: pact('/pets/10'),
    })
    expect(shown(problems).filter((each) => each.startsWith('pact-'))).toEqual([])
    expect(notJudged).toContain(
      'Not compared in pact.json: 1 interaction with pet, which is documented and not judged.',
    )
  })

  it('is missing where no document describes it', async () => {
    const { problems } = await lintCopies({
      document: ONLY_READ,
      errata: '',
      pact: pact('/cats/10'),
    })
    expect(problems.map(({ message }) => message)).toContain(
      '“a call” calls GET /cats/10, which no document describes.',
    )
  })
})

describe('the stub of a document', () => {
  it('may reject in its own way where the document documents no rejection, and fills in parameters', async () => {
    const contract = await compileText(PETS)
    const { problems } = await lintCopies({
      document: PETS,
      errata: '',
      provider: stubProvider(contract),
    })
    expect(problems.map(({ message }) => message)).toEqual([])
  })

  it('may not where it documents another', async () => {
    const document = PETS.replace(
      "responses: { '201'",
      "responses: { '409': { description: taken }, '201'",
    )
    const { problems } = await lintCopies({
      document,
      errata: '',
      provider: stubProvider(await compileText(document)),
    })
    expect(problems.map(({ message }) => message).join('\n')).toMatch(
      /it responds with 4\d\d, which is not documented/,
    )
  })
})
