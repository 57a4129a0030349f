import { afterEach, expect, it } from 'vitest'
import { type RunningConsole, startTestConsole } from '../support/console.ts'

let running: RunningConsole | undefined
afterEach(() => running?.close())

const HOUR = 3_600_000

function post({ page }: RunningConsole, path: string, body: unknown): Promise<Response> {
  return fetch(`${page.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

/** The page's events until one matches. */
async function eventOf({ page }: RunningConsole, pattern: RegExp): Promise<RegExpExecArray> {
  const leaving = new AbortController()
  const { body } = await fetch(`${page.url}/api/events`, { signal: leaving.signal })
  let text = ''
  try {
    for await (const piece of (body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
      text += piece
      const found = pattern.exec(text)
      if (found !== null) return found
    }
  } finally {
    leaving.abort()
  }
  throw new Error(`no event matched: ${text}`)
}

it('what the console sends waits by the stub’s time, and is counted down by the page’s', async () => {
  running = await startTestConsole({ auth: { scheme: 'none' } }, { policy: { backoffMs: HOUR } })
  const { stub } = running
  stub.clock.advance(25 * HOUR)
  stub.play({ steps: [{ status: 503, for: '30m' }] })
  const waiting = eventOf(running, /"dueAt":(\d+)/)
  const sent = await post(running, '/api/send', {
    operation: 'drop_shipment_confirmation',
    to: stub.url,
    auth: { scheme: 'none' },
    text: '{}',
  })
  expect(sent.status).toBe(200)
  const [, dueAt = ''] = await waiting
  const leftMs = Number(dueAt) - Date.now()
  expect(leftMs).toBeGreaterThan(0.9 * HOUR)
  expect(leftMs).toBeLessThan(1.3 * HOUR)
  const deliveries = () => stub.journal.entries({ kind: 'delivery' }).length
  expect(deliveries()).toBe(1)
  await post(running, '/api/clock', { advance: '2h' })
  await expect.poll(deliveries, { timeout: 10_000 }).toBe(2)
})
