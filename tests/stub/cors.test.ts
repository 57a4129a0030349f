import { afterEach, expect, it } from 'vitest'
import { startStub, type Stub } from '../../mocks/stub/index.ts'
import { defined } from '../../src/core/index.ts'

const TOOL = 'https://tool.example'
const PREFLIGHT = {
  method: 'OPTIONS',
  headers: {
    origin: TOOL,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization,content-type',
  },
}
let stub: Stub | undefined
afterEach(() => stub?.close())

async function started(corsOrigin?: string): Promise<string> {
  stub = await startStub({ auth: { scheme: 'none' }, ...defined({ corsOrigin }) })
  return stub.endpoints.drop_shipment_confirmation ?? ''
}

it.each([TOOL, '*'])('a page of an allowed origin (%s) may call the stub', async (allowed) => {
  const url = await started(allowed)
  const preflight = await fetch(url, PREFLIGHT)
  expect(preflight.status).toBe(204)
  expect(Object.fromEntries(preflight.headers)).toMatchObject({
    'access-control-allow-origin': allowed,
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'authorization,content-type',
  })
  const response = await fetch(url, { method: 'POST', headers: { origin: TOOL }, body: '{}' })
  expect(response.headers.get('access-control-allow-origin')).toBe(allowed)
  expect(response.status).toBeGreaterThanOrEqual(400)
})

it.each([
  ['without the option', undefined],
  ['of another origin', 'https://other.example'],
])('a page %s may not', async (_what, allowed) => {
  const url = await started(allowed)
  const { status, headers } = await fetch(url, PREFLIGHT)
  expect(status).not.toBe(204)
  expect(headers.has('access-control-allow-origin')).toBe(false)
})
