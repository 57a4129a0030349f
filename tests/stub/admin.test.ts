import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { sendRaw } from '../support/raw-http.ts'
import { stubForFile } from '../support/running-stub.ts'
import { errorsIn } from '../support/outputs.ts'

const PATH = '/drop_shipment_confirmation'

const { stub, client } = await stubForFile({ adminPort: 0 })

async function ask(method: string, path: string, body?: unknown) {
  const response = await fetch(`${String(stub.adminUrl)}${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return {
    status: response.status,
    text,
    json: text.startsWith('{') ? (JSON.parse(text) as unknown) : undefined,
  }
}

it('the admin API gives the journal, by the filters that are given', async () => {
  await client.post(PATH, { shipment: 1 })
  const all = await ask('GET', '/journal?verdict=invalid&limit=5')
  expect(all.json).toMatchObject({ entries: [{ verdict: 'invalid', answer: { status: 422 } }] })
  const [entry] = stub.journal.entries({ verdict: 'invalid' })
  const shown = (await ask('GET', `/journal/${entry?.id}`)).json
  expect(errorsIn('journal', shown)).toBe('')
  expect(shown).toMatchObject({
    id: entry?.id,
    startedAt: new Date(entry?.startedAt ?? 0).toISOString(),
    violations: entry?.violations.map(({ message }) => ({ message })),
  })
  expect((await ask('GET', '/journal/999')).status).toBe(404)
  expect((await ask('GET', `/messages/${entry?.message}`)).json).toMatchObject({
    attempts: [{ attempt: 1, status: 422 }],
  })
})

it.each([
  ['/journal?verdct=invalid', 'did you mean verdict?'],
  ['/journal?verdict=bad', 'accepted'],
  ['/journal?limit=-1', 'a whole number'],
])(
  'a query that the journal does not know (%s) is rejected with what it knows',
  async (path, said) => {
    const { status, text } = await ask('GET', path)
    expect([status, text]).toEqual([400, expect.stringContaining(said)])
  },
)

it('the admin API starts and stops scenarios', async () => {
  expect((await ask('PUT', '/scenario', { name: 'always-503' })).json).toEqual({
    playing: [{ name: 'always-503' }],
  })
  expect((await client.post(PATH, {})).response?.status).toBe(503)
  await ask('PUT', '/scenario?run=r1', { name: 'mine', steps: [{ status: 418 }] })
  expect((await ask('GET', '/scenarios')).json).toMatchObject({
    playing: [{ name: 'always-503' }, { name: 'mine', run: 'r1' }],
    readyMade: expect.arrayContaining([{ name: 'flaky', description: expect.any(String) }]),
  })
  expect((await ask('DELETE', '/scenario')).json).toEqual({ playing: [] })
  expect((await client.post(PATH, {})).response?.status).toBe(422)
})

it.each([
  [{ name: 'flakey' }, 'did you mean flaky?'],
  [{ steps: [{ stats: 3 }] }, 'did you mean status?'],
  [[], 'mapping'],
])('an invalid scenario (%j) is rejected', async (body, said) => {
  const { status, text } = await ask('PUT', '/scenario', body)
  expect([status, text]).toEqual([400, expect.stringContaining(said)])
})

it('the admin API ends tokens', async () => {
  expect((await client.post(PATH, {})).response?.status).toBe(422)
  expect((await ask('POST', '/tokens/expire')).json).toEqual({ ended: 1 })
  expect((await client.post(PATH, {})).response?.status).toBe(401)
  expect((await ask('POST', '/tokens/revoke')).json).toEqual({ ended: 0 })
})

it('health and metrics say how the stub is', async () => {
  expect((await ask('GET', '/health')).json).toMatchObject({
    status: 'ok',
    contract: { title: 'Drop Ship', sha256: stub.contract.sha256 },
  })
  const { text } = await ask('GET', '/metrics')
  const { requests, byStatus } = stub.journal.totals()
  expect(text).toContain(`dropship_stub_answers_total{status="422"} ${byStatus[422]}`)
  expect(text).toContain(`dropship_stub_duration_seconds_bucket{le="+Inf"} ${requests}`)
  for (const line of text.trimEnd().split('\n')) {
    expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{\w+="[^"]*"\})? [\d.e+-]+)$/)
  }
})

it('clearing the journal forgets its entries', async () => {
  expect((await ask('DELETE', '/journal')).status).toBe(204)
  expect(stub.journal.entries()).toEqual([])
})

it.each([
  ['another Host', 'Host: evil.example'],
  ['a name that ends like ours', 'Host: localhost.evil.example'],
  ['another origin', 'Host: localhost\r\nOrigin: https://evil.example'],
  ['another port’s origin', 'Host: localhost:4011\r\nOrigin: http://localhost:4012'],
  ['no origin to speak of', 'Host: localhost\r\nOrigin: null'],
  ['a cross-site page', 'Host: localhost\r\nSec-Fetch-Site: cross-site'],
])('a request with %s is rejected', async (_what, headers) => {
  const request = `DELETE /journal HTTP/1.1\r\n${headers}\r\nConnection: close\r\n\r\n`
  expect((await sendRaw(String(stub.adminUrl), [request])).status).toBe(403)
})

it('a form of another page can change nothing', async () => {
  const response = await fetch(`${String(stub.adminUrl)}/scenario`, {
    method: 'PUT',
    headers: { 'content-type': 'text/plain' },
    body: '{"name":"hangs"}',
  })
  expect(response.status).toBe(415)
  expect(stub.playing()).toEqual([])
})

it('docs/guides/admin-api.md lists every request that the admin API knows', () => {
  const source = readFileSync(new URL('../../mocks/stub/admin/admin.ts', import.meta.url), 'utf8')
  const routes = [...source.matchAll(/app\.(\w+)(?:<[^(]*>)?\('(\/[^']+)'/g)]
  const page = readFileSync(new URL('../../docs/guides/admin-api.md', import.meta.url), 'utf8')
  const listed = [...page.matchAll(/^\| `([A-Z]+ \/[^`]+)`/gm)].map(([, request = '']) => request)
  expect(listed.toSorted()).toEqual(
    routes.map(([, method = '', path]) => `${method.toUpperCase()} ${path}`).toSorted(),
  )
})
