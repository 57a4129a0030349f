import { describe, expect, it } from 'vitest'
import { parsePointer, valueAt } from '../../src/core/index.ts'
import { type Behaviour, correctBehaviour, json } from '../endpoints/endpoint.ts'
import { certifyBehaviour } from '../support/certifying.ts'

const ONLY = ['DS-ACC-07', 'DS-ACC-08', 'DS-ACC-01']

async function findings(behaviour: Behaviour) {
  const { checks } = await certifyBehaviour(behaviour, { level: 'strict', only: ONLY })
  return checks
    .filter(({ status }) => status === 'failed' || status === 'warned')
    .map(({ id, status, actual }) => ({ id, status, actual }))
}

function rejecting(
  pointer: string,
  isRejected: (value: unknown) => boolean,
  status = 422,
): Behaviour {
  return {
    ...correctBehaviour(),
    invented: (_call, body) =>
      isRejected(valueAt(body, parsePointer(pointer)))
        ? json(status, { message: 'no' })
        : undefined,
  }
}

describe('what the schema allows and a sender hardly sends', () => {
  it('is accepted by a correct endpoint, which accepts no other method', async () => {
    expect(await findings(correctBehaviour())).toEqual([])
  })

  it.each<[string, Behaviour, string]>([
    [
      'an empty text',
      rejecting('/shipment/carrier', (value) => value === ''),
      'stricter than the contract at /shipment/carrier (an empty text): 422 {"message":"no"}',
    ],
    [
      'a negative amount',
      rejecting('/order/order_items/0/price_cents', (value) => Number(value) < 0, 400),
      'stricter than the contract at /order/order_items/*/price_cents (a negative number): 400 {"message":"no"}',
    ],
    [
      'one that breaks over it',
      rejecting('/order/tax_cents', (value) => Number(value) < 0, 500),
      'stricter than the contract at /order/tax_cents (a negative number): 500 {"message":"no"}',
    ],
  ])(
    'is a warning where it is rejected, and never a failure: %s',
    async (_name, behaviour, actual) => {
      const found = await findings(behaviour)
      expect(found.map((finding) => [finding.status, finding.actual])).toEqual([['warned', actual]])
    },
  )

  it.each(['GET', 'PUT'])(
    'is another method, and a warning where %s is accepted',
    async (method) => {
      const found = await findings({
        ...correctBehaviour(),
        otherMethod: (other) => (other === method ? json(200, {}) : undefined),
      })
      expect(found.map(({ id, status }) => [status, id.slice(id.indexOf('/method'))])).toEqual(
        Array.from({ length: 3 }, () => ['warned', `/method/${method}`]),
      )
    },
  )
})
