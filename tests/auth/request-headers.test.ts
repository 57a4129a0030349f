import { describe, expect, it } from 'vitest'
import { createSigner, type Credentials, type RequestHeader } from '../../src/auth/index.ts'
import { defined, HarnessError, headerOf, type HttpRequest, Secret } from '../../src/core/index.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { createFakeTransport } from '../support/fake-transport.ts'

/** Headers and token parameters that a client asks for besides the contract's. */

const REQUEST: HttpRequest = {
  method: 'POST',
  url: 'https://client.example/drop_shipment_confirmation',
  headers: [['Content-Type', 'application/json']],
  body: Buffer.from('{}'),
}
const OAUTH = {
  scheme: 'oauth2',
  tokenUrl: 'https://client.example/token',
  clientId: 'shop',
  clientSecret: new Secret('s3cret', '$DROPSHIP_CLIENT_SECRET'),
  tokenAuth: 'form',
} as const
const BASIC: Credentials = {
  scheme: 'basic',
  username: 'u',
  password: new Secret('p4ss', '$DROPSHIP_PASSWORD'),
}
const AWS: Credentials = {
  scheme: 'aws-sigv4',
  region: 'r',
  service: 's',
  accessKeyId: 'AKID',
  secretAccessKey: new Secret('aws-secret', '$AWS_SECRET_ACCESS_KEY'),
}

const header = (name: string, value = 'value-1'): RequestHeader => [name, new Secret(value, '$V')]

function setup(credentials: Credentials, headers: readonly RequestHeader[] = []) {
  const clock = createFakeClock()
  const transport = createFakeTransport(clock, () => ({
    status: 200,
    body: { access_token: 'token-1', token_type: 'Bearer' },
  }))
  return { transport, signer: createSigner(credentials, { transport, clock, headers }) }
}

describe('request headers', () => {
  it.each<[string, Credentials]>([
    ['none', { scheme: 'none' }],
    ['basic', BASIC],
    ['oauth2', OAUTH],
  ])('go with every message, signed or not, and are secret: %s', async (_scheme, credentials) => {
    const { signer, transport } = setup(credentials, [header('X-Tenant')])
    const signed = await signer.sign(REQUEST)
    const sent = signed.ok ? signed.request : REQUEST
    expect(headerOf(sent, 'x-tenant')).toBe('$V')
    expect(headerOf(signer.extend(REQUEST), 'x-tenant')).toBe('$V')
    expect(signer.secrets().map((secret) => secret.expose())).toContain('value-1')
    for (const asked of transport.requests) expect(headerOf(asked, 'x-tenant')).toBeUndefined()
  })

  it('are covered by a signature', async () => {
    const { signer } = setup(AWS, [header('X-Tenant')])
    const signed = await signer.sign(REQUEST)
    const [, value] = (signed.ok ? signed.request : REQUEST).headers.at(-1) ?? []
    expect(value instanceof Secret && value.expose()).toMatch(/SignedHeaders=[^,]*x-tenant/)
  })

  const API_KEY: Credentials = { scheme: 'api-key', header: 'X-Key', key: new Secret('k', '$K') }
  it.each<[string, Credentials, readonly RequestHeader[]]>([
    ['Host', { scheme: 'none' }, [header('Host')]],
    ['Content-Length', { scheme: 'none' }, [header('content-length')]],
    ['Content-Type', { scheme: 'none' }, [header('Content-Type')]],
    ['webhook-id', { scheme: 'none' }, [header('Webhook-Id')]],
    ['Proxy-Authorization', { scheme: 'none' }, [header('Proxy-Authorization')]],
    ['Authorization beside tokens', OAUTH, [header('Authorization')]],
    ['Authorization beside Basic', BASIC, [header('authorization')]],
    ['a header of the signature', AWS, [header('X-Amz-Date')]],
    ['the header of the API key', API_KEY, [header('x-key')]],
    ['one name twice', { scheme: 'none' }, [header('X-A'), header('x-a')]],
    ['a name with a blank', { scheme: 'none' }, [header('X A')]],
    ['a value with a line end', { scheme: 'none' }, [header('X-A', 'a\r\nB: c')]],
    ['an empty value', { scheme: 'none' }, [header('X-A', '')]],
  ])('are rejected, without showing their value: %s', (_what, credentials, headers) => {
    const failed = thrownBy(() => setup(credentials, headers))
    expect(failed).toMatchObject({
      code: 'INVALID_OPTION',
      details: { where: '--request-header' },
    })
    expect(JSON.stringify([failed.message, failed.details])).not.toContain('value-1')
  })

  it('may be Authorization where no scheme sets it', () => {
    expect(() => setup({ scheme: 'none' }, [header('Authorization')])).not.toThrow()
  })
})

describe('token parameters', () => {
  const parameters = { audience: 'https://api.example', resource: ['a b', 'c'] }
  const bodyFor = async (tokenAuth: 'form' | 'basic' | 'json'): Promise<string> => {
    const { signer, transport } = setup({ ...OAUTH, tokenAuth, parameters })
    await signer.sign(REQUEST)
    const body = transport.requests[0]?.body
    return Buffer.from(body instanceof Uint8Array ? body : []).toString()
  }

  it.each(['form', 'basic'] as const)('are in the body of a form: %s', async (way) => {
    const sent = new URLSearchParams(await bodyFor(way))
    expect(sent.get('grant_type')).toBe('client_credentials')
    expect(sent.get('audience')).toBe('https://api.example')
    expect(sent.getAll('resource')).toEqual(['a b', 'c'])
  })

  it('are in the body as JSON', async () => {
    expect(JSON.parse(await bodyFor('json'))).toMatchObject({
      grant_type: 'client_credentials',
      ...parameters,
    })
  })

  it.each([
    [{ grant_type: 'password' }, undefined],
    [{ client_id: 'x' }, undefined],
    [{ client_secret: 'x' }, undefined],
    [{ scope: 'x' }, 'y'],
    [{ '': 'x' }, undefined],
  ])('%j are rejected', (wrong, scope) => {
    const credentials = { ...OAUTH, parameters: wrong, ...defined({ scope }) }
    expect(thrownBy(() => setup(credentials))).toMatchObject({
      code: 'INVALID_OPTION',
      details: { where: '--token-param' },
    })
  })
})

it.each<[string, object]>([
  ['header and key belong to api-key, and the scheme is basic.', { header: 'X', key: 'k' }],
  ['tokenUrl belongs to oauth2, and the scheme is basic.', { tokenUrl: 'https://h/t' }],
])('credentials of several schemes are rejected: %s', (sentence, more) => {
  const mixed = { ...BASIC, ...more }
  expect(thrownBy(() => setup(mixed)).message).toBe(sentence)
})

function thrownBy(call: () => unknown): HarnessError {
  try {
    call()
  } catch (error) {
    if (error instanceof HarnessError) return error
  }
  throw new Error('nothing was thrown')
}
