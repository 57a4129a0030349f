import { describe, expect, it } from 'vitest'
import { contractWith, posting, SCHEMA_LINE, withPaths } from '../support/contracts.ts'
import { changed, DOCUMENT, ERRATA, lineOf, lintCopies, shown } from './linting.ts'
import { MUTATIONS } from './mutations.ts'

describe('a document with', () => {
  it.each(MUTATIONS)('$what is told at its line', async (mutation) => {
    const { find, replacement, rule, at, message, others = [] } = mutation
    const document = changed(DOCUMENT, find, replacement)
    const { problems } = await lintCopies({ document })
    const expected = `${rule} contract.yaml:${lineOf(document, at)}`
    expect(shown(problems)).toContain(expected)
    expect(problems.find((problem) => problem.rule === rule)?.message).toMatch(message)
    const rest = problems.filter((problem) => problem.rule !== rule).map((problem) => problem.rule)
    expect([...new Set(rest)]).toEqual(others.filter((other) => other !== rule))
    for (const problem of problems) expect(problem.next).not.toBe('')
  })
})

describe('errata', () => {
  it('with a rule that no schema has are told at the row', async () => {
    const errata = changed(ERRATA, '\n| D7 ', '\n| D9 | x | x | x | x |\n| D7 ')
    const { problems } = await lintCopies({ errata })
    expect(shown(problems)).toEqual([`errata ERRATA.md:${lineOf(errata, '| D9 ')}`])
  })
})

describe('the copy of the shipped document', () => {
  it('is clean, and says that no pact was checked', async () => {
    const { problems, notJudged } = await lintCopies({})
    expect(problems).toEqual([])
    expect(notJudged.join(' ')).toMatch(/No pact was given/)
  })

  it('is clean when 3.0 is upgraded and schemas have another form', async () => {
    const schema = `type: object
properties:
  name: { type: string, nullable: true, example: null }
  kind: { anyOf: [{ required: [a] }, { required: [b] }], properties: { a: {}, b: {} } }
required: [name]
`
    const rest = `            example: { name: null }
      responses: { '200': { description: Taken } }
`
    const document = contractWith(schema, rest).replace('openapi: 3.1.0', 'openapi: 3.0.3')
    expect((await lintCopies({ document })).problems).toEqual([])
  })

  it.each(['3.0.3', '3.1.0'])('names the line of an example of a schema in %s', async (version) => {
    const schema = `type: object
properties:
  name:
    type: string
    description: Who it is.
    example: 1
`
    const rest = `      responses: { '200': { description: Taken } }
`
    const document = contractWith(schema, rest).replace('openapi: 3.1.0', `openapi: ${version}`)
    const { problems } = await lintCopies({ document })
    expect(problems.map(({ rule, line }) => ({ rule, line }))).toEqual([
      { rule: 'example', line: SCHEMA_LINE + 5 },
    ])
  })
})

describe('components that are used', () => {
  const text = { type: 'string' }
  const extending = (name: string, more: object) => ({
    allOf: [{ $ref: `#/components/schemas/${name}` }, { type: 'object', properties: more }],
  })
  it.each<[string, object, object]>([
    [
      'by $dynamicRef',
      { type: 'object', properties: { leaf: { $dynamicRef: '#leaf' } } },
      { Leaf: { $dynamicAnchor: 'leaf', ...text } },
    ],
    ['by $anchor', { $ref: '#leaf' }, { Leaf: { $anchor: 'leaf', ...text } }],
    [
      'by the name in the mapping of a discriminator, or its pointer',
      {
        type: 'object',
        properties: { kind: text },
        discriminator: {
          propertyName: 'kind',
          mapping: { a: 'Book', b: '#/components/schemas/Disc' },
        },
      },
      { Book: text, Disc: text },
    ],
    [
      'as what extends a schema with a discriminator',
      { $ref: '#/components/schemas/Thing' },
      {
        Thing: {
          type: 'object',
          properties: { kind: text },
          discriminator: { propertyName: 'kind' },
        },
        Book: extending('Thing', { pages: text }),
      },
    ],
  ])('%s are not called unused, and another one is', async (_way, schema, schemas) => {
    const document = withPaths(
      { '/send': posting(schema) },
      { components: { schemas: { ...schemas, Other: extending('Unused', {}), Unused: text } } },
    )
    const { problems } = await lintCopies({ document, errata: '' })
    const unused = problems.filter(({ rule }) => rule === 'unused-component')
    expect(unused.map(({ message }) => message)).toEqual([
      expect.stringContaining('schemas/Other'),
      expect.stringContaining('schemas/Unused'),
    ])
  })
})
