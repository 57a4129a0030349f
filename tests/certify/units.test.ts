import { describe, expect, it } from 'vitest'
import { CATALOGUE } from '../../src/certify/index.ts'
import type { CheckResult } from '../../src/certify/results/check.ts'
import { namedPlaceOf, namesNear, namesPlace } from '../../src/certify/run/error-fields.ts'
import { isolate } from '../../src/certify/run/isolation.ts'
import { levelResults, verdictOf } from '../../src/certify/results/verdict.ts'
import { applyWaivers, checkWaivers } from '../../src/certify/waivers.ts'
import type { Exchange } from '../../src/core/index.ts'

function response(status: number): Exchange {
  return {
    request: { method: 'POST', url: 'http://127.0.0.1', headers: [] },
    response: { status, headers: [], body: new Uint8Array(), truncated: false },
    startedAt: 0,
    durationMs: 1,
  }
}

describe('isolate', () => {
  const rejecting =
    (isRejected: (part: readonly number[]) => boolean) =>
    (part: readonly number[]): Promise<Exchange> =>
      Promise.resolve(response(isRejected(part) ? 422 : 200))
  const items = Array.from({ length: 32 }, (_, index) => index)

  it('sends one message when all is accepted', async () => {
    let sent = 0
    const found = await isolate(items, (part) => {
      sent++
      return rejecting(() => false)(part)
    })
    expect(sent).toBe(1)
    expect(found.rejected).toEqual([])
    expect(found.accepted.size).toBe(32)
  })

  it('finds each rejected item, with few messages', async () => {
    let sent = 0
    const found = await isolate(items, (part) => {
      sent++
      return rejecting((each) => each.includes(5) || each.includes(27))(part)
    })
    expect(found.rejected.map((part) => part.items)).toEqual([[5], [27]])
    expect(found.accepted.size).toBe(30)
    expect(sent).toBeLessThan(22)
  })

  it('finds two items that are rejected only together', async () => {
    const found = await isolate(
      [1, 2, 3, 4],
      rejecting((part) => part.includes(1) && part.includes(4)),
    )
    expect(found.rejected.map((part) => part.items)).toEqual([[1, 2, 3, 4]])
  })
})

describe('the field of an error', () => {
  it.each([
    ['shipment.carrier', '/shipment/carrier', true],
    ['$.shipment.carrier', '/shipment/carrier', true],
    ['/shipment/carrier', '/shipment/carrier', true],
    ['shipment/carrier', '/shipment/carrier', true],
    ['shipment/shipment_items/1/quantity', '/shipment/shipment_items/1/quantity', true],
    ['shipment/carrier', '/shipment/channel', false],
    ['#/shipment/carrier', '/shipment/carrier', true],
    ['carrier', '/shipment/carrier', true],
    ['body.shipment.carrier', '/shipment/carrier', true],
    ['shipment_items[0].quantity', '/shipment/shipment_items/0/quantity', true],
    ['shipment_items.0.quantity', '/shipment/shipment_items/0/quantity', true],
    ["$['shipment']['shipment_items'][0]['quantity']", '/shipment/shipment_items/0/quantity', true],
    ['shipment.shipment_items[].quantity', '/shipment/shipment_items/0/quantity', true],
    ['shipment.shipment_items.quantity', '/shipment/shipment_items/1/quantity', true],
    ['shipment.shipment_items[1].quantity', '/shipment/shipment_items/0/quantity', false],
    ['shipment.channel', '/shipment/carrier', false],
    ['shipment', '/shipment/carrier', false],
    ['', '/shipment/carrier', false],
    ['anything', '', true],
    ['push.recipient.carrier', '/push.recipient/carrier', true],
    ["['push.recipient'].carrier", '/push.recipient/carrier', true],
    ['/push.recipient/carrier', '/push.recipient/carrier', true],
    ['push.sender.carrier', '/push.recipient/carrier', false],
  ])('%s names %s: %s', (field, pointer, expected) => {
    expect(namesPlace(field, pointer)).toBe(expected)
  })

  it.each<[field: string, pointer: string, near: boolean]>([
    ['shipment', '/shipment/carrier', true],
    ['order', '/shipment/carrier', false],
    ['shipment', '/shipment/shipment_items/0/quantity', true],
    ['shipment.shipment_items[0]', '/shipment/shipment_items/0/quantity', true],
    ['shipment.shipment_items[0].client_identifier', '/shipment/shipment_items', true],
    ['shipment.shipment_items[client_identifier]', '/shipment/shipment_items', true],
    ['shipment.0', '/shipment', true],
    ['order.brand', '/order/status', false],
    ['shipment.shipment_items[7].quantity', '/shipment/shipment_items/0/quantity', false],
    ['$', '/shipment/carrier', true],
    ['', '/shipment/carrier', true],
    ['body', '/shipment/carrier', true],
    ['body.shipment', '/shipment/carrier', true],
  ])('%s is around or within %s: %s', (field, pointer, near) => {
    expect(namesNear(field, pointer)).toBe(near)
  })
})

describe('what a 422 names, of a message that is invalid at /order/brand', () => {
  const exchange = (field: string): Exchange => ({
    request: {
      method: 'POST',
      url: 'https://client.example',
      headers: [],
      body: Buffer.from('{"order":{"brand":7,"status":"cancelled","order_items":[{"sku":"A"}]}}'),
    },
    response: {
      status: 422,
      headers: [],
      body: Buffer.from(JSON.stringify({ message: 'no', errors: [{ field }] })),
      truncated: false,
    },
    startedAt: 0,
    durationMs: 0,
  })

  it.each([
    ['order.brand', 'named'],
    ['order', 'near'],
    ['order.status', 'other'],
    ['order_items.0.sku', 'other'],
    ['order_items[7].sku', 'unknown'],
    ['order_items[7].brand', 'unknown'],
    ['Marke', 'unknown'],
    ['E-4711', 'unknown'],
    ['order.brandName', 'unknown'],
    [' ', 'blank'],
  ])('%s: %s', (field, place) => {
    expect(namedPlaceOf(exchange(field), '/order/brand')).toBe(place)
  })

  it('the same field of another item is known as that', () => {
    const pointer = '/order/order_items/0/sku'
    expect(namedPlaceOf(exchange('order.order_items[7].sku'), pointer)).toBe('other item')
    expect(namedPlaceOf(exchange('order.order_items[0].sku'), pointer)).toBe('named')
  })
})

function result(
  level: CheckResult['level'],
  status: CheckResult['status'],
  requirement: string,
  id = `${level}-${status}`,
): CheckResult {
  return { id, title: id, requirement, level, status, expected: '', actual: '', durationMs: 0 }
}

describe('the verdict', () => {
  const good = [
    result('compatible', 'passed', 'DS-ACC-01'),
    result('strict', 'passed', 'DS-REF-01'),
  ]

  it('is certified when every level that was asked passed', () => {
    expect(verdictOf(good, CATALOGUE, 'strict', true)).toBe('certified')
    expect(levelResults(good, CATALOGUE, 'strict')).toEqual({
      compatible: 'passed',
      strict: 'passed',
      resilient: 'not run',
    })
  })

  it('is not certified after one failure, and the level below still passed', () => {
    const results = [...good, result('strict', 'failed', 'DS-REF-02')]
    expect(verdictOf(results, CATALOGUE, 'strict', true)).toBe('not certified')
    expect(levelResults(results, CATALOGUE, 'strict')).toMatchObject({
      compatible: 'passed',
      strict: 'failed',
    })
  })

  it('fails the levels above a failure too', () => {
    const results = [...good, result('compatible', 'failed', 'DS-AUTH-01')]
    expect(levelResults(results, CATALOGUE, 'strict')).toMatchObject({
      compatible: 'failed',
      strict: 'failed',
    })
  })

  it('is not prevented by a SHOULD', () => {
    expect(
      verdictOf([...good, result('compatible', 'failed', 'DS-AUTH-06')], CATALOGUE, 'strict', true),
    ).toBe('certified')
  })

  it.each([
    ['nothing was checked', [] as CheckResult[], true],
    ['every check was skipped', [result('compatible', 'skipped', 'DS-ACC-01')], true],
    ['the suite itself failed', [...good, result('strict', 'errored', 'DS-REF-02')], true],
    ['the run ended early', good, false],
    [
      'a check was not run',
      [...good, { ...result('strict', 'skipped', 'DS-REF-02'), notRun: true as const }],
      true,
    ],
  ])('is inconclusive when %s', (_why, results, isComplete) => {
    expect(verdictOf(results, CATALOGUE, 'strict', isComplete)).toBe('inconclusive')
  })
})

it('a level of which a check was not run, or failed by the suite, has not passed', () => {
  const good = result('compatible', 'passed', 'DS-ACC-01')
  for (const open of [
    { ...result('compatible', 'skipped', 'DS-ACC-02'), notRun: true as const },
    result('compatible', 'errored', 'DS-ACC-02'),
  ]) {
    expect(levelResults([good, open], CATALOGUE, 'compatible').compatible).toBe('not run')
  }
})

describe('waivers', () => {
  const waiver = { check: 'x', reason: 'fixed in May', expires: '2026-06-30' }
  const failing = [result('strict', 'failed', 'DS-REF-01', 'x')]

  it('explain a failure without hiding it', () => {
    const [waived] = applyWaivers(failing, [waiver], '2026-06-30')
    expect(waived).toMatchObject({ status: 'failed', waiver: { reason: 'fixed in May' } })
    expect(
      verdictOf(
        [
          result('compatible', 'passed', 'DS-ACC-01'),
          result('strict', 'passed', 'DS-REF-02'),
          ...(waived === undefined ? [] : [waived]),
        ],
        CATALOGUE,
        'strict',
        true,
      ),
    ).toBe('certified')
  })

  it('explain nothing after their last day', () => {
    const [late] = applyWaivers(failing, [waiver], '2026-07-01')
    expect(late?.waiver).toBeUndefined()
    expect(late?.actual).toContain('expired on 2026-06-30')
  })

  it('fail the run when their check no longer fails', () => {
    const [passing] = applyWaivers(
      [result('strict', 'passed', 'DS-REF-01', 'x')],
      [waiver],
      '2026-01-01',
    )
    expect(passing).toMatchObject({ status: 'failed' })
    expect(passing?.actual).toContain('is waived')
  })
  it('fail the run then, whatever the basis of the requirement', () => {
    const [passing] = applyWaivers(
      [result('compatible', 'passed', 'DS-AUTH-06', 'x')],
      [waiver],
      '2026-01-01',
    )
    const results = passing === undefined ? [] : [passing]
    expect(levelResults(results, CATALOGUE, 'compatible').compatible).toBe('failed')
  })

  it('do not explain an error of the suite', () => {
    const errored = result('strict', 'errored', 'DS-REF-01', 'x')
    expect(applyWaivers([errored], [waiver], '2026-01-01')).toEqual([errored])
  })

  it('are one for each check', () => {
    const [check] = failing
    expect(() => checkWaivers([waiver, waiver], check === undefined ? [] : [check])).toThrow(
      /Two waivers name "x"/,
    )
  })
})
