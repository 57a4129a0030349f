import { XMLParser } from 'fast-xml-parser'
import { expect, it } from 'vitest'
import { type JUnitCase, renderJUnitXml } from '../../src/core/index.ts'

const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' })

function suiteOf(...cases: Omit<JUnitCase, 'className' | 'name'>[]) {
  const named = cases.map((each, index) => ({ className: 'c', name: `n${index}`, ...each }))
  const suite = {
    name: 'a "suite" <1>',
    cases: named,
    output: 'warning: <slow>',
  }
  const xml = renderJUnitXml({
    name: 'run',
    startedAt: '2026-01-02T03:04:05.678Z',
    suites: [suite],
  })
  const { testsuites } = parser.parse(xml) as Parsed
  return testsuites
}

interface Parsed {
  readonly testsuites: Readonly<Record<string, unknown>> & {
    readonly testsuite: { readonly testcase: unknown }
  }
}

it('has a case for each outcome, and counts them in its suite', () => {
  const counts = { tests: '5', failures: '1', errors: '1', skipped: '1' }
  expect(
    suiteOf(
      { durationMs: 20 },
      {},
      { outcome: { kind: 'failure', message: 'a "b"', type: 't', text: 'x < y' } },
      { outcome: { kind: 'error', message: 'no response' } },
      { outcome: { kind: 'skipped', message: 'no fixtures' }, durationMs: 3 },
    ),
  ).toMatchObject({
    testsuite: {
      id: '0',
      package: 'run',
      hostname: 'localhost',
      'system-out': 'warning: <slow>',
      name: 'a "suite" <1>',
      timestamp: '2026-01-02T03:04:05',
      time: '0.023',
      ...counts,
      testcase: [
        { classname: 'c', name: 'n0', time: '0.020' },
        { name: 'n1', time: '0.000' },
        { name: 'n2', failure: { message: 'a "b"', type: 't', '#text': 'x < y' } },
        { name: 'n3', error: { message: 'no response', type: 'error' } },
        { name: 'n4', skipped: { message: 'no fixtures' }, time: '0.003' },
      ],
    },
  })
})

/**
 * What the common schemas ask for, in our words: that of Ant's tasks (which most validators use) requires most and allows
 * least; that of Jenkins allows no `skipped` on the whole.
 */
const REQUIRED = [
  'name',
  'timestamp',
  'hostname',
  'tests',
  'failures',
  'errors',
  'time',
  'package',
  'id',
]

it.each([
  ['a case that passed', {}],
  ['a failure', { outcome: { kind: 'failure', message: 'm', text: 't' } }],
  ['an error', { outcome: { kind: 'error', message: 'm' } }],
  ['a skipped case', { outcome: { kind: 'skipped', message: 'm' } }],
] as const)(
  'has with %s what the common schemas require, and nothing that one of them forbids',
  (_what, own) => {
    const whole = suiteOf(own)
    const suite = whole.testsuite as unknown as Readonly<Record<string, unknown>>
    expect(Object.keys(whole)).toEqual(['testsuite'])
    expect(Object.keys(suite)).toEqual(expect.arrayContaining(REQUIRED))
    expect(Object.keys(suite).slice(0, 4)).toEqual([
      'properties',
      'testcase',
      'system-out',
      'system-err',
    ])
    expect(suite.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/)
    const testcase = suite.testcase as Readonly<Record<string, unknown>>
    expect(testcase).toMatchObject({ classname: 'c', name: 'n0', time: '0.000' })
    const { failure, error } = testcase as Record<string, { readonly type?: string }>
    for (const ended of [failure, error]) if (ended !== undefined) expect(ended.type).toBeDefined()
  },
)
