import { afterAll, beforeAll, expect, it } from 'vitest'
import { startStub, type Stub } from '../../mocks/stub/index.ts'
import { defined, Secret } from '../../src/core/index.ts'
import { createFakeClock } from '../support/fake-clock.ts'

const ID = 'shop & co'
const SECRET = 'päss:word+1'

let stub: Stub
const clock = createFakeClock()

beforeAll(async () => {
  stub = await startStub({
    clock,
    tokenLifetimeMs: 90_000,
    auth: { scheme: 'oauth2', clientId: ID, clientSecret: new Secret(SECRET, '$S') },
  })
})
afterAll(() => stub.close())

interface Asked {
  readonly type?: string
  readonly authorization?: string
  readonly body: string
}

async function ask({ type = 'application/x-www-form-urlencoded', authorization, body }: Asked) {
  const response = await fetch(String(stub.tokenUrl), {
    method: 'POST',
    headers: {
      ...(type === '' ? {} : { 'content-type': type }),
      ...defined({ authorization }),
    },
    body: Buffer.from(body),
  })
  const json = (await response.json()) as Record<string, unknown>
  return { status: response.status, headers: response.headers, json }
}

const form = (fields: Record<string, string>): string => new URLSearchParams(fields).toString()
const basic = (pair: string): string => `Basic ${Buffer.from(pair).toString('base64')}`
const GRANT = { grant_type: 'client_credentials' }
const CLIENT = { client_id: ID, client_secret: SECRET }
const JSON_TYPE = 'application/json; charset=utf-8'

const accepted: readonly [string, Asked][] = [
  ['in the form body', { body: form({ ...GRANT, ...CLIENT }) }],
  ['as JSON', { type: JSON_TYPE, body: JSON.stringify({ ...GRANT, ...CLIENT }) }],
  ['in HTTP Basic as it is', { authorization: basic(`${ID}:${SECRET}`), body: form(GRANT) }],
  [
    'in HTTP Basic, form-encoded, with the scheme in lower case',
    {
      authorization: basic(
        `${encodeURIComponent(ID).replaceAll('%20', '+')}:${encodeURIComponent(SECRET)}`,
      ).replace('Basic', 'basic'),
      body: form({ ...GRANT, client_id: ID }),
    },
  ],
]
it.each(accepted)('the token service accepts credentials %s', async (_way, asked) => {
  const { status, headers, json } = await ask(asked)
  expect(json).toEqual({ access_token: expect.any(String), token_type: 'Bearer', expires_in: 90 })
  expect(status).toBe(200)
  expect(headers.get('cache-control')).toBe('no-store')
})

const rejected: readonly [string, Asked, number, string][] = [
  ['no credentials', { body: form(GRANT) }, 401, 'invalid_client'],
  [
    'a wrong secret',
    { body: form({ ...GRANT, ...CLIENT, client_secret: 'x' }) },
    401,
    'invalid_client',
  ],
  ['a wrong id', { body: form({ ...GRANT, ...CLIENT, client_id: 'x' }) }, 401, 'invalid_client'],
  [
    'an incorrect secret in HTTP Basic',
    { authorization: basic(`${ID}:x`), body: form(GRANT) },
    401,
    'invalid_client',
  ],
  [
    'credentials in two ways',
    { authorization: basic(`${ID}:${SECRET}`), body: form({ ...GRANT, ...CLIENT }) },
    400,
    'invalid_request',
  ],
  ['no grant', { body: form(CLIENT) }, 400, 'invalid_request'],
  ['an empty grant', { body: form({ ...CLIENT, grant_type: '' }) }, 400, 'invalid_request'],
  [
    'another grant',
    { body: form({ ...CLIENT, grant_type: 'password' }) },
    400,
    'unsupported_grant_type',
  ],
  [
    'a parameter that comes twice',
    { body: `${form({ ...GRANT, ...CLIENT })}&grant_type=password` },
    400,
    'invalid_request',
  ],
  [
    'a scope no one may write',
    { body: form({ ...GRANT, ...CLIENT, scope: '"' }) },
    400,
    'invalid_scope',
  ],
  ['broken JSON', { type: JSON_TYPE, body: '{' }, 400, 'invalid_request'],
  ['JSON that is not an object', { type: JSON_TYPE, body: '[]' }, 400, 'invalid_request'],
  [
    'a number for a secret',
    { type: JSON_TYPE, body: JSON.stringify({ ...GRANT, ...CLIENT, client_secret: 1 }) },
    400,
    'invalid_request',
  ],
  [
    'another media type',
    { type: 'text/plain', body: form({ ...GRANT, ...CLIENT }) },
    400,
    'invalid_request',
  ],
]
it.each(rejected)('the token service rejects %s', async (_what, asked, status, error) => {
  const response = await ask(asked)
  expect(response.json).toMatchObject({ error })
  expect(response.status).toBe(status)
  expect(response.headers.has('www-authenticate')).toBe(status === 401)
})

it('the token service repeats the scope that was asked for', async () => {
  const { json } = await ask({ body: form({ ...GRANT, ...CLIENT, scope: 'drop_ship' }) })
  expect(json).toMatchObject({ scope: 'drop_ship' })
})

it('the token service accepts only POST', async () => {
  const response = await fetch(String(stub.tokenUrl))
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST'])
})

it('a token is good until it has expired', async () => {
  const { json } = await ask({ body: form({ ...GRANT, ...CLIENT }) })
  const [operation] = stub.contract.operations
  const deliver = () =>
    fetch(`${stub.url}${operation?.path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${String(json.access_token)}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(operation?.examples[0]?.value),
    })
  expect((await deliver()).status).toBe(200)
  await clock.advance(90_000)
  const late = await deliver()
  expect(late.status).toBe(401)
  expect(late.headers.get('www-authenticate')).toContain('error="invalid_token"')
  expect(await late.json()).toMatchObject({ message: expect.stringContaining('has expired') })
})

it('what is said to last is good at least as long', async () => {
  const short = await startStub({ tokenLifetimeMs: 1900 })
  const response = await fetch(String(short.tokenUrl), {
    method: 'POST',
    body: new URLSearchParams({
      ...GRANT,
      client_id: 'drop-ship-sender',
      client_secret: 'only-for-local-use',
    }),
  })
  expect(await response.json()).toMatchObject({ expires_in: 1 })
  await short.close()
})
