import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { beforeEach, expect, it, vi } from 'vitest'
import { type BodyStore, createBodyStore } from '../../src/certify/run/body-store.ts'
import { collectGarbage } from '../../src/cli/memory.ts'
import { type Exchange, START_BYTES, startOf } from '../../src/core/index.ts'

const MEGABYTE = 1_000_000
let collections = 0
let store: BodyStore
let count = 0
beforeEach(() => {
  collections = 0
  count = 0
  store = createBodyStore(() => (collections += 1))
})

/** An exchange whose bodies consist of a letter each. */
const next = (requestBytes: number, responseBytes = requestBytes): Exchange => {
  const letter = count++ % 26
  return store.keep({
    request: {
      method: 'POST',
      url: 'http://client.example/',
      headers: [['Accept', 'application/json']],
      body: Buffer.alloc(requestBytes, 0x61 + letter),
    },
    response: {
      status: 422,
      headers: [['content-type', 'application/json']],
      truncated: false,
      body: Buffer.alloc(responseBytes, 0x41 + letter),
    },
    startedAt: 1,
    durationMs: 2,
  })
}
const bodiesOf = ({ request, response }: Exchange): unknown[] =>
  [request.body, response?.body].map((body) =>
    body instanceof Uint8Array ? [body.length, body[0], body.at(-1)] : body,
  )

it.each([100, 1000, 20_000, MEGABYTE])(
  'keeps bodies of %i bytes whole and apart from each other',
  (length) => {
    const exchanges = Array.from({ length: 12 }, () => next(length, length + 1))
    expect(exchanges.map(bodiesOf)).toEqual(
      exchanges.map((_, index) => [
        [length, 0x61 + index, 0x61 + index],
        [length + 1, 0x41 + index, 0x41 + index],
      ]),
    )
    expect(exchanges[0]).toMatchObject({
      request: { method: 'POST', headers: [['Accept', 'application/json']] },
      response: { status: 422, truncated: false },
      startedAt: 1,
      durationMs: 2,
    })
  },
)

it('leaves a body that is streamed, and a response that did not come, as they are', () => {
  const body = (): AsyncIterable<Uint8Array> => (async function* () {})()
  const request = { method: 'POST', url: 'http://client.example/', headers: [], body }
  const failure = { kind: 'timeout', message: 'it took too long' } as const
  expect(store.keep({ request, failure, startedAt: 1, durationMs: 2 })).toEqual({
    request,
    failure,
    startedAt: 1,
    durationMs: 2,
  })
})

it('reads the first bytes of a large body alone', () => {
  const { response } = next(0, MEGABYTE)
  next(0, MEGABYTE)
  const start = response === undefined ? undefined : startOf(response)
  expect(start).toHaveLength(START_BYTES)
  expect(start?.at(-1)).toBe(0x41)
})

it('keeps the bodies of thousands of exchanges out of the memory', async () => {
  const exchanges: Exchange[] = []
  collectGarbage()
  const before = process.memoryUsage().arrayBuffers
  for (let each = 0; each < 3000; each++) exchanges.push(next(6000, 6000))
  // Of 36 MB. What was collected is counted off a little later.
  await vi.waitFor(() => {
    collectGarbage()
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10 * MEGABYTE)
  })
  const letter = 2999 % 26
  expect(bodiesOf(exchanges[2999] ?? next(0))).toEqual([
    [6000, 0x61 + letter, 0x61 + letter],
    [6000, 0x41 + letter, 0x41 + letter],
  ])
})

it('leaves no file behind that somebody has to remove', () => {
  const exchange = next(MEGABYTE)
  const own = readdirSync(tmpdir()).filter((name) =>
    name.startsWith(`dropship-certify-${process.pid}.`),
  )
  expect(own).toEqual([])
  expect(bodiesOf(exchange)[0]).toEqual([MEGABYTE, 0x61, 0x61])
})

it('asks for a collection of garbage after every 8 MB on the disk, and never for small bodies', () => {
  for (let each = 0; each < 17; each++) next(0, MEGABYTE)
  expect(collections).toBe(2)
  collections = 0
  for (let each = 0; each < 1000; each++) next(200)
  expect(collections).toBe(0)
})
