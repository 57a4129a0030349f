import { existsSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DEFAULTS, USUAL_FILES } from '../../src/certify/index.ts'
import { sendRaw } from '../support/raw-http.ts'
import { type RunningConsole, startTestConsole } from '../support/console.ts'

/** What the console's server returns and rejects; what a person sees of it is in `tests/browser`. */

let running: RunningConsole

beforeAll(async () => {
  running = await startTestConsole({ adminPort: 0 })
})
afterAll(() => running.close())

interface ConsoleResponse {
  readonly status: number
  readonly headers: Headers
  readonly json: unknown
}

async function ask(method: string, path: string, body?: unknown): Promise<ConsoleResponse> {
  const response = await fetch(`${running.page.url}${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    json: /^[[{]/.test(text) ? (JSON.parse(text) as unknown) : text,
  }
}

const TARGETS = [
  'GET /',
  'GET /api/events',
  'GET /api/journal',
  'POST /api/send',
  'POST /api/journal/1/resend',
  'POST /api/queue/discard',
  'POST /api/certification/certificate',
]

describe('the console is only for this machine and its own page', () => {
  it.each([
    ['another host name', 'Host: evil.example'],
    ['a name that resolves to this machine', 'Host: 127.0.0.1.evil.example:4000'],
    ['another origin', 'Host: localhost\r\nOrigin: https://evil.example'],
    ['another port’s origin', 'Host: localhost:4000\r\nOrigin: http://localhost:4001'],
    ['no origin to speak of', 'Host: localhost\r\nOrigin: null'],
    ['a cross-site page', 'Host: localhost\r\nSec-Fetch-Site: cross-site'],
  ])('a request with %s is rejected, whatever it asks for', async (_what, headers) => {
    for (const target of TARGETS) {
      const request = `${target} HTTP/1.1\r\n${headers}\r\nConnection: close\r\n\r\n`
      expect((await sendRaw(running.page.url, [request])).status).toBe(403)
    }
  })

  it('listens on the loopback interface only', () => {
    expect(new URL(running.page.url).hostname).toBe('127.0.0.1')
  })

  it('a form of another page can change nothing: what changes something must be JSON', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      const response = await fetch(`${running.page.url}/api/scenario`, {
        method: 'PUT',
        headers: { 'content-type': type },
        body: '{"name":"hangs"}',
      })
      expect(response.status).toBe(415)
    }
    expect(running.stub.playing()).toEqual([])
  })

  it.each(['/', '/console.js', '/style.css', '/api/journal', '/nothing'])(
    'the response at %s has a policy that lets nothing else run, load or frame it',
    async (path) => {
      const { headers } = await ask('GET', path)
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      )
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('access-control-allow-origin')).toBeNull()
    },
  )
})

describe('a usage error gets a response with what was expected', () => {
  it.each([
    ['PUT', '/api/scenario', {}, /name or text/],
    ['PUT', '/api/scenario', { name: 'no-such' }, /no-such/],
    ['PUT', '/api/scenario', { text: 'name: x\nsteps:\n  - { stats: 3 }\n' }, /stats/],
    ['POST', '/api/compose', { operation: 'no_such' }, /no_such/],
    ['POST', '/api/compose', { operation: 'drop_shipment_confirmation', message: 'x' }, /none/],
    ['POST', '/api/send', { operation: 'drop_shipment_confirmation', to: 'client' }, /client/],
    ['POST', '/api/certification', { url: 'ftp://client.example' }, /ftp/],
    [
      'POST',
      '/api/certification',
      { url: 'http://a.example', observer: 'effects' },
      /observer URL/,
    ],
    [
      'POST',
      '/api/certification',
      { url: 'http://a.example', observerHeader: 'X-Key: 1' },
      /no observer/,
    ],
    ['POST', '/api/clock', { advance: 'soon' }, /duration/],
    ['POST', '/api/queue/retry', {}, /ids/],
    ['POST', '/api/certification/certificate', {}, /the private key as PEM/],
    ['POST', '/api/certification/certificate', { key: 'no key' }, /There is nothing to sign/],
  ])('%s %s with %j', async (method, path, body, said) => {
    const { status, json } = await ask(method, path, body)
    expect(status).toBe(400)
    expect(JSON.stringify(json)).toMatch(said)
  })

  it('credentials that are missing are named', async () => {
    const { status, json } = await ask('POST', '/api/send', {
      operation: 'drop_shipment_confirmation',
      to: 'https://client.example',
      auth: { scheme: 'oauth2', tokenUrl: 'https://client.example/token', clientId: 'me' },
      text: '{}',
    })
    expect(status).toBe(400)
    expect(json).toMatchObject({ code: 'MISSING_SECRET' })
  })

  it.each([
    [{ scheme: 'basic', username: 'u', password: 'p', header: 'X' }, 'belongs to api-key'],
    [{ scheme: 'none', secretAccessKey: 'k' }, 'belongs to aws-sigv4'],
    [{ scheme: 'stub', username: 'u' }, 'The scheme stub has no other fields'],
    [{ scheme: 'digest' }, 'Unknown authentication scheme'],
    [{ scheme: 'none', requestHeader: 'Host: x' }, 'The request header Host cannot be set'],
    [{ scheme: 'none', requestHeader: ': x' }, 'A request header has no name'],
  ])('authentication that says several things, or none, is rejected: %j', async (auth, said) => {
    const { status, json } = await ask('POST', '/api/send', {
      operation: 'drop_shipment_confirmation',
      to: 'https://client.example',
      auth,
      text: '{}',
    })
    expect(status).toBe(400)
    expect(JSON.stringify(json)).toContain(said)
  })

  it('other paths do not exist', async () => {
    expect(await ask('GET', '/api/nothing')).toMatchObject({
      status: 404,
      json: { message: 'This path does not exist in the console.' },
    })
  })
})

it('the time of the stub is set forward', async () => {
  const before = running.stub.clock.aheadMs
  const { json } = await ask('POST', '/api/clock', { advance: '25h' })
  expect(json).toMatchObject({ aheadMs: before + 25 * 3_600_000 })
  expect((await ask('GET', '/api/clock')).json).toMatchObject({ aheadMs: before + 25 * 3_600_000 })
})

it('without an address, a message and a certification say what is missing', async () => {
  for (const path of ['/api/send', '/api/certification']) {
    const { status, json } = await ask('POST', path, { operation: 'drop_shipment_confirmation' })
    expect(status).toBe(400)
    expect(json).toMatchObject({ code: 'MISSING_OPTION', where: 'the base URL' })
  }
})

it('no store is made before something is sent', async () => {
  expect(await ask('GET', '/api/queue?state=failed')).toMatchObject({
    status: 200,
    json: { exists: false, location: running.store, deliveries: [] },
  })
  expect(existsSync(running.store)).toBe(false)
})

it('a second sending to the same endpoint uses the token of the first', async () => {
  const tokens = (): number => running.stub.journal.entries({ kind: 'token' }).length
  const before = tokens()
  for (let sent = 0; sent < 3; sent++) {
    const { text } = (
      await ask('POST', '/api/compose', { operation: 'drop_shipment_confirmation' })
    ).json as { text: string }
    await ask('POST', '/api/send', {
      operation: 'drop_shipment_confirmation',
      to: running.stub.url,
      auth: { scheme: 'stub' },
      text,
    })
  }
  await expect
    .poll(() => running.stub.journal.entries({ verdict: 'accepted' }).length)
    .toBeGreaterThanOrEqual(3)
  expect(tokens() - before).toBe(1)
})

it('every variation and deviation that it offers can be composed, and is what it says', async () => {
  const operation = 'drop_shipment_partial_cancellation'
  const { json } = await ask('GET', `/api/compose/${operation}`)
  const { variations, deviations } = json as Record<'variations' | 'deviations', { id: string }[]>
  const violationsOf = async (message: string, id: string): Promise<unknown[]> => {
    const composed = await ask('POST', '/api/compose', { operation, message, id })
    const { text } = composed.json as { text: string }
    const judged = await ask('POST', '/api/check', { operation, text })
    return (judged.json as { violations: unknown[] }).violations
  }
  for (const { id } of variations) expect(await violationsOf('variation', id), id).toEqual([])
  for (const { id } of deviations) {
    expect((await violationsOf('deviation', id)).length, id).toBeGreaterThan(0)
  }
})

it('a page that connects is first told what runs', async () => {
  const ending = new AbortController()
  const response = await fetch(`${running.page.url}/api/events`, { signal: ending.signal })
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  const first = await reader?.read()
  const [, overview = ''] = /event: overview\ndata: (.*)\n/.exec(first?.value ?? '') ?? []
  expect(JSON.parse(overview)).toMatchObject({
    playing: [],
    // Of the command line, and of the policy of the console that these tests start.
    level: DEFAULTS.level,
    retrying: expect.stringContaining('after 20ms, 20ms, ') as string,
  })
  ending.abort()
})

describe('addresses of operations', () => {
  const operation = 'drop_shipment_cancellation'

  it('a message goes to the URL of its operation, and the queue is filtered by it without its secrets', async () => {
    const endpoint = `${running.stub.url}/${operation}?code=hush-hush`
    const auth = { scheme: 'stub' }
    // A valid message: a rejected one would be sent again and again.
    const composed = await ask('POST', '/api/compose', { operation })
    const { text } = composed.json as { text: string }
    await ask('POST', '/api/send', {
      operation,
      endpoint,
      to: 'http://127.0.0.1:1',
      auth,
      text,
    })
    await expect
      .poll(() => running.stub.journal.entries({ operation }).map(({ target }) => target))
      .toEqual([`/${operation}?code=[secret]`])
    const bare = endpoint.replace(/\?.*/, '')
    const found = await ask('GET', `/api/queue?to=${encodeURIComponent(bare)}`)
    const { deliveries } = found.json as { deliveries: { id: string }[] }
    expect(deliveries).toMatchObject([{ url: `${bare}?code=$DROPSHIP_QUERY_CODE` }])
    const shown = await ask('GET', `/api/queue/${deliveries[0]?.id ?? ''}`)
    expect(JSON.stringify([found.json, shown.json])).not.toContain('hush-hush')
    const none = await ask('GET', `/api/queue?to=${encodeURIComponent('http://127.0.0.1:1')}`)
    expect(none.json).toMatchObject({ deliveries: [] })
  })

  it('a certification observes effects where the form names an observer', async () => {
    const observer = `${String(running.stub.adminUrl)}/effects`
    const endpoints = { [operation]: `${running.stub.url}/${operation}` }
    const order = { endpoints, level: 'compatible', auth: { scheme: 'stub' }, observer }
    const sent = { ...order, observerHeader: 'X-Key: k3y-of-mine' }
    expect((await ask('POST', '/api/certification', sent)).status).toBe(200)
    const state = async () => (await ask('GET', '/api/certification')).json
    await expect
      .poll(state, { timeout: 20_000, interval: 100 })
      .toMatchObject({ status: 'finished', verdict: 'certified', effects: 'observed' })
    const report = await ask('GET', '/api/certification/report.json')
    expect(JSON.stringify(report.json)).not.toContain('k3y-of-mine')
    for (const { name, mediaType } of USUAL_FILES) {
      const { status, headers } = await fetch(`${running.page.url}/api/certification/${name}`)
      expect([status, headers.get('content-type')]).toEqual([200, mediaType])
    }
  })

  it('a certification is of the operations that have one', async () => {
    const endpoints = { [operation]: `${running.stub.url}/${operation}` }
    const { json } = await ask('POST', '/api/certification', { endpoints, level: 'compatible' })
    expect(json).toMatchObject({
      status: 'running',
      endpoint: endpoints[operation],
      addresses: [{ operation, url: endpoints[operation] }],
      notEnabled: ['drop_shipment_confirmation', 'drop_shipment_partial_cancellation'],
    })
    await ask('DELETE', '/api/certification')
  })
})
