import { readFileSync } from 'node:fs'
import type { IncomingHttpHeaders } from 'node:http'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import {
  createAccessTokens,
  createAuthenticationCheck,
  createSigner,
  type Credentials,
  fieldsOf,
  isDescribedBy,
  SCHEME_NAMES,
  SCHEMES,
  schemeNamed,
  secretsOf,
} from '../../src/auth/index.ts'
import { type HttpRequest, isRecord, Secret } from '../../src/core/index.ts'
import { AUTHENTICATION_PAGE, renderAuthenticationPage } from '../support/authentication-page.ts'
import { exampleCredentials } from '../support/credentials.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { createFakeTransport } from '../support/fake-transport.ts'

/** What every authentication scheme has to do, from its definition alone. */

const TARGET = '/drop_shipment_confirmation'
const REQUEST: HttpRequest = {
  method: 'POST',
  url: `https://client.example${TARGET}`,
  headers: [['Content-Type', 'application/json']],
  body: Buffer.from('{"shipment":{"name":"Zoë"}}'),
}

/** An endpoint that expects the example credentials, and senders that reach its token service. */
async function setup(expected: Credentials) {
  const clock = createFakeClock()
  const tokens = createAccessTokens({ clock, createText: () => 'text' })
  const check = await createAuthenticationCheck(expected, { clock, tokens })
  const transport = createFakeTransport(clock, () => ({
    status: 200,
    body: { access_token: tokens.issue(60_000), token_type: 'Bearer' },
  }))
  const sign = async (credentials: Credentials): Promise<HttpRequest> => {
    const signed = await createSigner(credentials, { transport, clock }).sign(REQUEST)
    if (!signed.ok) throw new Error(signed.failure.message)
    return signed.request
  }
  const reasonOf = ({ method, headers, body }: HttpRequest) =>
    check({
      method,
      target: TARGET,
      headers: received(headers),
      body: body instanceof Uint8Array ? body : new Uint8Array(),
    })?.reason
  return { sign, reasonOf }
}

function received(headers: HttpRequest['headers']): IncomingHttpHeaders {
  const pairs = headers.map(([name, value]) => [
    name.toLowerCase(),
    value instanceof Secret ? value.expose() : value,
  ])
  return { host: 'client.example', ...Object.fromEntries(pairs) }
}

const AUTHENTICATED = SCHEME_NAMES.filter((name) => name !== 'none')

describe.each(AUTHENTICATED)('the scheme %s', (name) => {
  const credentials = exampleCredentials(name)
  const scheme = schemeNamed(name)
  const header = scheme.header(credentials) ?? ''

  it('accepts what it signs, and nothing unsigned', async () => {
    const { sign, reasonOf } = await setup(credentials)
    expect(reasonOf(await sign(credentials))).toBeUndefined()
    expect(reasonOf(REQUEST)).toBe('missing')
  })

  it('rejects other credentials in the header that it names', async () => {
    const { sign, reasonOf } = await setup(credentials)
    const signed = await sign(credentials)
    expect(signed.headers.some(([key]) => key.toLowerCase() === header)).toBe(true)
    const altered = signed.headers.map(([key, value]) => {
      const text = value instanceof Secret ? value.expose() : value
      return [key, key.toLowerCase() === header ? `${text.slice(0, -2)}!!` : value] as const
    })
    expect(reasonOf({ ...signed, headers: altered })).toBeDefined()
  })

  it('carries its credentials as a secret, and lists every secret for redaction', async () => {
    const { sign } = await setup(credentials)
    const carried = (await sign(credentials)).headers.find(([key]) => key.toLowerCase() === header)
    expect(carried?.[1]).toBeInstanceOf(Secret)
    const signer = createSigner(credentials, {
      transport: createFakeTransport(createFakeClock(), () => ({})),
      clock: createFakeClock(),
    })
    expect(secretsOf(credentials)).not.toEqual([])
    expect(signer.secrets()).toEqual(expect.arrayContaining([...secretsOf(credentials)]))
    expect(JSON.stringify(credentials)).not.toContain('Secret-1')
  })

  it('does not let another header take the place of its own', () => {
    const added = [[header, new Secret('value', '$V')]] as const
    const options = {
      transport: createFakeTransport(createFakeClock(), () => ({})),
      clock: createFakeClock(),
      headers: added,
    }
    expect(() => createSigner(credentials, options)).toThrow(`${header} cannot be set`)
  })

  it('challenges whoever is not authenticated', () => {
    expect(scheme.challenge(credentials)).toMatch(/^[\w-]+ realm="drop-ship"/)
  })
})

it.each(SCHEMES.filter(({ openApi }) => openApi !== undefined).map((each) => [each.name, each]))(
  'the contract describes the scheme %s in components.securitySchemes',
  (_name, scheme) => {
    const document: unknown = parse(readFileSync('openapi/drop-ship.yaml', 'utf8'))
    const components =
      isRecord(document) && isRecord(document.components) ? document.components : {}
    const described = Object.values(components.securitySchemes ?? {}).filter(isRecord)
    expect(
      described.some((each) => typeof scheme === 'object' && isDescribedBy(scheme, each)),
    ).toBe(true)
  },
)

it('an option belongs to one scheme only', () => {
  const names = SCHEMES.flatMap((scheme) => fieldsOf(scheme).map(({ name }) => name))
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
})

it('an unknown scheme is named with the known ones', () => {
  expect(() => schemeNamed('kerberos' as 'none')).toThrow('Unknown authentication scheme.')
})

it('the page of schemes is current: npx vitest run tests/auth/every-scheme.test.ts -u', async () => {
  await expect(renderAuthenticationPage()).toMatchFileSnapshot(`../../${AUTHENTICATION_PAGE}`)
})
