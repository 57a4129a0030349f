import { expect, it } from 'vitest'
import { createSender, startStub } from '../../src/index.ts'

it('a sender of the library follows the clock of a stub in the same process', async () => {
  const stub = await startStub({ auth: { scheme: 'none' } })
  const { clock } = stub
  const sender = createSender({ endpoint: stub.url, clock, policy: { backoffMs: 2 * 3_600_000 } })
  stub.play({ steps: [{ status: 503, for: '1h' }] })
  const began = clock.now()
  const sending = sender.send({ operation: 'drop_shipment_confirmation', body: {} })
  const hours = setInterval(() => clock.advance(1_800_000), 10)
  try {
    const { attempts } = await sending
    expect(attempts.map(({ status }) => status).slice(0, 2)).toEqual([503, 422])
    expect(clock.now() - began).toBeGreaterThan(2 * 3_600_000)
  } finally {
    clearInterval(hours)
    await sender.close()
    await stub.close()
  }
})
