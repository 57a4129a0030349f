import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { DeliveryDetail, EntryDetail, EntryList, QueuePage } from '../../mocks/console/api.ts'
import { CONFIRMATION, confirmation } from '../support/confirmation.ts'
import { type RunningConsole, startTestConsole } from '../support/console.ts'
import { type ScriptedEndpoint, startScriptedEndpoint } from '../support/scripted-endpoint.ts'
import { createStubClient } from '../support/stub-client.ts'

/** What the console's server says of single requests, and what it does with many. */

let running: RunningConsole
let endpoint: ScriptedEndpoint

beforeAll(async () => {
  running = await startTestConsole({ journalEntries: 6 })
  endpoint = await startScriptedEndpoint(({ body }) => ({
    status: body.includes('broken') ? 500 : 422,
  }))
})
afterAll(async () => {
  await running.close()
  await endpoint.close()
})

async function ask<T>(
  method: string,
  path: string,
  body?: unknown,
): Promise<T & { code?: string }> {
  const response = await fetch(`${running.page.url}${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return (text === '' ? {} : JSON.parse(text)) as T & { code?: string }
}

const JSON_TYPE = ['Content-Type', 'application/json'] as const

async function post(body: unknown, id: string): Promise<void> {
  const client = createStubClient(running.stub)
  await client.post(CONFIRMATION, body, { headers: [JSON_TYPE, ['webhook-id', id]] })
  await client.close()
}

describe('a request', () => {
  it('is sent again with the same id and bytes, and only once', async () => {
    await post(confirmation({ carrier: 1 }), 'msg_again')
    const [first] = running.stub.journal.entries({ message: 'msg_again' })
    expect(await ask('POST', `/api/journal/${first?.id}/resend`, {})).toMatchObject({
      status: 422,
      error: expect.stringContaining('422') as string,
    })
    const entries = running.stub.journal.entries({ message: 'msg_again' })
    expect(entries.map(({ attempt, body }) => [attempt, body])).toEqual([
      [1, first?.body],
      [2, first?.body],
    ])
  })

  it.each([
    ['has bytes that are not text', Buffer.from([0x7b, 0xff, 0x7d])],
    ['has a secret in it', JSON.stringify({ secret: 'only-for-local-use' })],
  ])('is not sent again where its body %s', async (_what, body) => {
    await post(body, 'msg_odd')
    const entry = running.stub.journal.entries({ message: 'msg_odd' }).at(-1)
    expect(await ask('POST', `/api/journal/${entry?.id}/resend`, {})).toMatchObject({
      code: 'INVALID_OPTION',
      message: 'The body cannot be sent again as it was.',
    })
  })

  it('goes to somebody else’s endpoint only with credentials that were given before', async () => {
    const proxied = await startTestConsole(
      {},
      { subject: { kind: 'proxy', url: endpoint.url, to: endpoint.url } },
    )
    try {
      const client = createStubClient(proxied.stub)
      await client.post(CONFIRMATION, confirmation())
      await client.close()
      const [delivery] = proxied.stub.journal.entries({ kind: 'delivery' })
      const call = async (path: string, body: unknown): Promise<unknown> =>
        (
          await fetch(`${proxied.page.url}${path}`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(body),
          })
        ).json()
      const resend = (): Promise<unknown> => call(`/api/journal/${delivery?.id}/resend`, {})
      expect(await resend()).toMatchObject({
        message: 'The credentials of this endpoint are unknown.',
      })
      const operation = CONFIRMATION.slice(1)
      const own = { operation, to: endpoint.url, auth: { scheme: 'none' }, text: '{}' }
      await call('/api/send', own)
      expect(await resend()).toMatchObject({ status: 422 })
    } finally {
      await proxied.close()
    }
  })

  it('is not sent again where it is the token service’s', async () => {
    const [token] = running.stub.journal.entries({ kind: 'token' })
    expect(await ask('POST', `/api/journal/${token?.id}/resend`, {})).toMatchObject({
      message: 'Only a delivery can be sent again.',
    })
  })

  it('comes with a command that has no secret', async () => {
    await post(confirmation(), 'msg_curl')
    const entries = running.stub.journal.entries().slice(-2)
    const details = await Promise.all(
      entries.map(({ id }) => ask<EntryDetail>('GET', `/api/journal/${id}`)),
    )
    const [token, delivery] = details.map(({ curl }) => curl)
    expect(token).toContain('"$DROPSHIP_CLIENT_')
    expect(delivery).toContain('Bearer $DROPSHIP_ACCESS_TOKEN')
    expect(JSON.stringify(details)).not.toContain('only-for-local-use')
  })

  it('that newer ones replaced is counted until the journal is cleared', async () => {
    const total = running.stub.journal.totals().requests
    const list = await ask<EntryList>('GET', '/api/journal')
    expect(list).toMatchObject({ first: total - 5, replaced: total - 6 })
    expect(list.entries).toHaveLength(6)
    expect(await ask('POST', '/api/journal/1/resend', {})).toMatchObject({
      message: expect.stringContaining('no longer kept') as string,
    })
    await fetch(`${running.page.url}/api/journal`, { method: 'DELETE' })
    expect(await ask('GET', '/api/journal')).toEqual({ entries: [], first: total + 1, replaced: 0 })
  })
})

describe('the failure queue', () => {
  const page = (query: string): Promise<QueuePage> =>
    ask<QueuePage>('GET', `/api/queue?state=failed&${query}`)
  const names = async (query: string): Promise<(string | undefined)[]> =>
    (await page(query)).deliveries.map(({ identifier }) => identifier)

  beforeAll(async () => {
    for (const name of ['order-1', 'order-2', 'broken-1', 'broken-2']) {
      await ask('POST', '/api/send', {
        operation: CONFIRMATION.slice(1),
        to: endpoint.url,
        auth: { scheme: 'none' },
        text: JSON.stringify(confirmation({ client_identifier: name, carrier: 7 })),
      })
    }
    await vi.waitUntil(async () => (await page('')).counts.failed === 4, { timeout: 20_000 })
  })

  it.each([
    ['', ['order-1', 'order-2', 'broken-1', 'broken-2']],
    ['outcome=rejected', ['order-1', 'order-2']],
    ['outcome=failed', ['broken-1', 'broken-2']],
    ['outcome=delivered', []],
    ['text=BROKEN-2', ['broken-2']],
    ['text=client-error', ['order-1', 'order-2']],
    ['text=order&outcome=failed', []],
    ['operation=drop_shipment_cancellation', []],
    ['operation=drop_shipment_confirmation&text=r-1', ['order-1']],
    ['until=1000', []],
    ['since=1000', ['order-1', 'order-2', 'broken-1', 'broken-2']],
    ['outcome=&text=&to=', ['order-1', 'order-2', 'broken-1', 'broken-2']],
  ])('filtered by «%s»', async (query, expected) => {
    expect(await names(query)).toEqual(expected)
    expect((await page(query)).matching).toEqual({ count: expected.length, isMore: false })
  })

  it('shows of a delivery which rules its body breaks, and a command', async () => {
    const [first] = (await page('text=order-1')).deliveries
    const detail = await ask<DeliveryDetail>('GET', `/api/queue/${first?.id}`)
    expect(detail.violations).toMatchObject([{ pointer: '/shipment/carrier' }])
    expect(detail.curl).toMatch(/^# Add the endpoint's authentication\.\ncurl .*order-1/)
    expect(detail.curl).toContain(`webhook-id: ${first?.id}`)
  })

  it('retries and discards what matches the view, and nothing else', async () => {
    const before = endpoint.received.length
    expect(await ask('POST', '/api/queue/retry', { all: true, outcome: 'failed' })).toEqual({
      retried: 2,
      waiting: 0,
      ids: [expect.stringMatching(/^msg_/), expect.stringMatching(/^msg_/)],
    })
    await expect.poll(() => endpoint.received.length, { timeout: 20_000 }).toBe(before + 12)
    expect(endpoint.received.slice(before).every(({ body }) => body.includes('broken'))).toBe(true)
    await expect.poll(async () => (await page('')).counts.failed, { timeout: 20_000 }).toBe(4)
    // The state is the failure queue's, whatever a request says.
    const discarded = { all: true, text: 'order-2', state: 'delivered' }
    expect(await ask('POST', '/api/queue/discard', discarded)).toEqual({ discarded: 1 })
    expect(await names('')).toEqual(['order-1', 'broken-1', 'broken-2'])
  })
})
