import { connect } from 'node:net'
import { expect, it } from 'vitest'
import type { Stub } from '../../mocks/stub/index.ts'
import { stubPerTest } from '../support/running-stub.ts'

const PATH = '/drop_shipment_confirmation'

const running = stubPerTest({
  auth: { scheme: 'none' },
  journalEntries: 5,
  journalBytes: 10_000,
})

const example = (): unknown => running.stub.contract.operations[0]?.examples[0]?.value

it('the journal has the request, the verdict and the response', async () => {
  await running.client.post(PATH, { shipment: 1 })
  expect(running.stub.journal.entries()).toMatchObject([
    {
      id: 1,
      kind: 'delivery',
      operation: 'drop_shipment_confirmation',
      method: 'POST',
      target: PATH,
      body: '{"shipment":1}',
      bodyBytes: 14,
      verdict: 'invalid',
      violations: [{ pointer: '/shipment', code: 'invalid_type' }],
      answer: { status: 422 },
      attempt: 1,
      duplicate: false,
    },
  ])
})

it('what readers of a body may understand differently is in its entry, and changes no verdict', async () => {
  const text = JSON.stringify(example()).replace('"carrier":', '"carrier":\n"", "carrier" :')
  await running.client.post(PATH, Buffer.from(text.replace(/"id":\d+/, '"id":1e400')))
  const [entry] = running.stub.journal.entries()
  expect(entry?.verdict).toBe('accepted')
  expect(entry?.warnings).toMatchObject([
    { kind: 'imprecise-number', message: expect.stringContaining('is 1e400') as unknown },
    { kind: 'duplicate-property', pointer: '/shipment/carrier', line: 2, column: 5 },
  ])
  await running.client.post(PATH, example())
  expect(running.stub.journal.entries()[1]?.warnings).toEqual([])
})

it('attempts at the same message are counted, and known as duplicates once one was accepted', async () => {
  await running.client.post(PATH, { shipment: 1 })
  await running.client.post(PATH, example())
  await running.client.post(PATH, { shipment: 1 })
  await running.client.post(PATH, example())
  expect(
    running.stub.journal.entries().map(({ attempt, duplicate }) => [attempt, duplicate]),
  ).toEqual([
    [1, false],
    [1, false],
    [2, false],
    [2, true],
  ])
})

it('the header webhook-id names a message, whatever its body', async () => {
  const headers = [
    ['Content-Type', 'application/json'],
    ['Webhook-Id', 'msg_1'],
  ] as const
  await running.client.post(PATH, { shipment: 1 }, { headers })
  await running.client.post(PATH, { shipment: 2 }, { headers })
  expect(running.stub.journal.timeline('msg_1')).toMatchObject([
    { attempt: 1, entry: 1, status: 422 },
    { attempt: 2, entry: 2, status: 422, waitedMs: expect.any(Number) },
  ])
})

it('the journal keeps the newest requests and counts all', async () => {
  for (let index = 0; index < 12; index++) await running.client.post(PATH, { shipment: index })
  expect(running.stub.journal.entries().map(({ id }) => id)).toEqual([8, 9, 10, 11, 12])
  expect(running.stub.journal.entries({ limit: 2 }).map(({ id }) => id)).toEqual([11, 12])
  expect(running.stub.journal.entry(7)).toBeUndefined()
  expect(running.stub.journal.totals()).toMatchObject({
    requests: 12,
    byVerdict: { invalid: 12 },
    byStatus: { 422: 12 },
  })
})

it('the journal keeps no more bytes than it may', async () => {
  for (let index = 0; index < 3; index++)
    await running.client.post(PATH, { shipment: 'x'.repeat(4000) })
  expect(running.stub.journal.entries()).toHaveLength(2)
  await running.client.post(PATH, { shipment: 'x'.repeat(40_000) })
  expect(running.stub.journal.entries().map(({ bodyBytes }) => bodyBytes)).toEqual([40_015])
})

it('entries are found by what they are', async () => {
  await running.client.post(PATH, example())
  await running.client.post('/elsewhere', 'x')
  const headers = [
    ['Content-Type', 'application/json'],
    ['X-Dropship-Run', 'run-1'],
  ] as const
  await running.client.post(PATH, { shipment: 1 }, { headers })
  const ids = (query: Parameters<Stub['journal']['entries']>[0]) =>
    running.stub.journal.entries(query).map(({ id }) => id)
  expect(ids({ verdict: 'accepted' })).toEqual([1])
  expect(ids({ kind: 'other' })).toEqual([2])
  expect(ids({ status: 422 })).toEqual([3])
  expect(ids({ operation: 'drop_shipment_confirmation' })).toEqual([1, 3])
  expect(ids({ run: 'run-1' })).toEqual([3])
  expect(ids({ after: 2 })).toEqual([3])
  running.stub.journal.clear()
  expect(ids({})).toEqual([])
})

it('waiting for an entry ends with one that is there, with one that comes, or with the signal', async () => {
  const coming = running.stub.journal.waitFor({ verdict: 'accepted' })
  await running.client.post(PATH, { shipment: 1 })
  await running.client.post(PATH, example())
  expect((await coming).id).toBe(2)
  expect((await running.stub.journal.waitFor({ verdict: 'invalid' })).id).toBe(1)
  const stop = new AbortController()
  const never = running.stub.journal.waitFor({ verdict: 'not-json' }, stop.signal)
  stop.abort(new Error('enough'))
  await expect(never).rejects.toThrow('enough')
})

it('a sender that goes away in the middle of its body is noted', async () => {
  const waiting = running.stub.journal.waitFor({ verdict: 'aborted' })
  const { hostname, port } = new URL(running.stub.url)
  const socket = connect({ host: hostname, port: Number(port) })
  socket.write(`POST ${PATH} HTTP/1.1\r\nHost: stub\r\nContent-Length: 9\r\n\r\n{`, () =>
    socket.destroy(),
  )
  expect((await waiting).answer).toBeUndefined()
})
