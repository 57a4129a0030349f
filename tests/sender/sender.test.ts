import { describe, expect, it } from 'vitest'
import { createSigner, type Credentials } from '../../src/auth/index.ts'
import {
  createRandom,
  defined,
  type FailureKind,
  headerOf,
  type HttpRequest,
  type Random,
  Secret,
} from '../../src/core/index.ts'
import { createSender, type RetryPolicy } from '../../src/sender/index.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { ENDPOINT, MESSAGE, OAUTH } from '../support/sending.ts'
import { createFakeTransport, type Scripted } from '../support/fake-transport.ts'

interface Setup {
  readonly credentials?: Credentials
  readonly policy?: Partial<RetryPolicy>
  readonly tokens?: (index: number) => Scripted
}

/** A sender whose endpoint responds with `responses` in turn, the last one for ever; time passes by itself. */
function setup(responses: readonly Scripted[], { credentials, policy, tokens }: Setup = {}) {
  const clock = createFakeClock({ autoAdvance: true })
  let asked = 0
  let given = 0
  const transport = createFakeTransport(clock, (request) => {
    if (request.url.endsWith('/token')) {
      const index = asked++
      const token = { access_token: `token-${index}`, token_type: 'Bearer', expires_in: 3600 }
      return tokens?.(index) ?? { status: 200, body: token }
    }
    return responses[Math.min(given++, responses.length - 1)] ?? {}
  })
  const random: Random = { ...createRandom(1), next: () => 0 }
  const signer = createSigner(credentials ?? { scheme: 'none' }, { transport, clock })
  const sender = createSender({
    endpoint: ENDPOINT,
    transport,
    signer,
    clock,
    random,
    ...defined({ policy }),
  })
  const sent = (): readonly HttpRequest[] =>
    transport.requests.filter(({ url }) => !url.endsWith('/token'))
  return { sender, clock, transport, sent, tokenRequests: () => asked }
}

const tokensOf = (requests: readonly HttpRequest[]) =>
  requests.map(({ headers }) => {
    const value = headers.find(([name]) => name === 'Authorization')?.[1]
    return value instanceof Secret ? value.expose().replace('Bearer ', '') : value
  })

describe('a delivery', () => {
  it.each([200, 201, 204, 299])('is done with the first %d', async (status) => {
    const { sender, sent } = setup([{ status, body: { message: 'thank you' } }])
    const result = await sender.send(MESSAGE)
    expect(result).toMatchObject({ outcome: 'delivered', attempts: [{ status, renewed: false }] })
    expect(result.attempts[0]?.answer).toBe('{"message":"thank you"}')
    expect(sent()).toHaveLength(1)
  })

  it('goes to the operation below the endpoint as JSON with its identifier', async () => {
    const { sender, sent } = setup([{ status: 200 }])
    const { id } = await sender.send(MESSAGE)
    const [request] = sent()
    expect(request).toMatchObject({
      method: 'POST',
      url: 'https://client.example/hooks/drop_shipment_confirmation',
    })
    expect(request && headerOf(request, 'content-type')).toBe('application/json')
    expect(request && headerOf(request, 'webhook-id')).toBe(id)
  })

  const failures: readonly (readonly [string, Scripted, string])[] = [
    ['300', { status: 300 }, 'redirect'],
    ['308', { status: 308, headers: [['location', '/x']] }, 'redirect'],
    ['400', { status: 400 }, 'client-error'],
    ['401 without a token to renew', { status: 401 }, 'unauthorized'],
    ['404', { status: 404 }, 'client-error'],
    ['422', { status: 422 }, 'client-error'],
    ['500', { status: 500 }, 'server-error'],
    ['502', { status: 502 }, 'server-error'],
    ['999', { status: 999 }, 'unexpected-status'],
    ...(
      [
        'name-resolution',
        'connection-refused',
        'connection-reset',
        'connect-timeout',
        'tls',
        'headers-timeout',
        'body-timeout',
        'timeout',
        'unreadable-answer',
        'network',
      ] as const satisfies readonly FailureKind[]
    ).map((kind) => [kind, { failure: { kind, message: 'x' } }, kind] as const),
    [
      '200 whose body stops coming',
      { status: 200, failure: { kind: 'body-timeout', message: 'x' } },
      'body-timeout',
    ],
  ]
  it.each(failures)(
    'a message rejected with %s is tried six times and fails',
    async (_, response, kind) => {
      const { sender, sent, clock } = setup([response])
      const { outcome, attempts } = await sender.send(MESSAGE)
      expect(outcome).toBe('failed')
      expect(attempts.map(({ error }) => error?.kind)).toEqual(Array(6).fill(kind))
      expect(clock.sleeps).toEqual([1000, 2000, 4000, 8000, 16_000])
      expect(sent()).toHaveLength(6)
    },
  )

  it('has the same bytes and the same identifier in every attempt', async () => {
    const { sender, sent } = setup([{ status: 500 }])
    const { id } = await sender.send({ ...MESSAGE, body: Buffer.from('{ "a":1.0 }\n') })
    expect(sent().map(({ body }) => Buffer.from(body as Uint8Array).toString())).toEqual(
      Array(6).fill('{ "a":1.0 }\n'),
    )
    expect(new Set(sent().map((request) => headerOf(request, 'webhook-id')))).toEqual(new Set([id]))
  })

  it('that recovers is delivered with its failed attempts kept', async () => {
    const { sender } = setup([
      { status: 503, headers: [['retry-after', '7']] },
      { failure: { kind: 'connection-reset', message: 'x' } },
      { status: 200 },
    ])
    const { outcome, attempts } = await sender.send(MESSAGE)
    expect(outcome).toBe('delivered')
    expect(attempts.map(({ error, status }) => error?.kind ?? status)).toEqual([
      'server-error',
      'connection-reset',
      200,
    ])
  })

  it.each([
    [429, '7', 7000],
    [503, 'Thu, 01 Jan 2026 00:00:09 GMT', 9000],
    [500, '7', 1000],
    [429, 'soon', 1000],
    [429, '999999', 3_600_000],
    [503, '9'.repeat(400), 3_600_000],
    [503, '-5', 1000],
    [503, '0', 1000],
    [503, '7.5', 1000],
    [429, 'Thu, 01 Jan 1970 00:00:00 GMT', 1000],
  ])('after %d with Retry-After %s it waits %d ms', async (status, value, wait) => {
    const { sender, clock } = setup([
      { status, headers: [['retry-after', value]] },
      { status: 200 },
    ])
    await sender.send(MESSAGE)
    expect(clock.sleeps).toEqual([wait])
  })

  it('stops at the signal, in a wait or in flight, with what was observed', async () => {
    const stop = new AbortController()
    const { sender } = setup([{ status: 500 }])
    const result = await sender.send(MESSAGE, {
      signal: stop.signal,
      onAttempt: (_, spent) => spent === 2 && stop.abort(),
    })
    expect(result).toMatchObject({ outcome: 'stopped', attempts: [{}, {}] })
    const inFlight = setup([{ failure: { kind: 'aborted', message: 'x' } }])
    expect(await inFlight.sender.send(MESSAGE)).toMatchObject({ outcome: 'stopped', attempts: [] })
  })
})

describe('a 401', () => {
  it('is followed by a new token and one immediate resend that spends no retry', async () => {
    const { sender, sent, clock, tokenRequests } = setup([{ status: 401 }, { status: 200 }], {
      credentials: OAUTH,
    })
    const { outcome, attempts } = await sender.send(MESSAGE)
    expect(outcome).toBe('delivered')
    expect(attempts).toMatchObject([{ renewed: true, status: 200 }])
    expect(tokensOf(sent())).toEqual(['token-0', 'token-1'])
    expect(clock.sleeps).toEqual([])
    expect(tokenRequests()).toBe(2)
  })

  it('with the new token is a failed attempt like any other', async () => {
    const { sender, sent, clock, tokenRequests } = setup([{ status: 401 }], { credentials: OAUTH })
    const { outcome, attempts } = await sender.send(MESSAGE)
    expect(outcome).toBe('failed')
    expect(attempts.map(({ error }) => error?.kind)).toEqual(Array(6).fill('unauthorized'))
    expect(sent()).toHaveLength(12)
    expect(tokenRequests()).toBe(7)
    expect(clock.sleeps).toEqual([1000, 2000, 4000, 8000, 16_000])
  })

  it('whose body is cut off is a 401 all the same', async () => {
    const { sender, sent } = setup(
      [{ status: 401, failure: { kind: 'connection-reset', message: 'x' } }, { status: 200 }],
      { credentials: OAUTH },
    )
    expect((await sender.send(MESSAGE)).attempts).toMatchObject([{ renewed: true, status: 200 }])
    expect(tokensOf(sent())).toEqual(['token-0', 'token-1'])
  })

  it('with tokens that live for no time at all still costs one token', async () => {
    const { sender, tokenRequests } = setup([{ status: 401 }, { status: 200 }], {
      credentials: OAUTH,
      tokens: (index) => ({
        status: 200,
        body: { access_token: `token-${index}`, token_type: 'Bearer', expires_in: 0 },
      }),
    })
    expect((await sender.send(MESSAGE)).outcome).toBe('delivered')
    expect(tokenRequests()).toBe(2)
  })

  it('after other failures still renews within its attempt', async () => {
    const { sender } = setup([{ status: 500 }, { status: 401 }, { status: 500 }, { status: 200 }], {
      credentials: OAUTH,
    })
    const { attempts } = await sender.send(MESSAGE)
    expect(attempts.map(({ renewed }) => renewed)).toEqual([false, true, false])
  })
})

describe('a failing token service', () => {
  it('fails the attempt under its own name, and the next attempt asks it again', async () => {
    const { sender, sent } = setup([{ status: 200 }], {
      credentials: OAUTH,
      tokens: (index) =>
        index < 2
          ? { status: 503 }
          : { status: 200, body: { access_token: 't', token_type: 'Bearer' } },
    })
    const { outcome, attempts } = await sender.send(MESSAGE)
    expect(outcome).toBe('delivered')
    expect(attempts.map(({ error }) => error?.kind)).toEqual([
      'token-error',
      'token-error',
      undefined,
    ])
    expect(sent()).toHaveLength(1)
  })

  it('during renewal fails the attempt with the 401 kept', async () => {
    const { sender } = setup([{ status: 401 }], {
      credentials: OAUTH,
      policy: { retries: 0 },
      tokens: (index) =>
        index === 0
          ? { status: 200, body: { access_token: 't', token_type: 'Bearer' } }
          : { failure: { kind: 'connection-refused', message: 'x' } },
    })
    expect((await sender.send(MESSAGE)).attempts).toMatchObject([
      { status: 401, renewed: false, error: { kind: 'token-unreachable' } },
    ])
  })
})

describe('a response', () => {
  it('is kept up to 2 KiB', async () => {
    const { sender } = setup([{ status: 200, body: 'x'.repeat(5000) }])
    expect((await sender.send(MESSAGE)).attempts[0]?.answer).toHaveLength(2048)
  })

  it('that is cut within a secret shows nothing of it', async () => {
    const { sender } = setup([{ status: 500, body: `${'x'.repeat(2044)}top-secret` }], {
      credentials: OAUTH,
      policy: { retries: 0 },
    })
    const { attempts } = await sender.send(MESSAGE)
    expect(attempts[0]?.answer?.slice(2044)).toBe('$DRO')
  })

  it.each(['\u{1F600}', '\0', '\uD83D'])(
    '%j where it is cut stays what every store can keep',
    async (end) => {
      const { sender } = setup([{ status: 500, body: `${'x'.repeat(2047)}${end}` }], {
        policy: { retries: 0 },
      })
      const { attempts } = await sender.send(MESSAGE)
      expect(attempts[0]?.answer).toBe(`${'x'.repeat(2047)}\uFFFD`)
    },
  )

  it('that echoes the token or the client secret is kept without them', async () => {
    const { sender } = setup([{ status: 500, body: 'got token-0 and top-secret' }], {
      credentials: OAUTH,
      policy: { retries: 0 },
    })
    expect((await sender.send(MESSAGE)).attempts[0]?.answer).toBe(
      'got $DROPSHIP_ACCESS_TOKEN and $DROPSHIP_CLIENT_SECRET',
    )
  })
})
