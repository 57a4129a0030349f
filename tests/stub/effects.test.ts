import { expect, it } from 'vitest'
import { createEffects } from '../../mocks/stub/effects.ts'
import { loadContract, orderIdentifiers } from '../../src/contract/index.ts'
import { createRandom } from '../../src/core/index.ts'
import { createMessages } from '../../src/messages/index.ts'
import { stubPerTest } from '../support/running-stub.ts'

const contract = await loadContract()
const CONFIRMATION = 'drop_shipment_confirmation'
const CANCELLATION = 'drop_shipment_cancellation'
const operation = contract.operation(CONFIRMATION)
const random = createRandom('effects')
const messages = createMessages(operation, { seed: '1', identifier: () => random.uuid() })

const running = stubPerTest({ adminPort: 0 })

/** A message, and how many effects the stub counts for its order. */
function fresh() {
  const body = messages.message('full', 2)
  const [identifier = ''] = orderIdentifiers(operation, body)
  const count = (of = CONFIRMATION): number => running.stub.effects.count(of, identifier)
  const post = (sent: unknown = body) => running.client.post(operation.path, sent)
  return { body, identifier, count, post }
}

it('an accepted message has one effect, of its operation and for its order', async () => {
  const { post, count } = fresh()
  expect(count()).toBe(0)
  await post()
  expect([count(), count(CANCELLATION), fresh().count()]).toEqual([1, 0, 0])
})

it('the same bytes have one effect, in sequence and in parallel', async () => {
  const { post, count } = fresh()
  await post()
  await Promise.all(Array.from({ length: 6 }, () => post()))
  expect(count()).toBe(1)
})

it('another message about the same order has its own effect', async () => {
  const { post, count, body } = fresh()
  await post()
  await post(JSON.stringify(body, null, 1))
  expect(count()).toBe(2)
})

it('a message that is rejected has no effect', async () => {
  const { post, count, body } = fresh()
  await running.client.post(operation.path, body, { signed: false })
  const invalid = JSON.stringify(body).replace('"shipment_items"', '"items"')
  expect((await post(invalid)).response?.status).toBe(422)
  expect(count()).toBe(0)
})

it.each([
  ['always-500', 'no effect', 0],
  ['always-401', 'no effect', 0],
  ['resets-connections', 'its effect', 1],
  ['hangs', 'its effect', 1],
])(
  'under the scenario %s a valid message has %s, and one effect with its retry',
  async (scenario, _what, effects) => {
    const { count, body, post } = fresh()
    await post(JSON.stringify({}))
    running.stub.play(scenario)
    await running.client.post(operation.path, body, { timeoutMs: 300 })
    expect(count()).toBe(effects)
    running.stub.stop()
    expect((await post()).response?.status).toBe(200)
    expect(count()).toBe(1)
  },
)

it('the totals tell what the stub judged from what a scenario responded', async () => {
  await fresh().post()
  running.stub.play('always-503')
  await fresh().post()
  const { journal } = running.stub
  expect(journal.entries({ kind: 'delivery', verdict: 'accepted' })).toHaveLength(2)
  expect(journal.totals()).toMatchObject({ played: 1, byStatus: { 503: 1 } })
})

it('the admin API gives the count as certify asks for it, and forgets it when told to', async () => {
  const { post, identifier, body } = fresh()
  await post()
  const url = `${String(running.stub.adminUrl)}/effects`
  const ask = async (query: Record<string, string>) => {
    const response = await fetch(`${url}?${new URLSearchParams(query).toString()}`)
    return [response.status, await response.json()]
  }
  expect(await ask({ operation: CONFIRMATION, identifier })).toEqual([200, { count: 1 }])
  expect(await ask({ operation: CONFIRMATION, identifier: 'unknown' })).toEqual([200, { count: 0 }])
  expect(await ask({ operation: 'shipped', identifier })).toEqual([
    400,
    expect.objectContaining({ expected: expect.stringContaining(CONFIRMATION) }),
  ])
  expect(await ask({ operation: CONFIRMATION })).toEqual([
    400,
    expect.objectContaining({ expected: 'the identifier of an order' }),
  ])
  await post(JSON.stringify(body, null, 1))
  await fresh().post()
  const none = { once: 0, moreThanOnce: 0 }
  expect(await ask({})).toEqual([
    200,
    {
      operations: {
        ...Object.fromEntries(contract.operations.map(({ id }) => [id, none])),
        [CONFIRMATION]: { once: 1, moreThanOnce: 1 },
      },
    },
  ])
  expect((await fetch(url, { method: 'DELETE' })).status).toBe(204)
  expect(await ask({ operation: CONFIRMATION, identifier })).toEqual([200, { count: 0 }])
})

it('effects are kept up to a bound, those of the newest orders', () => {
  const effects = createEffects(3)
  const identifiers = Array.from({ length: 5 }, () => {
    const { body, identifier } = fresh()
    effects.record(operation, body, Buffer.from(JSON.stringify(body)))
    return identifier
  })
  expect(identifiers.map((own) => effects.count(CONFIRMATION, own))).toEqual([0, 0, 1, 1, 1])
})
