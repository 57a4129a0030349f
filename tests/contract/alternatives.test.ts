import { describe, expect, it } from 'vitest'
import { documentedResponses } from '../../mocks/stub/documented.ts'
import { rawHeader } from '../../src/core/index.ts'
import { compileText, contractWith } from '../support/contracts.ts'

const PETS = `{ oneOf: [
                { type: object, required: [kind, lives], properties: { kind: { const: cat }, lives: { type: integer, minimum: 1 }, toy: { oneOf: [{ type: string }, { type: object, required: [colour] }] } } },
                { type: object, required: [kind, bark], properties: { kind: { enum: [dog, hound] }, bark: { type: boolean } } },
                { type: string, minLength: 3 } ] }`
const fieldsOf = async (schema: string, body: unknown): Promise<string[]> => {
  const [operation] = (await compileText(contractWith(schema))).operations
  return operation?.validate(body, 'published').map(({ field, code }) => `${field} ${code}`) ?? []
}
const WHOLE = ' invalid'

describe('a value that matches none of several alternatives', () => {
  it.each<[string, unknown, string[]]>([
    ['of one whose fixed value fits', { kind: 'cat' }, [WHOLE, 'lives missing_field']],
    ['although another has fewer faults', { kind: 'dog', lives: 3 }, [WHOLE, 'bark missing_field']],
    ['at its place', { kind: 'cat', lives: 0 }, [WHOLE, 'lives invalid']],
    ['of the one of its type', 'ab', [WHOLE]],
    [
      'within alternatives of its own',
      { kind: 'cat', lives: 1, toy: {} },
      [WHOLE, 'toy invalid', 'toy.colour missing_field'],
    ],
  ])('is explained by the fields %s', async (_what, body, expected) => {
    expect(await fieldsOf(PETS, body)).toEqual(expect.arrayContaining(expected))
    expect(await fieldsOf(PETS, body)).not.toContain('bark invalid')
  })

  it('names no field where it is not clear which is meant, or its type fits none', async () => {
    const either = '{ anyOf: [{ required: [a] }, { required: [b] }] }'
    expect(await fieldsOf(either, {})).toEqual([WHOLE])
    expect(await fieldsOf(PETS, 5)).toEqual([WHOLE])
  })

  it('names no field where it matches several', async () => {
    const both = '{ oneOf: [{ required: [a] }, { type: object }] }'
    expect(await fieldsOf(both, { a: 1 })).toEqual([WHOLE])
  })
})

describe('a documented body that cannot say what is wrong', () => {
  it('is accompanied by a header that does', async () => {
    const responses = `      responses:
        '200': { description: accepted }
        '422': { description: rejected, content: { application/json: { schema: { type: object, additionalProperties: false, required: [code], properties: { code: { type: integer } } } } } }
`
    const [operation] = (await compileText(contractWith('{ type: object }', responses))).operations
    if (operation === undefined) throw new Error('no operation')
    const { body, rawHeaders } = documentedResponses(operation).rejection({
      kind: 'invalid',
      status: 422,
      headers: [],
      body: {
        message: 'Validation failure',
        errors: [{ field: 'é', code: 'invalid', message: 'é must be a string' }],
      },
    })
    expect(JSON.parse(body.toString())).toEqual({ code: expect.any(Number) as number })
    expect(rawHeader(rawHeaders, 'x-dropship-reason')).toBe('? must be a string')
  })
})
