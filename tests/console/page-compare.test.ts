import { describe, expect, it } from 'vitest'
import { defined } from '../../src/core/index.ts'
import type { JournalEntry, TimelineAttempt } from '../../mocks/stub/index.ts'
import { type Compared, differencesBetween } from '../../mocks/console/page/components/compare.ts'
import { problemOf } from '../../mocks/console/page/components/problem.ts'
import { violationsOf } from '../support/violations.ts'

const ATTEMPT: Compared = {
  startedAt: 0,
  durationMs: 12,
  status: 503,
  requestHeaders: [['Content-Type', 'application/json']],
  requestBody: '{"a":1}',
  responseHeaders: [['Retry-After', '5']],
  responseBody: '{"message":"later"}',
}

describe('two attempts compared', () => {
  it('that are alike have no difference', () => {
    expect(differencesBetween(ATTEMPT, { ...ATTEMPT, startedAt: 99 })).toEqual([])
  })

  it('differ in status, time, headers whatever their case, and values by their pointers', () => {
    const other: Compared = {
      startedAt: 5000,
      durationMs: 40,
      status: 200,
      requestHeaders: [
        ['content-type', 'application/json'],
        ['X-New', '1'],
        ['x-new', '2'],
      ],
      requestBody: '{"a": 1.0, "b": [] }',
      responseHeaders: [],
      responseBody: 'OK',
    }
    expect(
      differencesBetween(ATTEMPT, other).map(({ part, name, left, right }) => [
        `${part} ${name}`,
        left,
        right,
      ]),
    ).toEqual([
      ['outcome status', '503', '200'],
      ['outcome response time', '12 ms', '40 ms'],
      ['request header x-new', undefined, '1, 2'],
      // As they are written: a sender that changes 1 to 1.0 does not send the same bytes.
      ['request body /a', '1', '1.0'],
      ['request body /b', undefined, '[]'],
      ['response header retry-after', '5', undefined],
      ['response body text', '{"message":"later"}', 'OK'],
    ])
  })

  it('with the same values in other bytes differ in their spelling; without a response, in that', () => {
    const found = differencesBetween(ATTEMPT, {
      ...ATTEMPT,
      status: undefined as never,
      requestBody: '{ "a": 1 }',
    })
    expect(found).toMatchObject([
      { name: 'status', right: 'no response' },
      { part: 'request body', name: 'spelling' },
    ])
  })

  it('shows the beginning of long values', () => {
    const long = JSON.stringify({ a: 'x'.repeat(5000) })
    const [found] = differencesBetween(ATTEMPT, { ...ATTEMPT, requestBody: long })
    expect(found?.right?.length).toBeLessThan(400)
  })
})

const BODY = { shipment: { carrier: 7 } }

function journalEntry(changes: Partial<JournalEntry> = {}): JournalEntry {
  return {
    id: 4,
    kind: 'delivery',
    startedAt: 0,
    durationMs: 1,
    operation: 'drop_shipment_confirmation',
    method: 'POST',
    target: '/drop_shipment_confirmation',
    headers: [],
    body: JSON.stringify(BODY),
    bodyBytes: 1,
    verdict: 'accepted',
    violations: [],
    warnings: [],
    answer: { status: 200, headers: [], body: '{}' },
    ...changes,
  }
}

describe('what is broken about a delivery', () => {
  it('is nothing where it was delivered at once', () => {
    expect(problemOf(journalEntry(), [])).toBeUndefined()
  })

  it('is its first broken rule: pointer, expected, found, line of the contract', () => {
    const violations = violationsOf('drop_shipment_confirmation', BODY)
    const answer = { status: 422, headers: [], body: '{"message":"Validation failure"}' }
    const problem = problemOf(journalEntry({ verdict: 'invalid', violations, answer }), [])
    expect(problem).toMatchObject({
      sentence: `Rejected with 422: the body breaks ${violations.length} rules of the contract.`,
      said: 'Validation failure',
      more: violations.length - 1,
    })
    // From the top of the body: a missing field belongs to the line of its object.
    expect(problem?.rule?.pointer).toBe(
      violations.find(({ keyword }) => keyword === 'required')?.pointer,
    )
    const carrier = violations.filter(({ pointer }) => pointer === '/shipment/carrier')
    expect(problemOf(journalEntry({ violations: carrier, answer }), [])?.rule).toMatchObject({
      pointer: '/shipment/carrier',
      expected: expect.stringMatching(/^shipment\.carrier must be a string$/) as string,
      found: '7',
      place: expect.stringMatching(/drop-ship\.yaml:\d+$/) as string,
    })
    const missing = violations.filter(({ keyword }) => keyword === 'required')
    expect(problemOf(journalEntry({ violations: missing, answer }), [])?.rule?.found).toBe(
      'nothing',
    )
  })

  it.each([
    [{ answer: undefined, played: 'reset' }, /^No response: simulated by the scenario \(reset\)/],
    [{ answer: undefined }, /^No response: the sender disconnected/],
    [{ answer: { status: 503, headers: [], body: '' }, played: 'always-503' }, /^Failed with 503/],
    [
      { answer: { status: 401, headers: [], body: '' }, verdict: 'unauthorized' },
      /^Rejected with 401: unauthorized/,
    ],
  ] as const)('says why there was no success: %#', (changes, said) => {
    const { answer, ...rest } = journalEntry({ ...changes } as Partial<JournalEntry>)
    const found = problemOf(answer === undefined ? rest : { ...rest, answer }, [])
    expect(found?.sentence).toMatch(said)
  })

  it('is the attempt that failed, where a later one was accepted', () => {
    const attempts: TimelineAttempt[] = [503, undefined, 200].map((status, index) => ({
      attempt: index + 1,
      entry: index + 2,
      startedAt: 0,
      durationMs: 1,
      verdict: 'accepted',
      ...defined({ status }),
    }))
    expect(problemOf(journalEntry({ attempt: 3 }), attempts)).toMatchObject({
      sentence: 'Delivered at attempt 3, after 2 attempts that failed.',
      failedAttempt: { attempt: 2, entry: 3 },
    })
  })

  it('is also said of a body that was accepted although it breaks a rule', () => {
    const violations = violationsOf('drop_shipment_confirmation', BODY)
    expect(problemOf(journalEntry({ violations }), [])?.sentence).toMatch(/^Accepted, although/)
  })
})
