import { describe, expect, it } from 'vitest'
import { ACCEPTED, compileFiles, withPaths } from '../support/contracts.ts'

const KEYWORDS = ['example', 'examples', 'default', 'enum', 'properties', 'nullable', 'PetSchema']

/** A POST whose body refers to this schema, and has this example. */
function referring($ref: string, example: unknown): object {
  return {
    requestBody: { content: { 'application/json': { schema: { $ref }, example } } },
    responses: ACCEPTED,
  }
}

describe('a document of OpenAPI 3.0', () => {
  it.each(KEYWORDS)(
    'may have a component, a response, a header and a parameter called %s',
    async (name) => {
      const schema = { type: 'string', nullable: true }
      const post = {
        ...referring(`#/components/schemas/${name}`, null),
        responses: { '200': { $ref: `#/components/responses/${name}` }, default: ACCEPTED['200'] },
      }
      const response = {
        description: 'accepted',
        headers: { [name]: { schema, example: 'a' } },
        content: { 'application/json': { schema, example: 'b' } },
      }
      const components = { schemas: { [name]: schema }, responses: { [name]: response } }
      const parameters = [{ in: 'query', name, schema: { ...schema, example: 'a' } }]
      const { operations, excluded } = await compileFiles({
        'contract.yaml': withPaths({ '/pets': { parameters, post } }, { components }, '3.0.3'),
      })
      expect(excluded).toEqual([])
      const [operation] = operations
      expect(operation?.parameters).toMatchObject([
        { name, example: 'a', schema: { type: ['string', 'null'] } },
      ])
      expect([null, 'a', 1].map((body) => operation?.accepts(body, 'published'))).toEqual([
        true,
        true,
        false,
      ])
    },
  )

  it('may have its path items and its schemas in files of their own', async () => {
    const { operations, excluded } = await compileFiles({
      'contract.yaml': withPaths({ '/pets': { $ref: 'paths/pets.yaml' } }, {}, '3.0.3'),
      'paths/pets.yaml': JSON.stringify({
        post: referring('../schemas/pet.yaml', { name: null, default: 'a' }),
      }),
      'schemas/pet.yaml': JSON.stringify({
        type: 'object',
        nullable: true,
        properties: { name: { type: 'string', nullable: true }, default: { type: 'string' } },
      }),
    })
    expect(excluded).toEqual([])
    const [operation] = operations
    expect(operation?.examples).toMatchObject([{ value: { name: null, default: 'a' } }])
    expect(
      [null, { name: null }, { default: null }].map((body) =>
        operation?.accepts(body, 'published'),
      ),
    ).toEqual([true, true, false])
  })
})

describe('an anchor', () => {
  it.each(['200', 'default'])('may be within the response %s', async (status) => {
    const schema = { $anchor: 'Pet', type: 'string' }
    const content = { 'application/json': { schema } }
    const { operations, excluded } = await compileFiles({
      'contract.yaml': withPaths({
        '/pets': {
          post: {
            requestBody: { content: { 'application/json': { schema: { $ref: '#Pet' } } } },
            responses: { [status]: { description: 'a pet', content } },
          },
        },
      }),
    })
    expect(excluded).toEqual([])
    expect(operations[0]?.accepts(1, 'published')).toBe(false)
  })
})
