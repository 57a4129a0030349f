import { describe, expect, test } from 'vitest'
import { changed, DOCUMENT, ERRATA, lineOf, lintCopies, shown } from './linting.ts'

interface Mutation {
  readonly what: string
  readonly find: string
  readonly replacement: string
  readonly rule: string
  /** On the line at which the problem is to be found. */
  readonly at: string
  readonly message: RegExp
  /** Problems that the change brings along, besides. */
  readonly others?: readonly string[]
}

const MUTATIONS: readonly Mutation[] = [
  {
    what: 'a reference that leads nowhere',
    find: "$ref: '#/components/responses/BadRequest'",
    replacement: "$ref: '#/components/responses/BadRequst'",
    rule: 'reference',
    at: 'BadRequst',
    message: /refers to #\/components\/responses\/BadRequst, which does not exist/,
    others: ['unused-component'],
  },
  {
    what: 'a reference to a file that is not there',
    find: "$ref: '#/components/schemas/Acknowledgement'",
    replacement: "$ref: 'elsewhere.yaml#/Acknowledgement'",
    rule: 'reference',
    at: 'elsewhere.yaml',
    message: /elsewhere\.yaml cannot be read/,
    others: ['unused-component'],
  },
  {
    what: 'a response that no operation has',
    find: '    InternalServerError:\n',
    replacement: '    Teapot:\n      description: Short and stout.\n    InternalServerError:\n',
    rule: 'unused-component',
    at: '    Teapot:',
    message: /responses\/Teapot is used by no operation/,
  },
  {
    what: 'a schema that nothing refers to',
    find: '    DatabaseKey:\n',
    replacement: '    Orphan:\n      type: string\n    DatabaseKey:\n',
    rule: 'unused-component',
    at: '    Orphan:',
    message: /schemas\/Orphan is used by no operation/,
  },
  {
    what: 'a parameter that nothing refers to',
    find: '  responses:\n    Accepted:',
    replacement:
      '  parameters:\n    Page: { name: page, in: query, schema: { type: integer } }\n  responses:\n    Accepted:',
    rule: 'unused-component',
    at: '    Page:',
    message: /parameters\/Page/,
  },
  {
    what: 'a security scheme that nothing asks for',
    find: '  - clientApiKey: []\n',
    replacement: '',
    rule: 'unused-component',
    at: '    clientApiKey:',
    message: /securitySchemes\/clientApiKey/,
  },
  {
    what: 'a security scheme that is misspelt',
    find: '  - clientBasic: []\n',
    replacement: '  - clientBasci: []\n',
    rule: 'unknown-security-scheme',
    at: 'clientBasci',
    message: /"clientBasci" is described nowhere/,
    others: ['unused-component'],
  },
  {
    what: 'an operationId used twice',
    find: 'operationId: drop_shipment_cancellation',
    replacement: 'operationId: drop_shipment_confirmation # twice',
    rule: 'duplicate-operation-id',
    at: '# twice',
    message: /Two operations are called drop_shipment_confirmation/,
    others: ['contract'],
  },
  {
    what: 'a required member that a closed object forbids',
    find: '        - client_identifier\n        - channel\n',
    replacement: '        - client_identifier\n        - chanel\n',
    rule: 'unsatisfiable',
    at: '        - chanel',
    message: /requires "chanel", which additionalProperties: false forbids/,
    others: ['example'],
  },
  {
    what: 'a minimum above a maximum',
    find: '          minimum: 1\n          description: How many pieces were shipped.',
    replacement: '          minimum: 5\n          maximum: 2\n          description: How many.',
    rule: 'unsatisfiable',
    at: 'minimum: 5',
    message: /minimum is 5, above maximum, which is 2/,
    others: ['example'],
  },
  {
    what: 'an enum outside its type',
    find: 'enum: [missing_field, invalid_type, invalid]',
    replacement: 'enum: [missing_field, 7, invalid_type, invalid]',
    rule: 'unsatisfiable',
    at: 'missing_field, 7',
    message: /enum holds 7, which is no string/,
  },
  {
    what: 'required on an array, in the intended reading only',
    find: 'intended: { minItems: 1 }',
    replacement: 'intended: { minItems: 1, required: [id] }',
    rule: 'unsatisfiable',
    at: 'required: [id]',
    message: /required is a keyword of type object on a schema of type array/,
  },
  {
    what: 'a malformed schema',
    find: '          type: boolean\n',
    replacement: '          type: bool\n',
    rule: 'unsatisfiable',
    at: 'type: bool',
    message: /type must be one of .* and is "bool"/,
  },
  {
    what: 'a required member that nobody describes',
    find: '      required: [message, errors]',
    replacement: '      required: [mesage, errors]',
    rule: 'required-undefined',
    at: '[mesage, errors]',
    message: /"mesage" is required and described nowhere/,
    others: ['example'],
  },
  {
    what: 'an example of a request with a wrong type',
    find: '                    billed_weight: 10\n',
    replacement: "                    billed_weight: '10'\n",
    rule: 'example',
    at: "billed_weight: '10'",
    message: /The example "confirmation" breaks its schema .*billed_weight/,
  },
  {
    what: 'an example of a request without a required member',
    find: '                    carrier: UPS\n',
    replacement: '',
    rule: 'example',
    at: '                  shipment:',
    message: /carrier/,
  },
  {
    what: 'an example that breaks only the intended reading',
    find: "                        updated_at: '2026-01-05T09:12:44Z'",
    replacement: "                        updated_at: '2026-01-05T10:12:44+01:00'",
    rule: 'example',
    at: '+01:00',
    message: /updated_at/,
  },
  {
    what: 'an example of a response',
    find: '                    code: missing_field',
    replacement: '                    code: missing',
    rule: 'example',
    at: '                    code: missing',
    message: /"missing_field" breaks its schema/,
  },
  {
    what: 'an example of a schema',
    find: '          examples: [2, 1]',
    replacement: '          examples: [2, 0]',
    rule: 'example',
    at: 'examples: [2, 0]',
    message: /The example breaks its schema/,
  },
  {
    what: 'a default outside its enum',
    find: '          default: invalid',
    replacement: '          default: unknown',
    rule: 'example',
    at: 'default: unknown',
    message: /The default breaks its schema/,
  },
  {
    what: 'an example of a header',
    find: '    BadRequest:\n',
    replacement:
      '    BadRequest:\n      headers:\n        Retry-After: { schema: { type: integer }, example: soon }\n',
    rule: 'example',
    at: 'Retry-After',
    message: /must be an integer|integer/,
  },
  {
    what: 'an x-disputed that is no list',
    find: "      x-disputed:\n        - { rule: D6, intended: { pattern: 'Z$' } }",
    replacement: '      x-disputed: # no list\n        rule: D6',
    rule: 'disputed',
    at: '# no list',
    message: /is no list/,
    others: ['errata'],
  },
  {
    what: 'a disputed rule without keywords',
    find: "intended: { pattern: 'Z$' }",
    replacement: 'intended: {}',
    rule: 'disputed',
    at: 'rule: D6',
    message: /D6 has no keywords/,
  },
  {
    what: 'a disputed rule with a member of its own making',
    find: "intended: { pattern: 'Z$' }",
    replacement: "intended: { pattern: 'Z$' }, since: 2020",
    rule: 'disputed',
    at: 'since: 2020',
    message: /unknown member since/,
  },
  {
    what: 'a disputed rule without an effect',
    find: '        - { rule: D5, intended: { type: string } }',
    replacement: "        - { rule: D5, intended: { type: [string, 'null'] } }",
    rule: 'disputed',
    at: 'rule: D5',
    message: /D5 changes nothing: type/,
  },
  {
    what: 'a disputed rule that the errata do not list',
    find: 'rule: D6',
    replacement: 'rule: D66',
    rule: 'errata',
    at: 'rule: D66',
    message: /D66 is not listed in ERRATA\.md/,
    others: ['errata'],
  },
  {
    what: 'an extension that is misspelt',
    find: '      x-disputed:\n        - { rule: D6',
    replacement: '      x-dispute:\n        - { rule: D6',
    rule: 'unknown-extension',
    at: 'x-dispute:',
    message: /x-dispute means nothing/,
    others: ['errata'],
  },
]

describe('a document with', () => {
  test.each(MUTATIONS)('$what is told at its line', async (mutation) => {
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
  test('with a rule that no schema has are told at the row', async () => {
    const errata = changed(ERRATA, '\n| D7 ', '\n| D8 | x | x | x | x |\n| D7 ')
    const { problems } = await lintCopies({ errata })
    expect(shown(problems)).toEqual([`errata ERRATA.md:${lineOf(errata, '| D8 ')}`])
  })
})

describe('the copy of the shipped document', () => {
  test('is clean, and says that no pact was judged', async () => {
    const { problems, notJudged } = await lintCopies({})
    expect(problems).toEqual([])
    expect(notJudged.join(' ')).toMatch(/No pact was given/)
  })

  test('is clean when 3.0 is upgraded and schemas stand in another form', async () => {
    const document = `openapi: 3.0.3
info: { title: Old, version: 1.0.0 }
paths:
  /send:
    post:
      operationId: send
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                name: { type: string, nullable: true, example: null }
                kind: { anyOf: [{ required: [a] }, { required: [b] }], properties: { a: {}, b: {} } }
              required: [name]
            example: { name: null }
      responses: { '200': { description: Taken } }
`
    expect((await lintCopies({ document })).problems).toEqual([])
  })
})
