import { describe, expect, it } from 'vitest'
import {
  createAccessTokens,
  createAuthenticationCheck,
  createSigner,
  type Credentials,
  type ExpectedCredentials,
} from '../../src/auth/index.ts'
import { type HttpRequest, Secret } from '../../src/core/index.ts'
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts'
import { createFakeTransport } from '../support/fake-transport.ts'

const REQUEST: HttpRequest = {
  method: 'POST',
  url: 'https://client.example/drop_shipment_confirmation?b=2&a=1',
  headers: [['Content-Type', 'application/json']],
  body: Buffer.from('{"shipment":{"name":"Zoë"}}'),
}

type Headers = Record<string, string>

async function setup(expected: ExpectedCredentials, clock: FakeClock = createFakeClock()) {
  let number = 0
  const tokens = createAccessTokens({ clock, createText: () => `text-${++number}` })
  const check = await createAuthenticationCheck(expected, { clock, tokens })
  const reasonOf = (headers: Headers, changes: Partial<{ body: string; target: string }> = {}) =>
    check({
      method: 'POST',
      target: changes.target ?? '/drop_shipment_confirmation?b=2&a=1',
      headers,
      body: changes.body === undefined ? (REQUEST.body as Uint8Array) : Buffer.from(changes.body),
    })?.reason
  return { clock, tokens, check, reasonOf }
}

/** The headers of a request as the sender signs it. */
async function signed(credentials: Credentials, clock: FakeClock): Promise<Headers> {
  const transport = createFakeTransport(clock, () => ({ status: 500 }))
  const result = await createSigner(credentials, { transport, clock }).sign(REQUEST)
  if (!result.ok) throw new Error(result.failure.message)
  const lines = result.request.headers.map(([name, value]) => [
    name.toLowerCase(),
    value instanceof Secret ? value.expose() : value,
  ])
  return { host: 'client.example', ...(Object.fromEntries(lines) as Headers) }
}

describe('bearer tokens', () => {
  const oauth: ExpectedCredentials = {
    scheme: 'oauth2',
    clientId: 'sender',
    clientSecret: new Secret('secret', '$S'),
  }

  it('takes a token until it expires, whatever the case of the scheme', async () => {
    const { clock, tokens, reasonOf } = await setup(oauth)
    const token = tokens.issue(60_000)
    expect(reasonOf({ authorization: `bEARER ${token}` })).toBeUndefined()
    await clock.advance(59_999)
    expect(reasonOf({ authorization: `Bearer ${token}` })).toBeUndefined()
    await clock.advance(1)
    expect(reasonOf({ authorization: `Bearer ${token}` })).toBe('expired')
  })

  it('tells expired, revoked and unknown tokens apart', async () => {
    const { tokens, check, reasonOf } = await setup(oauth)
    const first = tokens.issue(60_000)
    expect(tokens.expireAll()).toBe(1)
    const second = tokens.issue(60_000)
    expect(tokens.revokeAll()).toBe(1)
    expect(tokens.count()).toBe(0)
    expect(reasonOf({ authorization: `Bearer ${first}` })).toBe('expired')
    expect(reasonOf({ authorization: `Bearer ${second}` })).toBe('revoked')
    expect(reasonOf({ authorization: `Bearer ${second}x` })).toBe('wrong')
    expect(
      check({
        method: 'POST',
        target: '/',
        headers: { authorization: 'Bearer x.y' },
        body: Buffer.alloc(0),
      }),
    ).toMatchObject({ challenge: expect.stringContaining('error="invalid_token"') })
  })

  it.each([
    [{}, 'missing'],
    [{ authorization: '' }, 'malformed'],
    [{ authorization: 'Bearer' }, 'malformed'],
    [{ authorization: 'Bearer ' }, 'malformed'],
    [{ authorization: 'Bearer a b' }, 'malformed'],
    [{ authorization: 'Basic dTpw' }, 'malformed'],
    [{ authorization: 'Bearer dst_1.other' }, 'wrong'],
  ] as [Headers, string][])('rejects %j as %s', async (headers, reason) => {
    const { tokens, reasonOf } = await setup(oauth)
    tokens.issue(60_000)
    expect(reasonOf(headers)).toBe(reason)
  })
})

describe('HTTP Basic', () => {
  const basic: Credentials = { scheme: 'basic', username: 'zoë', password: new Secret('a:b', '$P') }

  it('takes what the sender signs, and nothing else', async () => {
    const { clock, reasonOf } = await setup(basic)
    const headers = await signed(basic, clock)
    expect(reasonOf(headers)).toBeUndefined()
    expect(
      reasonOf({ authorization: String(headers.authorization).replace('Basic', 'BASIC') }),
    ).toBeUndefined()
    expect(reasonOf({ authorization: `Basic ${Buffer.from('zoë:a').toString('base64')}` })).toBe(
      'wrong',
    )
    expect(reasonOf({ authorization: 'Basic ====' })).toBe('malformed')
    expect(reasonOf({})).toBe('missing')
  })
})

describe('an API key', () => {
  const key: Credentials = { scheme: 'api-key', header: 'X-Key', key: new Secret('k-123', '$K') }

  it('takes what the sender signs, and nothing else', async () => {
    const { clock, reasonOf } = await setup(key)
    expect(reasonOf(await signed(key, clock))).toBeUndefined()
    expect(reasonOf({ 'x-key': 'K-123' })).toBe('wrong')
    expect(reasonOf({ 'x-key': '' })).toBe('missing')
  })
})

describe('AWS Signature Version 4', () => {
  const aws: Credentials = {
    scheme: 'aws-sigv4',
    region: 'eu-west-1',
    service: 'execute-api',
    accessKeyId: 'AKID',
    secretAccessKey: new Secret('secret-key', '$A'),
    sessionToken: new Secret('session', '$T'),
  }

  it('takes what the sender signs', async () => {
    const { clock, reasonOf } = await setup(aws)
    expect(reasonOf(await signed(aws, clock))).toBeUndefined()
  })

  it('rejects a request that was changed after it was signed', async () => {
    const { clock, reasonOf } = await setup(aws)
    const headers = await signed(aws, clock)
    expect(reasonOf(headers, { body: '{}' })).toBe('wrong')
    expect(reasonOf(headers, { target: '/drop_shipment_confirmation?b=2&a=3' })).toBe('wrong')
    expect(reasonOf({ ...headers, 'content-type': 'text/plain' })).toBe('wrong')
    expect(reasonOf({ ...headers, host: 'other.example' })).toBe('wrong')
    expect(reasonOf({ ...headers, 'x-amz-security-token': 'other' })).toBe('wrong')
    expect(reasonOf({ ...headers, 'x-amz-content-sha256': 'f'.repeat(64) })).toBe('wrong')
  })

  it('rejects another key, another region and what it cannot read', async () => {
    const { clock, reasonOf } = await setup(aws)
    expect(reasonOf(await signed({ ...aws, secretAccessKey: new Secret('x', '$A') }, clock))).toBe(
      'wrong',
    )
    expect(reasonOf(await signed({ ...aws, region: 'us-east-1' }, clock))).toBe('wrong')
    expect(reasonOf({})).toBe('missing')
    expect(reasonOf({ authorization: 'AWS4-HMAC-SHA256 nonsense' })).toBe('malformed')
  })

  it('rejects a signature older or newer than 15 minutes', async () => {
    const { clock, reasonOf } = await setup(aws)
    const headers = await signed(aws, clock)
    await clock.advance(15 * 60_000)
    expect(reasonOf(headers)).toBeUndefined()
    await clock.advance(1000)
    expect(reasonOf(headers)).toBe('expired')
  })
})
