import { XMLParser } from 'fast-xml-parser'
import { expect, it } from 'vitest'
import { type JUnitCase, renderJUnitXml } from '../../src/core/index.ts'

const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' })

function suiteOf(...cases: Omit<JUnitCase, 'className' | 'name'>[]) {
  const named = cases.map((each, index) => ({ className: 'c', name: `n${index}`, ...each }))
  const suite = { name: 'a "suite" <1>', startedAt: '2026-01-02T03:04:05.678Z', cases: named }
  const xml = renderJUnitXml({ name: 'run', durationMs: 1500, suites: [suite] })
  const { testsuites } = parser.parse(xml) as Parsed
  return testsuites
}

interface Parsed {
  readonly testsuites: Readonly<Record<string, unknown>> & {
    readonly testsuite: { readonly testcase: unknown }
  }
}

it('has a case for each outcome, and counts them in its suite and as a whole', () => {
  const counts = { tests: '5', failures: '1', errors: '1', skipped: '1' }
  expect(
    suiteOf(
      { durationMs: 20 },
      { output: 'warning: <slow>' },
      { outcome: { kind: 'failure', message: 'a "b"', type: 't', text: 'x < y' } },
      { outcome: { kind: 'error', message: 'no response' } },
      { outcome: { kind: 'skipped', message: 'no fixtures' }, durationMs: 3 },
    ),
  ).toMatchObject({
    name: 'run',
    time: '1.500',
    ...counts,
    testsuite: {
      name: 'a "suite" <1>',
      timestamp: '2026-01-02T03:04:05',
      time: '0.023',
      ...counts,
      testcase: [
        { classname: 'c', name: 'n0', time: '0.020' },
        { name: 'n1', 'system-out': 'warning: <slow>' },
        { name: 'n2', failure: { message: 'a "b"', type: 't', '#text': 'x < y' } },
        { name: 'n3', error: { message: 'no response' } },
        { name: 'n4', skipped: { message: 'no fixtures' }, time: '0.003' },
      ],
    },
  })
})

it('says nothing of times that nobody took', () => {
  const { testsuite } = suiteOf({})
  expect(Object.keys(testsuite)).not.toContain('time')
  expect(testsuite.testcase).toEqual({ classname: 'c', name: 'n0' })
})
