import { expect, it } from 'vitest'
import { systemClock } from '../../src/core/index.ts'
import { openStore } from '../../src/queue/index.ts'
import { confirmation } from '../support/confirmation.ts'
import { startTestConsole } from '../support/console.ts'
import { delivery, outcome } from '../support/deliveries.ts'
import { startScriptedEndpoint } from '../support/scripted-endpoint.ts'

it('a fresh console retries what its own stub failed, with no other’s credentials, and leaves the queue to a worker', async () => {
  const fresh = await startTestConsole()
  const other = await startScriptedEndpoint(() => ({ status: 200 }))
  try {
    const queue = await openStore(fresh.store, { clock: systemClock })
    const operation = 'drop_shipment_confirmation'
    const own = `${fresh.stub.url}/${operation}`
    // It begins like the stub's address, and is another's.
    const alike = `${fresh.stub.url}@${new URL(other.url).host}`
    for (const endpoint of [fresh.stub.url, own, other.url, alike]) {
      const url = endpoint === own ? own : `${endpoint}/${operation}`
      const body = Buffer.from(JSON.stringify(confirmation()))
      await queue.enqueue([delivery({ endpoint, operation, url, body })])
    }
    await queue.startWork()
    for (const { endpoint } of await queue.pending()) {
      for (const claim of await queue.claim(endpoint, 9, 'all'))
        await queue.settle(outcome(claim, { state: 'failed' }))
    }
    await queue.endWork()
    const response = await fetch(`${fresh.page.url}/api/queue/retry`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ all: true }),
    })
    expect(await response.json()).toMatchObject({ retried: 4, waiting: 2 })
    await expect.poll(() => queue.counts()).toMatchObject({ delivered: 2, due: 2 })
    expect(fresh.stub.journal.entries({ verdict: 'accepted', kind: 'delivery' })).toHaveLength(2)
    expect(other.received).toEqual([])
    await expect.poll(() => queue.startWork().then(() => 'the worker')).toBe('the worker')
    await queue.close()
  } finally {
    await fresh.close()
    await other.close()
  }
})
