import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormatsModule from 'ajv-formats'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { marked } from 'marked'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  annotationsOf,
  documentOf,
  renderStepSummary,
  renderTerminal,
  type Report,
  reportFiles,
} from '../../src/certify/index.ts'
import { makeReport } from '../../src/certify/report/report.ts'
import { routeTexts } from '../../src/certify/report/wording.ts'
import type { ReportedRoute } from '../../src/certify/results/report.ts'
import { Redactor, renderWorkflowAnnotations } from '../../src/core/index.ts'
import { HOSTILE, sampleReport } from '../support/reports.ts'

const file = (name: string, report: Report = sampleReport()): string =>
  reportFiles(report)[name] ?? ''

interface Suite {
  readonly '@name': string
  readonly '@tests': string
  readonly '@failures': string
  readonly '@skipped': string
  readonly testcase: readonly {
    '@name': string
    failure?: { '@message': string; '#text': string }
    skipped?: { '@message': string }
  }[]
}

describe('junit.xml', () => {
  const parser = new XMLParser({
    ignoreAttributes: false,
    htmlEntities: true,
    attributeNamePrefix: '@',
    isArray: (name) => name === 'testcase' || name === 'testsuite',
  })
  const xml = file('junit.xml')
  const { testsuites } = parser.parse(xml) as { testsuites: { testsuite: Suite[] } & Suite }

  it('is well-formed, whatever an endpoint sent', () => {
    expect(XMLValidator.validate(xml)).toBe(true)
    // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
    expect(xml).not.toMatch(/[\u0000-\u0008\u001B]/)
  })

  it('has a suite for each operation and a case for each check', () => {
    expect(
      testsuites.testsuite.map((suite) => [
        suite['@name'],
        suite['@tests'],
        suite['@failures'],
        suite['@skipped'],
      ]),
    ).toEqual([
      ['drop_shipment_confirmation', '5', '1', '2'],
      ['drop_shipment_cancellation', '2', '0', '0'],
    ])
  })

  it('shows of a failure what was expected, what happened and how to reproduce it', () => {
    const [failed] = testsuites.testsuite.flatMap(({ testcase }) =>
      testcase.filter(({ failure }) => failure !== undefined),
    )
    expect(failed?.failure?.['@message']).toBe(
      'does not reject shipment.shipment_items[0].id = 0 (minimum 1)',
    )
    expect(failed?.failure?.['#text']).toContain(HOSTILE)
    expect(failed?.failure?.['#text']).toMatch(
      /expected 400 or 422\nactual {3}accepted[^]*rule {5}openapi\/drop-ship\.yaml:313[^]*try {6}curl/,
    )
  })

  it('counts a waived failure as skipped, with the reason', () => {
    const reasons = testsuites.testsuite.flatMap(({ testcase }) =>
      testcase.flatMap(({ skipped }) => skipped?.['@message'] ?? []),
    )
    expect(reasons).toEqual([
      'waived until 2027-01-31: fixed with the next release',
      'skipped: a token lives 25 h',
    ])
  })
})

describe('report.json', () => {
  const schema = JSON.parse(
    readFileSync(new URL('../../contracts/output/report.schema.json', import.meta.url), 'utf8'),
  ) as object
  const ajv = new Ajv2020({ allErrors: true })
  const addFormats = addFormatsModule as unknown as (target: Ajv2020) => void
  addFormats(ajv)
  const validate = ajv.compile(schema)

  it('conforms to its JSON Schema', () => {
    expect(validate(JSON.parse(file('report.json'))), JSON.stringify(validate.errors)).toBe(true)
  })

  it.each([
    ['no verdict', { verdict: undefined }],
    ['another verdict', { verdict: 'good enough' }],
    ['an unknown property', { score: 7 }],
    [
      'a check without a requirement',
      { checks: [{ ...documentOf(sampleReport()).checks[0], requirement: undefined }] },
    ],
    ['a check that passed', { checks: [{ ...sampleReport().checks[0] }] }],
  ])('does not conform to it with %s', (_what, change) => {
    const changed = { ...documentOf(sampleReport()), ...change }
    expect(validate(JSON.parse(JSON.stringify(changed)))).toBe(false)
  })

  it('has a row for every check that did not pass, and counts the others', () => {
    const document = documentOf(sampleReport())
    expect(document.checks.map(({ status }) => status)).toEqual([
      'warned',
      'failed',
      'failed',
      'skipped',
    ])
    const counted = document.requirements.flatMap(({ counts }) =>
      Object.values(counts).flatMap(({ passed }) => passed ?? []),
    )
    expect(counted.reduce((sum, count) => sum + count, 0)).toBe(document.summary.passed)
  })

  it('names with each row its cause or its reason, which exist', () => {
    const { checks, causes, skips } = documentOf(sampleReport())
    for (const row of checks) {
      const known = row.status === 'skipped' ? skips : causes
      const name = row.status === 'skipped' ? row.skip : row.cause
      expect(known.map(({ id }) => id)).toContain(name)
    }
  })

  it('keeps every request and response in a file beside it where all evidence is asked for', () => {
    expect(reportFiles(sampleReport())).not.toHaveProperty(['evidence.json'])
    const all = JSON.parse(reportFiles(sampleReport(), 'all')['evidence.json'] ?? '') as object
    expect(all).toEqual({ schemaVersion: 2, checks: sampleReport().checks })
  })
})

it('left test data is listed in one order, however parallel messages were accepted', () => {
  const { diedOn: _none, ...withoutEvidence } = sampleReport()
  const { leftBehind } = makeReport({
    ...withoutEvidence,
    addresses: { enabled: [], notEnabled: [], secrets: [] },
    route: { proxies: [], authorities: [], requestHeaders: [] },
    startedAt: 0,
    requirements: [],
    partner: undefined,
    environment: undefined,
    reason: undefined,
    problem: undefined,
    results: [],
    requests: 2,
    prefix: 'a',
    identifiers: ['a-2', 'a-1'],
    redactor: new Redactor(),
  })
  expect(leftBehind.identifiers).toEqual(['a-1', 'a-2'])
})

describe('for GitHub Actions', () => {
  it('a failure is an annotation at the line of the contract, a waived one is not', () => {
    const lines = renderWorkflowAnnotations(annotationsOf(sampleReport())).trimEnd().split('\n')
    expect(lines).toHaveLength(2)
    expect(lines[0]).toMatch(
      /^::error file=openapi\/drop-ship\.yaml,line=313,title=DS-REF-05 does not reject/,
    )
    expect(lines[0]).toContain('respond 422%2C 100%25'.replace('%2C', ','))
    // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
    expect(lines[0]).not.toMatch(/[\u0000-\u001F]/)
    expect(lines[1]).toMatch(/^::warning .*title=DS-ACC-04/)
  })

  it('the summary is Markdown in which nothing of an endpoint takes effect', () => {
    const text = renderStepSummary({
      ...sampleReport(),
      endpoint: 'http://x/`|<img>',
      reason: 'the token service responded \u001B[31m\u202Egnp',
    })
    expect(text).toMatch(/^### Drop Ship certification: not certified\n/)
    expect(text).toMatch(/\| DS-REF-05 \| 1 \|/)
    expect(text).not.toContain('DS-REF-01')
    expect(marked.parse(text, { async: false })).not.toContain('<img')
    // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
    expect(text).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u202E]/)
  })
})

it('a run without a verdict is an annotation that says why', () => {
  const report = {
    ...sampleReport(),
    checks: [],
    verdict: 'inconclusive',
    reason: 'nobody is there',
  } as const
  expect(annotationsOf(report)).toEqual([
    {
      level: 'error',
      place: { title: 'Drop Ship certification: inconclusive' },
      message: 'nobody is there',
    },
  ])
})

it('a run without a verdict is an error in JUnit, not green', () => {
  const problem = { kind: 'unreachable', sentence: 'nobody is there', next: 'start it' } as const
  const xml = file('junit.xml', {
    ...sampleReport(),
    checks: [],
    verdict: 'inconclusive',
    reason: problem.sentence,
    problem,
  })
  expect(xml).toMatch(
    /errors="1"[^]*<error message="inconclusive: Nobody is there\." type="inconclusive">start it/,
  )
  expect(file('junit.xml')).not.toContain('inconclusive')
})

describe('at a terminal', () => {
  const failing = (count: number): Report => {
    const report = sampleReport()
    const first = report.checks.find(({ status }) => status === 'failed')
    const checks = Array.from({ length: first === undefined ? 0 : count }, (_, index) => ({
      ...first,
      id: `refuse/${index}`,
      requirement: `DS-REF-${index}`,
      title: `rejects ${index}`,
    }))
    return { ...report, checks: [...report.checks, ...checks] as Report['checks'] }
  }
  const lines = (report: Report, full = false): string =>
    renderTerminal(report, { color: false, full })

  it('fits 60 lines whatever failed, and says what is not shown', () => {
    for (const count of [0, 9, 40, 400])
      expect(lines(failing(count)).split('\n').length).toBeLessThanOrEqual(60)
    expect(lines(failing(400))).toMatch(/and \d+ more causes; --full shows all/)
    expect(lines(failing(400), true)).not.toContain('--full')
  })

  it('says of a cause what to do, with the rule and a command that shows it', () => {
    expect(lines(sampleReport())).toMatch(
      /✗ does not reject .*minimum 1\) \(DS-REF-05, 1 check\)\n.*expected[^]*actual[^]*rule {5}openapi[^]*fix[^]*try {6}curl/,
    )
  })

  it('says of a cause with many places how many of them it names', () => {
    const report = sampleReport()
    const first = report.checks.find(({ status }) => status === 'failed')
    const checks = Array.from({ length: 9 }, (_, index) => ({
      ...first,
      id: `refuse/${index}`,
      kind: 'invalid:null',
      pointer: `/shipment/place_${index}`,
    })) as unknown as Report['checks']
    expect(lines({ ...report, checks })).toMatch(/ where {4}.*place_5 \(6 of 9 places\)\n/)
    expect(lines({ ...report, checks }, true)).toMatch(/ where {4}.*place_7, .*place_8\n/)
  })

  it('says of a level whether it failed only because a lower one did', () => {
    const levels = { compatible: 'passed', strict: 'failed', resilient: 'failed' } as const
    expect(lines({ ...sampleReport(), levels })).toContain(
      '✗ resilient failed (only because strict failed)',
    )
  })

  it('why a whole run was skipped is said once', () => {
    const reason = 'The endpoint cannot be reached.'
    const checks = sampleReport()
      .checks.filter(({ waiver }) => waiver === undefined)
      .map((check) => ({ ...check, status: 'skipped' as const, actual: `skipped: ${reason}` }))
    const text = lines({ ...sampleReport(), verdict: 'inconclusive', reason, checks })
    expect(text.split(reason)).toHaveLength(2)
  })
})

it('nothing that an endpoint sent controls the terminal', () => {
  const text = renderTerminal(sampleReport(), { color: false, full: true })
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  expect(text).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F]/)
})

describe('the way to an endpoint, in texts', () => {
  const NOTHING = { proxies: [], authorities: [], requestHeaders: [] }
  const sha256 = 'b'.repeat(64)
  it.each<[string, Partial<ReportedRoute>, readonly string[]]>([
    ['has nothing to say where nothing is special', {}, []],
    ['names the proxy', { proxies: ['p.test:3128'] }, ['through the proxy p.test:3128']],
    [
      'names the client certificate',
      { clientCertificate: { subject: 'CN=sender', sha256 } },
      [`with the client certificate CN=sender (SHA-256 ${sha256})`],
    ],
    [
      'names headers, without their values',
      { requestHeaders: ['X-A', 'X-B'] },
      ['with the request headers X-A, X-B'],
    ],
    [
      'names the authorities that were needed, and not a whole store of others',
      {
        authorities: [
          { subject: 'CN=Own', sha256, source: '--ca ca.pem', neededFor: ['https://client.test'] },
          { subject: 'CN=Other', sha256, source: 'NODE_EXTRA_CA_CERTS', neededFor: [] },
        ],
      },
      [`trusting CN=Own (SHA-256 ${sha256}) of --ca ca.pem, needed for https://client.test`],
    ],
  ])('%s', (_what, route, expected) => {
    expect(routeTexts({ ...NOTHING, ...route })).toEqual(expected)
  })
})
