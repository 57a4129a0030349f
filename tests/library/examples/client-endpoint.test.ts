/** A client tests its own endpoint: every valid message is accepted, every invalid one is rejected. */
import fastify from 'fastify'
import { expect, it } from 'vitest'
import { describeDeviation, applyEdit, loadContract, messages } from 'drop-ship-harness'
import { dropShip } from 'drop-ship-harness/fastify'
import { matchers } from 'drop-ship-harness/vitest'

expect.extend(matchers)

it('the endpoint takes what is right and says what is wrong', async () => {
  const app = fastify()
  await app.register(dropShip)
  app.post('/drop_shipment_confirmation', () => ({ message: 'Success' }))

  const confirmations = messages(await loadContract(), 'drop_shipment_confirmation')
  const confirmation = confirmations.message('full', 2)
  expect(confirmation.shipment.shipment_items).toHaveLength(2)
  expect(confirmation).toSatisfyRequest('drop_shipment_confirmation')

  const accepted = await app.inject({
    method: 'POST',
    url: '/drop_shipment_confirmation',
    payload: confirmation,
  })
  expect(accepted.statusCode).toBe(200)
  await expect(accepted).toSatisfyResponse('drop_shipment_confirmation')

  for (const deviation of confirmations.deviations().slice(0, 20)) {
    const rejected = await app.inject({
      method: 'POST',
      url: '/drop_shipment_confirmation',
      payload: JSON.stringify(applyEdit(confirmation, deviation.edit)),
      headers: { 'content-type': 'application/json' },
    })
    expect(rejected.statusCode, describeDeviation(deviation)).toBe(422)
    await expect(rejected).toSatisfyResponse('drop_shipment_confirmation')
  }
})
