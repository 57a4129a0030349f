import { describe, expect, it } from 'vitest'
import { createSigner, type Credentials, type Signer } from '../../src/auth/index.ts'
import { headerOf, type HttpRequest, Secret } from '../../src/core/index.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { createFakeTransport } from '../support/fake-transport.ts'

const REQUEST: HttpRequest = {
  method: 'POST',
  url: 'https://client.example/drop_shipment_confirmation?a=1',
  headers: [['Content-Type', 'application/json']],
  body: Buffer.from('{"shipment":{}}'),
}

function setup(credentials: Credentials) {
  const clock = createFakeClock({ start: Date.UTC(2026, 0, 2, 3, 4, 5) })
  const transport = createFakeTransport(clock, () => ({ status: 200 }))
  return { clock, transport, signer: createSigner(credentials, { transport, clock }) }
}

async function authorizationOf(signer: Signer): Promise<string | undefined> {
  const signed = await signer.sign(REQUEST)
  if (!signed.ok) return signed.failure.kind
  const value = signed.request.headers.find(([name]) => name === 'Authorization')?.[1]
  return value instanceof Secret ? value.expose() : value
}

describe('the other schemes', () => {
  it('HTTP Basic encodes name and password as UTF-8', async () => {
    const { signer } = setup({
      scheme: 'basic',
      username: 'jürgen',
      password: new Secret('a:b', '$DROPSHIP_PASSWORD'),
    })
    expect(await authorizationOf(signer)).toBe(
      `Basic ${Buffer.from('jürgen:a:b').toString('base64')}`,
    )
    expect(signer.renewable).toBe(false)
  })

  it('an API key replaces a header of the same name', async () => {
    const { signer } = setup({
      scheme: 'api-key',
      header: 'X-Api-Key',
      key: new Secret('k-1', '$DROPSHIP_API_KEY'),
    })
    const signed = await signer.sign({ ...REQUEST, headers: [['x-api-key', 'old']] })
    expect(signed.ok && headerOf(signed.request, 'x-api-key')).toBe('$DROPSHIP_API_KEY')
  })

  it.each<[string, Credentials]>([
    ['none', { scheme: 'none' }],
    ['api-key', { scheme: 'api-key', header: 'X-Api-Key', key: new Secret('k-1', '$KEY') }],
  ])('%s signs at once as it does with a promise', async (_, credentials) => {
    const { signer } = setup(credentials)
    const request = { ...REQUEST, headers: [...REQUEST.headers, ['x-API-key', 'old'] as const] }
    expect(signer.signNow?.(request)).toEqual(await signer.sign(request))
  })

  it.each([
    ['a line end', 'X-Api-Key', 'key\n'],
    ['a blank in the header name', 'X Api Key', 'key'],
  ])('an API key with %s is rejected at once', (_, header, key) => {
    const credentials = { scheme: 'api-key', header, key: new Secret(key, '$K') } as const
    expect(() => setup(credentials)).toThrow('No HTTP header can carry this API key.')
  })

  it('AWS Signature V4 agrees with the published test vector post-vanilla', async () => {
    const clock = createFakeClock({ start: Date.UTC(2015, 7, 30, 12, 36, 0) })
    const signer = createSigner(
      {
        scheme: 'aws-sigv4',
        region: 'us-east-1',
        service: 'service',
        accessKeyId: 'AKIDEXAMPLE',
        secretAccessKey: new Secret('wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY', '$S'),
      },
      { clock, transport: createFakeTransport(clock, () => ({})) },
    )
    const signed = await signer.sign({
      method: 'POST',
      url: 'https://example.amazonaws.com/',
      headers: [],
    })
    const header =
      signed.ok && signed.request.headers.find(([name]) => name === 'Authorization')?.[1]
    expect(header instanceof Secret && header.expose()).toBe(
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b',
    )
  })

  it('AWS Signature V4 signs every header and the body, and passes a session token on', async () => {
    const { signer } = setup({
      scheme: 'aws-sigv4',
      region: 'eu-west-1',
      service: 'execute-api',
      accessKeyId: 'AKID',
      secretAccessKey: new Secret('secret', '$AWS_SECRET_ACCESS_KEY'),
      sessionToken: new Secret('session', '$AWS_SESSION_TOKEN'),
    })
    const first = await authorizationOf(signer)
    expect(first).toContain('SignedHeaders=content-type;host;x-amz-date;x-amz-security-token')
    const other = await signer.sign({ ...REQUEST, body: Buffer.from('{"shipment":1}') })
    const value = other.ok && other.request.headers.find(([name]) => name === 'Authorization')?.[1]
    expect(value instanceof Secret && value.expose()).not.toBe(first)
  })
})
