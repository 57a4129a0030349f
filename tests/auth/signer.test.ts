import { EventEmitter, once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { createSigner, type Credentials, type Signer } from '../../src/auth/index.ts'
import { headerOf, type HttpRequest, Secret } from '../../src/core/index.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { createFakeTransport, type Scripted } from '../support/fake-transport.ts'

const REQUEST: HttpRequest = {
  method: 'POST',
  url: 'https://client.example/drop_shipment_confirmation?a=1',
  headers: [['Content-Type', 'application/json']],
  body: Buffer.from('{"shipment":{}}'),
}

const OAUTH: Credentials = {
  scheme: 'oauth2',
  tokenUrl: 'https://client.example/token',
  clientId: 'shop & co',
  clientSecret: new Secret('s3cret value', '$DROPSHIP_CLIENT_SECRET'),
  tokenAuth: 'form',
}

const token = (value: string, life: unknown = 3600): Scripted => ({
  status: 200,
  body: { access_token: value, token_type: 'Bearer', expires_in: life },
})

function setup(
  credentials: Credentials,
  script: (request: HttpRequest, index: number) => Scripted | Promise<Scripted> = (_, index) =>
    token(`token-${index + 1}`),
) {
  const clock = createFakeClock({ start: Date.UTC(2026, 0, 2, 3, 4, 5) })
  const transport = createFakeTransport(clock, script)
  return { clock, transport, signer: createSigner(credentials, { transport, clock }) }
}

async function authorizationOf(signer: Signer): Promise<string | undefined> {
  const signed = await signer.sign(REQUEST)
  if (!signed.ok) return signed.failure.kind
  const value = signed.request.headers.find(([name]) => name === 'Authorization')?.[1]
  return value instanceof Secret ? value.expose() : value
}

const bodyOf = (request: HttpRequest | undefined): string =>
  Buffer.from(request?.body instanceof Uint8Array ? request.body : []).toString()

describe('signing at once', () => {
  it('needs a token that is at hand, and gives what the promise gives', async () => {
    const { signer } = setup(OAUTH)
    expect(signer.signNow?.(REQUEST)).toBeUndefined()
    const signed = await signer.sign(REQUEST)
    expect(signer.signNow?.(REQUEST)).toEqual(signed)
  })
})

describe('the token request', () => {
  it('carries the credentials in the form body', async () => {
    const { signer, transport } = setup({ ...OAUTH, scope: 'write' })
    await signer.sign(REQUEST)
    const [asked] = transport.requests
    expect(asked && headerOf(asked, 'content-type')).toBe('application/x-www-form-urlencoded')
    expect(Object.fromEntries(new URLSearchParams(bodyOf(asked)))).toEqual({
      grant_type: 'client_credentials',
      client_id: 'shop & co',
      client_secret: 's3cret value',
      scope: 'write',
    })
  })

  it('carries them form-encoded in HTTP Basic', async () => {
    const { signer, transport } = setup({ ...OAUTH, tokenAuth: 'basic' })
    await signer.sign(REQUEST)
    const [asked] = transport.requests
    const header = asked?.headers.find(([name]) => name === 'Authorization')?.[1]
    const pair = Buffer.from('shop+%26+co:s3cret+value').toString('base64')
    expect(header instanceof Secret && header.expose()).toBe(`Basic ${pair}`)
    expect(bodyOf(asked)).toBe('grant_type=client_credentials')
  })

  it('carries them as JSON', async () => {
    const { signer, transport } = setup({ ...OAUTH, tokenAuth: 'json' })
    await signer.sign(REQUEST)
    expect(JSON.parse(bodyOf(transport.requests[0]))).toEqual({
      grant_type: 'client_credentials',
      client_id: 'shop & co',
      client_secret: 's3cret value',
    })
  })
})

describe('the access token', () => {
  it('is shown as a variable wherever it is printed', async () => {
    const { signer } = setup(OAUTH)
    const signed = await signer.sign(REQUEST)
    expect(signed.ok && headerOf(signed.request, 'authorization')).toBe(
      'Bearer $DROPSHIP_ACCESS_TOKEN',
    )
    expect(JSON.stringify(signed)).not.toContain('token-1')
  })

  it('is used again until a tenth of its life, at most 30 s, before its end', async () => {
    const { signer, clock, transport } = setup(OAUTH, (_, index) =>
      token(`token-${index + 1}`, index === 0 ? 3600 : 100),
    )
    expect(await authorizationOf(signer)).toBe('Bearer token-1')
    await clock.advance(3_569_999)
    expect(await authorizationOf(signer)).toBe('Bearer token-1')
    await clock.advance(1)
    expect(await authorizationOf(signer)).toBe('Bearer token-2')
    await clock.advance(89_999)
    expect(await authorizationOf(signer)).toBe('Bearer token-2')
    await clock.advance(1)
    expect(await authorizationOf(signer)).toBe('Bearer token-3')
    expect(transport.requests).toHaveLength(3)
  })

  it('without expires_in is used until an endpoint rejects it', async () => {
    const { signer, clock } = setup(OAUTH, (_, index) => ({
      status: 200,
      body: { access_token: `token-${index + 1}`, token_type: 'bEARER' },
    }))
    await authorizationOf(signer)
    await clock.advance(1_000_000_000)
    expect(await authorizationOf(signer)).toBe('Bearer token-1')
  })

  it.each([3600, '3600'])('accepts expires_in as %j', async (life) => {
    const { signer, clock, transport } = setup(OAUTH, () => token('t', life))
    await authorizationOf(signer)
    await clock.advance(3_000_000)
    await authorizationOf(signer)
    expect(transport.requests).toHaveLength(1)
  })

  it('is asked for once by a thousand parallel requests', async () => {
    const { signer, transport } = setup(OAUTH)
    await Promise.all(Array.from({ length: 1000 }, () => signer.sign(REQUEST)))
    expect(transport.requests).toHaveLength(1)
  })

  it('is renewed once for a thousand rejected requests, late ones included', async () => {
    const { signer, transport } = setup(OAUTH)
    const signed = await signer.sign(REQUEST)
    const rejected = signed.ok ? signed.token : undefined
    const renewed = await Promise.all(Array.from({ length: 999 }, () => signer.renew(rejected)))
    const late = await signer.renew(rejected)
    for (const response of [...renewed, late]) {
      expect(response.ok && response.token.expose()).toBe('token-2')
    }
    expect(transport.requests).toHaveLength(2)
    expect(await authorizationOf(signer)).toBe('Bearer token-2')
  })

  it('is asked for anew when the one that replaced it is rejected too', async () => {
    const { signer, transport } = setup(OAUTH)
    const signed = await signer.sign(REQUEST)
    const second = await signer.renew(signed.ok ? signed.token : undefined)
    const third = await signer.renew(second.ok ? second.token : undefined)
    expect(third.ok && third.token.expose()).toBe('token-3')
    expect(transport.requests).toHaveLength(3)
  })

  it('that lives for no time at all is used for the request it was renewed for', async () => {
    const { signer, transport } = setup(OAUTH, (_, index) => token(`token-${index + 1}`, 0))
    const first = await signer.sign(REQUEST)
    const renewed = first.ok ? await signer.renew(first.token) : first
    const again = renewed.ok ? await signer.sign(REQUEST, undefined, renewed.token) : renewed
    expect(again.ok && again.token?.expose()).toBe('token-2')
    expect(transport.requests).toHaveLength(2)
  })

  it('that was rejected is not used again, while it is renewed and when that fails', async () => {
    const service = new EventEmitter()
    const { signer } = setup(OAUTH, async (_, index) => {
      if (index !== 1) return token(`token-${index + 1}`)
      await once(service, 'response')
      return { status: 500 }
    })
    const first = await signer.sign(REQUEST)
    const renewing = first.ok ? signer.renew(first.token) : undefined
    const meanwhile = authorizationOf(signer)
    service.emit('response')
    expect(await renewing).toMatchObject({ ok: false, failure: { kind: 'token-error' } })
    expect(await meanwhile).toBe('token-error')
    expect(await authorizationOf(signer)).toBe('Bearer token-3')
  })

  it('is given up by one who waits without disturbing the others', async () => {
    const service = new EventEmitter()
    const { signer, transport } = setup(OAUTH, async () => {
      await once(service, 'response')
      return token('token-1')
    })
    const stop = new AbortController()
    const impatient = signer.sign(REQUEST, stop.signal)
    const patient = signer.sign(REQUEST)
    stop.abort()
    expect(await impatient).toMatchObject({ ok: false, failure: { kind: 'token-aborted' } })
    service.emit('response')
    expect((await patient).ok).toBe(true)
    expect(transport.requests).toHaveLength(1)
  })
})

describe('a failing token service', () => {
  const cases: readonly (readonly [string, Scripted, string])[] = [
    ['that rejects', { status: 401, body: { error: 'invalid_client' } }, 'token-refused'],
    ['that breaks', { status: 503 }, 'token-error'],
    ['that redirects', { status: 302 }, 'token-error'],
    [
      'that is not there',
      { failure: { kind: 'connection-refused', message: 'x' } },
      'token-unreachable',
    ],
    ['that is silent', { failure: { kind: 'headers-timeout', message: 'x' } }, 'token-timeout'],
    [
      'that responds with something other than JSON',
      { status: 200, body: '<html>' },
      'token-unreadable',
    ],
    ['without access_token', { status: 200, body: { token_type: 'Bearer' } }, 'token-unreadable'],
    ['with an empty access_token', token(''), 'token-unreadable'],
    ['with a line end in access_token', token('a\r\nb'), 'token-unreadable'],
    ['with an endless access_token', token('a'.repeat(20_000)), 'token-unreadable'],
    [
      'with an endless response',
      { status: 200, body: token('a').body, truncated: true },
      'token-unreadable',
    ],
    ['with expires_in in words', token('a', 'an hour'), 'token-unreadable'],
    ['with negative expires_in', token('a', -1), 'token-unreadable'],
    [
      'with another token_type',
      { status: 200, body: { access_token: 'a', token_type: 'mac' } },
      'token-unreadable',
    ],
  ]
  it.each(cases)('%s is a failure with its own name', async (_, response, kind) => {
    const { signer } = setup(OAUTH, () => response)
    expect(await authorizationOf(signer)).toBe(kind)
  })

  it('is asked again by the next delivery, and its words are shown without the secret', async () => {
    const { signer, transport } = setup(OAUTH, (_, index) =>
      index === 0
        ? {
            status: 400,
            body: { error: 'invalid_client', error_description: 'bad s3cret value\u001B[2J' },
          }
        : token('token-2'),
    )
    const rejected = await signer.sign(REQUEST)
    expect(rejected).toMatchObject({
      failure: {
        status: 400,
        message: String.raw`the token service responded with 400 (invalid_client: bad $DROPSHIP_CLIENT_SECRET\u001b[2J)`,
      },
    })
    expect(await authorizationOf(signer)).toBe('Bearer token-2')
    expect(transport.requests).toHaveLength(2)
  })

  it.each([
    ['the Authorization header', '', 'c2hvcCslMjYrY286czNjcmV0K3ZhbHVl', '$DROPSHIP_CLIENT_BASIC'],
    ['the secret where its words are cut', 'x'.repeat(280), 's3cret value', 'x$DRO…)'],
  ])('that echoes %s is shown without it', async (_, before, secret, shown) => {
    const { signer } = setup({ ...OAUTH, tokenAuth: 'basic' }, () => ({
      status: 400,
      body: { error: 'invalid_client', error_description: `${before}${secret}` },
    }))
    const rejected = await signer.sign(REQUEST)
    const message = rejected.ok ? '' : rejected.failure.message
    expect(message).toContain(shown)
    expect(message).not.toContain(secret.slice(0, 4))
  })

  it('is not asked at a URL that holds a password', () => {
    expect(() => setup({ ...OAUTH, tokenUrl: 'https://me:pw@client.example/token' })).toThrow(
      'The token URL is not one that can be called.',
    )
  })
})
