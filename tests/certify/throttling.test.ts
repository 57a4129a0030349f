import { describe, expect, it } from 'vitest'
import type { Exchange } from '../../src/core/index.ts'
import { Throttling } from '../../src/certify/run/throttling.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { correctBehaviour } from '../endpoints/endpoint.ts'
import { certifyEndpoint } from '../endpoints/score.ts'

function response(status: number, headers: Readonly<Record<string, string>> = {}): Exchange {
  return {
    request: { method: 'POST', url: 'http://127.0.0.1/', headers: [] },
    response: {
      status,
      headers: Object.entries(headers),
      body: new Uint8Array(),
      truncated: false,
    },
    startedAt: 0,
    durationMs: 1,
  }
}

/** Settles a first response; the request sent again and its neighbour get what comes next in their lists. */
async function settle(first: Exchange, again: Exchange[], neighbours: Exchange[] | undefined) {
  const waits: number[] = []
  const throttling = new Throttling(createFakeClock())
  const settled = await throttling.settle(first, {
    again: () => Promise.resolve(again.shift() ?? response(500)),
    neighbour: () =>
      neighbours === undefined ? undefined : Promise.resolve(neighbours.shift() ?? response(500)),
    wait: (ms) => {
      waits.push(ms)
      return Promise.resolve()
    },
  })
  const status = settled.kind === 'response' ? settled.exchange.response?.status : settled.status
  return { outcome: `${settled.kind} ${status}`, waits, slowed: throttling.spacingMs > 0 }
}

const TOO_MANY = response(429, { 'retry-after': '3' })
const OK = response(200)

describe('a response that asks the run to slow down', () => {
  it.each<[string, Exchange, Exchange[], Exchange[] | undefined, string, number[]]>([
    ['429 with Retry-After is waited for', TOO_MANY, [OK], [], 'response 200', [3000]],
    ['429 without it waits a second', response(429), [OK], [], 'response 200', [1000]],
    [
      '503 with Retry-After is waited for',
      response(503, { 'retry-after': '2' }),
      [OK],
      [],
      'response 200',
      [2000],
    ],
    [
      '429 that repeats while a neighbour passes is a verdict on the message',
      TOO_MANY,
      [TOO_MANY],
      [OK],
      'response 429',
      [3000],
    ],
    [
      '429 that repeats for the neighbour too is waited for longer',
      TOO_MANY,
      [TOO_MANY, OK],
      [TOO_MANY],
      'response 200',
      [3000, 1000],
    ],
    [
      '429 to everything ends the run',
      TOO_MANY,
      Array<Exchange>(9).fill(TOO_MANY),
      Array<Exchange>(9).fill(TOO_MANY),
      'throttled 429',
      [3000, 1000, 3000, 2000, 3000, 4000, 3000, 8000],
    ],
    [
      'Retry-After of an hour is not waited for',
      response(429, { 'retry-after': '3600' }),
      [],
      [TOO_MANY],
      'throttled 429',
      [],
    ],
    [
      'Retry-After of an hour for this message alone is a verdict',
      response(429, { 'retry-after': '3600' }),
      [],
      [OK],
      'response 429',
      [],
    ],
    ['503 alone is judged where a neighbour passes', response(503), [], [OK], 'response 503', []],
    [
      '503 to everything for a moment is a limit without words',
      response(503),
      [OK],
      [response(503)],
      'response 200',
      [1000],
    ],
    [
      '503 to everything for good is an endpoint that broke',
      response(503),
      Array<Exchange>(9).fill(response(503)),
      Array<Exchange>(9).fill(response(503)),
      'response 503',
      [1000, 2000, 4000, 8000],
    ],
    ['403 to one message is a verdict on it', response(403), [], [OK], 'response 403', []],
    [
      '403 to everything from some moment on ends the run',
      response(403),
      Array<Exchange>(9).fill(response(403)),
      Array<Exchange>(9).fill(response(403)),
      'throttled 403',
      [1000, 2000, 4000, 8000],
    ],
    [
      'before anything was accepted there is nothing to compare with',
      response(403),
      [],
      undefined,
      'response 403',
      [],
    ],
    ['any other status is judged as it is', response(500), [], [OK], 'response 500', []],
  ])('%s', async (_title, first, again, neighbours, outcome, waits) => {
    expect(await settle(first, again, neighbours)).toMatchObject({ outcome, waits })
  })

  it('slows the run down, and lets it come back to its pace', async () => {
    const throttling = new Throttling(createFakeClock())
    await throttling.settle(TOO_MANY, {
      again: () => Promise.resolve(OK),
      neighbour: () => undefined,
      wait: () => Promise.resolve(),
    })
    expect(throttling.spacingMs).toBe(50)
    for (let sent = 0; sent < 200; sent++) throttling.noteSent()
    expect([throttling.spacingMs, throttling.widestMs]).toEqual([0, 50])
  })
})

/** Responds to everything with a status while it throttles: twice in a run, for a third of a second each. */
function limiting(status: number, headers: Readonly<Record<string, string>> = {}) {
  const correct = correctBehaviour()
  let sinceRest = 0
  let restsUntil = 0
  let rests = 0
  return {
    ...correct,
    intercept: ({ response: out }: Parameters<typeof correct.intercept>[0]) => {
      if (rests < 2 && ++sinceRest > 100) {
        rests++
        sinceRest = 0
        restsUntil = performance.now() + 300
      }
      if (performance.now() > restsUntil) return false
      out.writeHead(status, headers).end()
      return true
    },
  }
}

describe('a correct endpoint behind a limiter', () => {
  it.each<[string, number, Record<string, string>]>([
    ['429 with Retry-After', 429, { 'retry-after': '1' }],
    ['503 without a word, as nginx has it', 503, {}],
  ])('is certified: %s', async (_title, status, headers) => {
    const report = await certifyEndpoint(limiting(status, headers), 'compatible')
    expect(report.checks.filter((check) => check.status === 'failed').map(({ id }) => id)).toEqual(
      [],
    )
    expect(report.verdict).toBe('certified')
  })

  it('that blocks the caller for good gets no verdict, and the reason names --rate', async () => {
    const correct = correctBehaviour()
    let seen = 0
    const report = await certifyEndpoint(
      {
        ...correct,
        intercept: ({ response: out }) => {
          if (++seen < 100) return false
          out.writeHead(429, { 'retry-after': '3600' }).end()
          return true
        },
      },
      'compatible',
    )
    expect(report.verdict).toBe('inconclusive')
    expect(report.reason).toContain('--rate')
    expect(report.checks.filter((check) => check.status === 'failed').map(({ id }) => id)).toEqual(
      [],
    )
  })
})
