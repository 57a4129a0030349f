import { describe, expect, it } from 'vitest'
import { startStub } from '../../mocks/stub/index.ts'
import {
  CATALOGUE,
  certify,
  renderTerminal,
  type Report,
  reportFiles,
} from '../../src/certify/index.ts'
import { systemClock } from '../../src/core/index.ts'
import { coverRules, missingRejections } from '../../src/certify/results/rules.ts'
import type { CheckResult } from '../../src/certify/results/check.ts'
import { compileText } from '../support/contracts.ts'
import { levelResults, verdictOf } from '../../src/certify/results/verdict.ts'

const RULES = [
  {
    operation: 'a',
    rules: [
      { keyword: 'type', schemaPointer: '/type', pointer: '', rule: 'a.yaml:1' },
      { keyword: 'not', schemaPointer: '/not', pointer: '', unbroken: 'none was found' },
      { keyword: 'enum', schemaPointer: '/enum', pointer: '' },
    ],
  },
  { operation: 'b', rules: [] },
]

describe('rules', () => {
  it('are tested by a check that was made, or listed with the reason why none was', () => {
    const tests = [
      { operation: 'a', rules: ['/type'], status: 'failed' as const, actual: '' },
      { operation: 'a', rules: ['/enum'], status: 'skipped' as const, actual: 'skipped: no token' },
      { operation: 'b', rules: ['/not'], status: 'passed' as const, actual: '' },
    ]
    expect(coverRules(RULES, tests, true)).toEqual({
      operations: [
        { operation: 'a', rules: 3, tested: 1, rejections: 'asked for' },
        { operation: 'b', rules: 0, tested: 0, rejections: 'not applicable' },
      ],
      notTested: [
        { operation: 'a', keyword: 'not', pointer: '', reason: 'none was found' },
        { operation: 'a', keyword: 'enum', pointer: '', reason: 'no token' },
      ],
    })
  })

  it('count as tested once any of their checks was made', () => {
    const tests = (['skipped', 'passed', 'errored'] as const).map((status) => ({
      operation: 'a',
      rules: ['/type', '/not', '/enum'],
      status,
      actual: 'x',
    }))
    expect(coverRules(RULES, tests, true).notTested).toEqual([])
  })

  it('are not tested below the level that asks for rejections', () => {
    const { notTested } = coverRules(RULES, [], false)
    expect(new Set(notTested.map(({ reason }) => reason))).toEqual(
      new Set(['rejections are asked for from the level strict on']),
    )
  })
})

function result(level: CheckResult['level'], requirement: string): CheckResult {
  const text = { id: requirement, title: '', expected: '', actual: '' }
  return { ...text, requirement, level, status: 'passed', durationMs: 0 }
}

describe('strict', () => {
  const good = [result('compatible', 'DS-ACC-01'), result('strict', 'DS-REF-09')]
  const asked = coverRules(RULES, [{ operation: 'a', rules: ['/type'], status: 'passed' }], true)
  const unasked = coverRules(RULES, [], true)

  it('is passed when a rejection was asked for on each operation that has a rule', () => {
    expect(verdictOf(good, CATALOGUE, 'strict', true, asked)).toBe('certified')
    expect(missingRejections(asked)).toBeUndefined()
  })

  it('is not passed when none was asked for on one of them', () => {
    expect(levelResults(good, CATALOGUE, 'strict', unasked)).toMatchObject({
      compatible: 'passed',
      strict: 'not run',
    })
    expect(verdictOf(good, CATALOGUE, 'strict', true, unasked)).toBe('inconclusive')
    expect(missingRejections(unasked)).toContain('a (3 rules)')
  })

  it('does not matter at the level below', () => {
    expect(verdictOf(good.slice(0, 1), CATALOGUE, 'compatible', true, unasked)).toBe('certified')
  })
})

/** A contract of one operation whose body has this schema. */
function contractOf(schema: string): ReturnType<typeof compileText> {
  return compileText(`openapi: 3.1.0
info: { title: Parcels, version: '1' }
paths:
  /events:
    post:
      operationId: parcel_event
      requestBody:
        required: true
        content:
          application/json:
            schema: ${schema}
      responses:
        '200': { description: accepted }
        '422': { description: rejected }
`)
}

const ALTERNATIVES = `{ oneOf: [
              { type: object, required: [kind, place], properties: { kind: { const: scanned }, place: { type: string } } },
              { type: object, required: [kind, since], properties: { kind: { const: lost }, since: { type: string } } } ] }`

/** No message breaks any rule of it. */
const ALWAYS_MET =
  '{ type: [object, array, string, number, boolean, "null"], anyOf: [true, { required: [kind] }] }'

/** Certifies what accepts any JSON by a contract. */
async function certifyAccepting(schema: string): Promise<Report> {
  const mock = await startStub({ contract: await contractOf('true'), auth: { scheme: 'none' } })
  try {
    return await certify({
      contract: await contractOf(schema),
      url: mock.url,
      credentials: { scheme: 'none' },
      clock: systemClock,
      timeoutMs: 5000,
    })
  } finally {
    await mock.close()
  }
}

describe('an endpoint that accepts anything', () => {
  it('is not certified by a contract whose rules are in alternatives', async () => {
    const { verdict, rules } = await certifyAccepting(ALTERNATIVES)
    expect(verdict).not.toBe('certified')
    expect(rules?.operations).toMatchObject([{ operation: 'parcel_event', rules: 11 }])
  })

  it('is neither certified nor accused where no rule can be tested, and every rule is listed with its line and reason', async () => {
    const report = await certifyAccepting(ALWAYS_MET)
    expect(report.verdict).toBe('inconclusive')
    expect(report.levels.strict).toBe('not run')
    expect(report.reason).toContain('no rejection was asked for on parcel_event (2 rules)')
    expect(report.rules?.notTested).toMatchObject([
      { keyword: 'anyOf', rule: expect.stringMatching(/:11$/) as string },
      { keyword: 'required', pointer: '/kind', rule: expect.stringMatching(/:11$/) as string },
    ])
    const shown = renderTerminal(report, { color: false, full: false })
    expect(shown).toContain('Rules of the request schemas: 0 of 2 tested')
    expect(shown).toContain('not tested: 2 rules')
    expect(renderTerminal(report, { color: false, full: true })).toMatch(
      /parcel_event \/kind: required \(\S+:11\)/,
    )
    expect(reportFiles(report)['report.html']).toContain('2 rules not tested')
  })

  it('is certified by a contract without rules, which says so', async () => {
    const report = await certifyAccepting('true')
    expect(report.verdict).toBe('certified')
    expect(report.rules?.operations).toMatchObject([{ rejections: 'not applicable' }])
    expect(renderTerminal(report, { color: false, full: false })).toContain(
      'no rule to break in parcel_event',
    )
  })
})
