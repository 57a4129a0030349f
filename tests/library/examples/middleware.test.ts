/** A client validates what arrives before its own code sees it, and hears of what readers understand differently. */
import { expect, it } from 'vitest'
import request from 'supertest'
import { loadContract, messages } from 'drop-ship-harness'
import express from 'express'
import { dropShip } from 'drop-ship-harness/express'

const log: string[] = []
const app = express()
app.use(
  '/webhooks',
  dropShip({
    onRejected: ({ operation, status, body }) =>
      log.push(`${operation} ${status}: ${body.message}`),
    onWarned: ({ operation, warnings }) => {
      for (const { line, column, message } of warnings)
        log.push(`${operation}, line ${line}, column ${column}: ${message}`)
    },
  }),
)
app.post('/webhooks/drop_shipment_confirmation', (_request, response) => {
  response.json({ message: 'Success' })
})

const send = (text: string) =>
  request(app)
    .post('/webhooks/drop_shipment_confirmation')
    .set('content-type', 'application/json')
    .send(text)

it('the endpoint logs what is rejected, and what others may read differently', async () => {
  const confirmation = JSON.stringify(
    messages(await loadContract(), 'drop_shipment_confirmation').message('full'),
  )
  expect((await send(confirmation)).status).toBe(200)
  expect(log).toEqual([])

  expect((await send('{"shipment":{}}')).status).toBe(422)
  expect(log.splice(0)).toEqual([expect.stringMatching(/^drop_shipment_confirmation 422: /)])

  const twice = confirmation.replace('{"shipment":{', '{"shipment":{"id":9007199254740993,')
  expect((await send(twice)).status).toBe(200)
  expect(log).toEqual([
    expect.stringMatching(/^drop_shipment_confirmation, line 1, column \d+: .*9007199254740993/),
    expect.stringMatching(
      /^drop_shipment_confirmation, line 1, column \d+: .*id is given more than once/,
    ),
  ])
})
