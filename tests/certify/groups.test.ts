import { describe, expect, it } from 'vitest'
import type { Report } from '../../src/certify/index.ts'
import type { Outcome } from '../../src/certify/results/check.ts'
import { requirement } from '../../src/certify/results/requirement.ts'
import { allOf, check, group, step } from '../../src/certify/run/group.ts'
import { makePlan } from '../../src/certify/run/plan.ts'
import type { Session } from '../../src/certify/run/session.ts'
import { correctBehaviour } from '../endpoints/endpoint.ts'
import { certifyBehaviour } from '../support/certifying.ts'

const sentence = { keyword: 'MUST', basis: 'page', text: 'A sentence.', source: 'page' } as const
const compatible = requirement({ id: 'DS-X-01', level: 'compatible', ...sentence })
const resilient = requirement({ id: 'DS-X-02', level: 'resilient', ...sentence })
const passed: Outcome = { status: 'passed', actual: 'yes' }
const described = { title: 'does something', expected: 'something' }

const OPTIONS = { operations: ['op'], level: 'resilient', only: [], skip: [] } as const

describe('a check', () => {
  const own = check(resilient, { id: 'own', ...described, requests: 3, run: async () => passed })

  it('gets its level from its requirement, and id and operation from its group', () => {
    const { checks } = group({ name: 'x', ids: 'family/op', operation: 'op', checks: [own] })
    expect(checks[0]?.check).toMatchObject({
      id: 'family/op/own',
      operation: 'op',
      requirement: 'DS-X-02',
      level: 'resilient',
    })
  })

  it('is skipped below its level, and with it a group that has no other', () => {
    const groups = [group({ name: 'x', ids: 'family', checks: [own] })]
    const plan = makePlan(groups, { ...OPTIONS, level: 'strict' })
    expect(plan).toMatchObject({ checks: [], groups: [] })
  })
})

describe('a step', () => {
  it('is sent once, whichever check asks first', async () => {
    let sent = 0
    const shared = step(1, () => Promise.resolve(++sent))
    const [first, second] = ['a', 'b'].map((id) =>
      check(compatible, {
        id,
        ...described,
        step: shared,
        conclude: (number) => ({ ...passed, actual: `${number}` }),
      }),
    )
    // Only its identity matters here.
    const session = {} as Session
    expect(await second?.run(session)).toMatchObject({ actual: '1' })
    expect(await first?.run(session)).toMatchObject({ actual: '1' })
  })

  it('is counted once in the budget, with the steps that it needs', () => {
    const shared = step(5, () => Promise.resolve(passed))
    const of = (id: string, ...steps: (typeof shared)[]) =>
      check(compatible, {
        id,
        ...described,
        step: allOf(steps),
        requests: 2,
        conclude: () => passed,
      })
    const groups = [
      group({ name: 'x', ids: 'x', checks: [of('a', shared), of('b', shared)] }),
      group({ name: 'y', ids: 'y', checks: [of('c', shared)] }),
    ]
    expect(makePlan(groups, OPTIONS).groups.map(({ requests }) => requests)).toEqual([9, 2])
    const alone = makePlan(groups, { ...OPTIONS, only: ['y/*'] })
    expect(alone.groups.map(({ requests }) => requests)).toEqual([7])
  })
})

/** Requirements whose checks use what other checks send. */
const SHARING = [
  'DS-ACC-02',
  'DS-REF-09',
  'DS-REF-10',
  'DS-ANS-03',
  'DS-AUTH-04',
  'DS-AUTH-06',
  'DS-DUP-02',
  'DS-RES-03',
] as const

it.each(SHARING)('the checks of %s can be run without all others', async (id) => {
  const report: Report = await certifyBehaviour(correctBehaviour(), {
    level: 'resilient',
    only: [id],
  })
  expect(report.reason).toMatch(/^not all checks of the level were made/)
  const own = report.checks.filter(({ requirement: of }) => of === id)
  expect(own.length).toBeGreaterThan(0)
  expect(own.filter(({ status }) => status === 'failed' || status === 'errored')).toEqual([])
  expect(own.filter(({ actual }) => actual.includes('budget of requests'))).toEqual([])
})
