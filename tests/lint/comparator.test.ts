import * as library from '@pactflow/openapi-pact-comparator'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { CASES, DOCUMENT, request, response } from './comparator-cases.ts'
import { lintCopies } from './linting.ts'

/** Its own types lead nowhere: they name modules without their endings. */
const { Comparator } = library as unknown as {
  readonly Comparator: new (document: unknown) => {
    compare(pact: unknown): AsyncIterable<{ readonly code: string; readonly type: string }>
  }
}

/** Every code of the comparator but that of an empty broker. */
const CODES = [
  'request.accept.incompatible',
  'request.accept.unknown',
  'request.authorization.missing',
  'request.body.incompatible',
  'request.body.unknown',
  'request.content-type.incompatible',
  'request.content-type.missing',
  'request.content-type.unknown',
  'request.header.incompatible',
  'request.header.unknown',
  'request.path-or-method.unknown',
  'request.query.incompatible',
  'request.query.unknown',
  'response.body.incompatible',
  'response.body.unknown',
  'response.content-type.incompatible',
  'response.content-type.unknown',
  'response.header.incompatible',
  'response.header.undefined',
  'response.header.unknown',
  'response.status.default',
  'response.status.unknown',
]

it('every code of the comparator has a case', () => {
  const codes = CASES.flatMap(({ comparator }) =>
    comparator.map((code) => code.replaceAll(/[()]/g, '')),
  )
  expect([...new Set(codes)].toSorted()).toEqual(CODES)
})

describe('lint and the comparator of Pact', () => {
  it.each(CASES)('$what', async (each) => {
    const pact = {
      consumer: { name: 'c' },
      provider: { name: 'p' },
      interactions: [
        {
          description: each.what,
          request: { ...request, ...each.request },
          response: { ...response, ...each.response },
        },
      ],
      metadata: { pactSpecification: { version: '3.0.0' } },
    }
    const codes: string[] = []
    const comparator = new Comparator(parse(DOCUMENT))
    for await (const { code, type } of comparator.compare(pact)) {
      codes.push(type === 'warning' ? `(${code})` : code)
    }
    const { problems } = await lintCopies({
      document: DOCUMENT,
      errata: '',
      pact: JSON.stringify(pact, null, 2),
    })
    const rules = problems.map(({ rule }) => rule).filter((rule) => /^(?:pact|matcher)-/.test(rule))
    expect({ comparator: codes.toSorted(), lint: rules }).toEqual({
      comparator: each.comparator,
      lint: each.lint,
    })
    const isFault = codes.some((code) => !code.startsWith('('))
    expect(isFault === rules.length > 0, 'agreement').toBe(each.because === undefined)
  })
})
