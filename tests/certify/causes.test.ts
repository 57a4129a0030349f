import { describe, expect, it } from 'vitest'
import { causesOf } from '../../src/certify/causes/causes.ts'
import { skipsOf } from '../../src/certify/causes/skips.ts'
import type { ReportedCheck } from '../../src/certify/index.ts'
import { certifyBehaviour } from '../support/certifying.ts'
import { correctBehaviour, json } from '../endpoints/endpoint.ts'

const REQUEST = { method: 'POST', url: 'http://client.test/a', headers: [] }

function check(more: Partial<ReportedCheck> & Pick<ReportedCheck, 'id'>): ReportedCheck {
  return {
    title: 'rejects something invalid',
    requirement: 'DS-REF-02',
    level: 'strict',
    operation: 'a',
    status: 'failed',
    pointer: `/${more.id}`,
    expected: '400 or 422',
    actual: 'status 200',
    fix: `fix ${more.id}`,
    request: REQUEST,
    response: { status: 200, headers: [], body: '' },
    durationMs: 1,
    ...more,
  }
}

const nulls = (operation: string, more: Partial<ReportedCheck> = {}): ReportedCheck[] =>
  ['x', 'y'].map((name) =>
    check({
      id: `${operation}/${name}`,
      operation,
      pointer: `/${name}`,
      kind: 'invalid:null',
      ...more,
    }),
  )
const summary = (checks: readonly ReportedCheck[]): string[] =>
  causesOf({ checks }).map(({ status, sentence }) => `${status}: ${sentence}`)

describe('the fix of a cause', () => {
  it.each([
    ['valid:item-count', 413, 'fix a/x'],
    ['valid:item-count', 401, 'fix a/x'],
    ['valid:item-count', 429, 'fix a/x'],
    ['invalid:null', 401, 'fix a/x'],
    ['valid:item-count', 409, 'accept lists of one to a hundred items (now: status 409)'],
    [
      'invalid:null',
      413,
      'respond with 422 to null: what is optional may be absent, and is not null (now: status 413)',
    ],
  ] as const)('of %s with status %i is about what the status tells', (kind, status, fix) => {
    const checks = nulls('a', { kind, response: { status, headers: [], body: '' } })
    expect(causesOf({ checks }).map((cause) => cause.fix)).toEqual([fix])
  })
})

describe('checks have one cause', () => {
  it('when their messages break one kind of rule and end alike, on whatever operation', () => {
    expect(summary([...nulls('a'), ...nulls('b')])).toEqual([
      'failed: null is accepted in 4 places of 2 operations',
    ])
  })

  it('not when they end otherwise', () => {
    const crashed = nulls('b', { response: { status: 500, headers: [], body: '' } })
    const silent = nulls('c').map(({ response: _none, ...own }) => own)
    expect(summary([...nulls('a'), ...crashed, ...silent]).toSorted()).toEqual([
      'failed: null gets no complete response in 2 places',
      'failed: null gets status 500 in 2 places',
      'failed: null is accepted in 2 places',
    ])
  })

  it('when every kind of one requirement fails without exception', () => {
    const fractions = nulls('a', { kind: 'invalid:fraction' }).map((own) => ({
      ...own,
      id: `${own.id}.5`,
    }))
    expect(summary([...nulls('a'), ...fractions])).toEqual([
      'failed: every kind of invalid value (null; a number with a fraction where an integer is expected) is accepted in 2 places',
    ])
    const passing = check({ id: 'a/z.5', kind: 'invalid:fraction', status: 'passed' })
    expect(summary([...nulls('a'), ...fractions, passing])).toHaveLength(2)
  })

  it('when they are cases of one requirement', () => {
    const cases = ['a wrong password', 'no password'].flatMap((what) =>
      ['a', 'b'].map((operation) => ({
        ...check({ id: `${operation}/${what}`, operation, title: `returns 401 for ${what}` }),
        requirement: 'DS-AUTH-02',
      })),
    )
    const [cause] = causesOf({ checks: cases })
    expect(cause).toMatchObject({
      sentence: 'does not return 401 for a wrong password, nor in 1 other case, on 2 operations',
      operations: ['a', 'b'],
      places: [],
      cases: ['returns 401 for a wrong password', 'returns 401 for no password'],
    })
  })
})

it('the largest cause comes first, and failures before what is waived and warned', () => {
  const waiver = { reason: 'known', expires: '2027-01-01' }
  const missing = check({ id: 'm', requirement: 'DS-REF-01', kind: 'invalid:missing' })
  const warned = nulls('w', { status: 'warned', requirement: 'DS-ACC-07' })
  expect(
    summary([...warned, ...nulls('v', { waiver }), missing, ...nulls('a')]).map(
      (text) => text.split(':')[0],
    ),
  ).toEqual(['failed', 'failed', 'waived', 'warned'])
})

it.each([
  ['accepts a duplicate', 'does not accept a duplicate'],
  ['never responds with 5xx', 'responds with 5xx'],
  ['does not accept GET', 'accepts GET'],
  ['says in a 401 how to authenticate', 'does not say in a 401 how to authenticate'],
])('a check that «%s» and fails says: %s', (title, sentence) => {
  expect(causesOf({ checks: [check({ id: 'x', title })] })[0]?.sentence).toBe(sentence)
})

it('places are named once, with every index folded', () => {
  const items = [0, 1].map((index) =>
    check({ id: `type:/items/${index}`, pointer: '/items/*/id', kind: 'invalid:null' }),
  )
  expect(causesOf({ checks: items })[0]?.places).toEqual([
    { operation: 'a', pointer: '/items/*/id' },
  ])
})

it('what a single check says of itself is what its cause says', () => {
  const [cause] = causesOf({ checks: [check({ id: 'x', kind: 'invalid:null', rule: 'o.yaml:3' })] })
  expect(cause).toMatchObject({
    fix: 'fix x',
    expected: '400 or 422',
    rule: 'o.yaml:3',
    example: 'x',
  })
})

describe('of an endpoint that rejects everything', () => {
  it('one failure explains all that was skipped because of it', async () => {
    const report = await certifyBehaviour(
      { ...correctBehaviour(), accept: () => json(422, {}) },
      { operations: ['drop_shipment_partial_cancellation'] },
    )
    const causes = causesOf(report)
    const failed = causes.filter(({ status }) => status === 'failed')
    expect(failed.map(({ sentence }) => sentence)).toEqual([
      'does not accept a full message with two items',
    ])
    const explained = skipsOf(report, causes).filter(({ cause }) => cause === failed[0]?.id)
    expect(explained.map(({ effect }) => effect)).toEqual(['after a repair'])
    expect(explained.flatMap(({ checks }) => checks)).toHaveLength(failed[0]?.explains ?? 0)
    expect(failed[0]?.explains).toBeGreaterThan(100)
  })
})
