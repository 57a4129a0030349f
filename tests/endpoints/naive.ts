import express from 'express'
import type { AddressInfo } from 'node:net'

/** An application as it is written first: it reads what it needs of a message, and checks neither that nor credentials. */
export async function startNaiveEndpoint(): Promise<{
  readonly url: string
  close(): Promise<void>
}> {
  const app = express()
  app.use(express.json())
  app.post('/drop_shipment_confirmation', (request, response) => {
    const { shipment } = request.body
    response.json({ message: `${shipment.shipment_items.length} shipped` })
  })
  for (const name of ['drop_shipment_cancellation', 'drop_shipment_partial_cancellation'])
    app.post(`/${name}`, (request, response) => {
      const { order } = request.body
      response.json({ message: `${order.order_items.length} of ${order.client_identifier}` })
    })
  const server = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
