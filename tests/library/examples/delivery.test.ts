/** The reference sender against the stub: a delivery from the message to the journal. */
import { expect, it } from 'vitest'
import { createSender, loadContract, messages, startStub } from 'drop-ship-harness'

it('a message is delivered and is in the journal', async () => {
  const stub = await startStub()
  const sender = createSender({ endpoint: stub.url, credentials: stub.credentials })
  try {
    const body = messages(await loadContract(), 'drop_shipment_cancellation').example()
    const { outcome, attempts } = await sender.send({
      operation: 'drop_shipment_cancellation',
      body,
    })
    expect(outcome).toBe('delivered')
    expect(attempts).toHaveLength(1)
  } finally {
    await sender.close()
    await stub.close()
  }
})
