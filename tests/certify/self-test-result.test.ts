import { describe, expect, it } from 'vitest'
import {
  documentOf,
  readSelfTest,
  renderAgent,
  renderStepSummary,
  renderTerminal,
  reportFiles,
  selfTest,
  type SelfTestFigure,
  SUITE_VERSION,
} from '../../src/certify/index.ts'
import { HarnessError, systemClock } from '../../src/core/index.ts'
import { compileText, contractWith } from '../support/contracts.ts'
import { errorsIn } from '../support/outputs.ts'
import { sampleReport } from '../support/reports.ts'

const contract = await compileText(contractWith('type: object\nrequired: [a]'))

/** A result of 60 stubs, of which 58 were found and 57 named. */
const RESULT = {
  suiteVersion: SUITE_VERSION,
  contract: { title: contract.title, version: contract.version, sha256: contract.sha256 },
  families: [
    { family: 'lacks a rule', stubs: 40, found: 39, named: 38, escapesAtMost: 0 },
    { family: 'adds a rule', stubs: 17, found: 16, named: 16, escapesAtMost: 0 },
    { family: 'breaks a behaviour', stubs: 3, found: 3, named: 3, escapesAtMost: 0 },
  ],
  derived: 80,
  skipped: [{ operation: 'other', reason: 'no message can be made' }],
  share: 1,
  escapesAtMost: 0,
}

const NONE = { stubs: 0, found: 0, named: 0 }
const LACKS_ONE = { family: 'lacks a rule', stubs: 1, found: 1, named: 1 }

const LINE =
  'Self-test of the checks of level strict: 58 of 60 stubs with one mistake each found, 57 named; of these kinds, fewer than 1 in 9 escape (95 % confidence); 1 operation skipped'

function read(result: unknown): SelfTestFigure {
  const text = typeof result === 'string' ? result : JSON.stringify(result)
  return readSelfTest(text, '--self-test-result self-test.json', contract)
}

describe('the result of a self-test', () => {
  it('is read as it was written', async () => {
    const written = await selfTest({ contract, clock: systemClock, most: 3 })
    expect(errorsIn('certify-self-test', written)).toBe('')
    expect(written).toMatchObject({ ...read(written), skipped: [] })
    expect(written.escapesAtMost).toBeGreaterThan(0)
  })

  it('has its shares from its counts, whatever it says itself', () => {
    const { families, share, escapesAtMost, ...rest } = read(RESULT)
    expect(share).toBe(57 / 60)
    // With this share, at most two of sixty escape in one case of twenty: the binomial sum, computed apart.
    expect(escapesAtMost).toBeCloseTo(0.10124, 4)
    expect(families.every((each) => each.escapesAtMost > 0)).toBe(true)
    expect(rest).toEqual({ derived: 80, skipped: ['other'] })
  })

  const [lacking, ...others] = RESULT.families
  it.each([
    ['of another contract', 'INVALID_OPTION', { ...RESULT, contract: { sha256: 'f'.repeat(64) } }],
    ['of another version of the checks', 'INVALID_OPTION', { ...RESULT, suiteVersion: '0.9.0' }],
    ['without a kind', 'INVALID_FILE', { ...RESULT, families: others }],
    [
      'with more found than there are',
      'INVALID_FILE',
      { ...RESULT, families: [{ ...lacking, found: 41 }, ...others] },
    ],
    [
      'with endless counts',
      'INVALID_FILE',
      { ...RESULT, families: [{ ...lacking, stubs: 1e15 }, ...others] },
    ],
    ['without what can be derived', 'INVALID_FILE', { ...RESULT, derived: -1 }],
    ['that is a report', 'INVALID_FILE', documentOf(sampleReport())],
    ['that is a list', 'INVALID_FILE', []],
    ['that is not JSON', 'INVALID_FILE', '{"families": '],
  ])('%s is rejected with %s', (_what, code, result) => {
    const found = thrownBy(() => read(result))
    expect(found).toMatchObject({
      code,
      exitCode: 2,
      details: { where: '--self-test-result self-test.json' },
    })
    expect(found.details).toHaveProperty('found')
    expect(found.details).toHaveProperty('next')
  })
})

describe('the figure of a self-test', () => {
  const without = sampleReport()
  const report = { ...without, selfTest: read(RESULT) }
  it.each([
    ['the terminal', renderTerminal(report, { color: false, full: false })],
    ['the text for agents', renderAgent(report)],
    ['the page', reportFiles(report)['report.html'] ?? ''],
    ['the summary of a job', renderStepSummary(report)],
  ])('is one line of %s', (_where, text) => {
    expect(text.split(LINE)).toHaveLength(2)
  })

  it('is in report.json, which conforms to its schema with it and without', () => {
    expect(documentOf(report).selfTest).toEqual(report.selfTest)
    expect(errorsIn('report', documentOf(report))).toBe('')
    expect(documentOf(without)).not.toHaveProperty('selfTest')
  })

  it('claims no confidence where there were too few stubs', () => {
    const few = { ...RESULT, families: RESULT.families.map((each) => ({ ...each, ...NONE })) }
    expect(renderAgent({ ...without, selfTest: read(few) })).toContain(
      '0 of 0 stubs with one mistake each found, 0 named; 1 operation skipped',
    )
    const one = { ...few, families: [LACKS_ONE, ...few.families.slice(1)] }
    expect(renderAgent({ ...without, selfTest: read(one) })).toContain(
      '1 of 1 stub with one mistake each found, 1 named; too few to say how many of these kinds escape',
    )
  })
})

function thrownBy(work: () => unknown): HarnessError {
  try {
    work()
  } catch (error) {
    if (error instanceof HarnessError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}
