import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startStub } from '../../mocks/stub/index.ts'
import { createTransport, defined, systemClock, type Transport } from '../../src/core/index.ts'
import {
  type NativeVerifier,
  type PactResult,
  parsePact,
  renderVerification,
  startNativeVerifier,
  verdictOf,
  verifyPact,
} from '../../src/pact/index.ts'
import { apiKey, basic, tokens } from '../endpoints/authority.ts'
import { type Behaviour, json } from '../endpoints/endpoint.ts'
import { KNOW_THEIR_ORDERS, REJECT_FOR_MORE } from '../endpoints/own-orders.ts'
import { below, type Provider, startExpressProvider, startProvider, text } from './providers.ts'
import { BROKEN } from './broken.ts'

const FILE = 'contracts/pacts/Optoro-DropShipClient.json'
const pact = parsePact(readFileSync(new URL(`../../${FILE}`, import.meta.url), 'utf8'), FILE)

let verifier: NativeVerifier
let transport: Transport

beforeAll(() => {
  verifier = startNativeVerifier(process.env)
  transport = createTransport({ clock: systemClock, connections: 16 })
})
afterAll(async () => {
  verifier.close()
  await transport.close()
})

/** What a marked pact says of its interactions, as far as a verifier in a test reads it. */
interface MarkedPact {
  readonly interactions: readonly {
    readonly request: { readonly headers: Readonly<Record<string, string | readonly string[]>> }
  }[]
}

const MARK = 'x-dropship-interaction'

/** Verifies a provider, and closes it. */
async function verified(
  provider: Provider,
  { filter, timeoutMs = 5000 }: { filter?: RegExp; timeoutMs?: number } = {},
): Promise<PactResult> {
  const { url, stateUrl, credentials } = provider
  const common = {
    ...below(url),
    stateUrl,
    credentials,
    transport,
    clock: systemClock,
    timeoutMs,
    verifier,
  }
  try {
    return await verifyPact(pact, { ...common, ...defined({ filter }) })
  } finally {
    await provider.close()
  }
}

async function startStubProvider(): Promise<Provider> {
  const stub = await startStub({ adminPort: 0 })
  return {
    url: stub.url,
    stateUrl: `${stub.adminUrl}/states`,
    credentials: stub.credentials,
    close: () => stub.close(),
  }
}

describe('a correct provider passes every interaction that applies to it', () => {
  it.each<[string, () => Promise<Provider>, number]>([
    ['the stub, its states set by its own route', startStubProvider, 22],
    ['Express with HTTP Basic', startExpressProvider, 21],
    ['node:http with OAuth 2', () => startProvider(), 22],
    [
      'an API key, empty responses, 422 as application/problem+json',
      () =>
        startProvider({
          authority: apiKey(),
          accept: () => ({ status: 200 }),
          reject: (_call, [violation]) => ({
            ...json(422, { message: 'no', errors: [{ field: violation?.pointer }], status: 422 }),
            headers: { 'content-type': 'Application/Problem+JSON; charset=utf-8' },
          }),
        }),
      21,
    ],
    [
      'tokens without expires_in, text responses, further fields in 422',
      () =>
        startProvider({
          authority: tokens({
            respond: (_response, token) => json(200, { access_token: token, token_type: 'bearer' }),
          }),
          accept: () => text(200, 'text/plain', 'OK'),
          reject: (_call, violations) =>
            json(422, {
              message: 'Validation failure',
              trace: 'a1',
              errors: violations.map(({ field, code, message }) => ({ field, code, message })),
            }),
        }),
      22,
    ],
  ])('%s', async (_title, start, passed) => {
    const result = await verified(await start())
    expect(result.interactions.filter(({ status }) => status === 'failed')).toEqual([])
    expect(result.interactions.filter(({ status }) => status === 'passed')).toHaveLength(passed)
    expect(verdictOf([result])).toBe('verified')
  })
})

it('a provider without tokens is told what was sent in place of an expired one', async () => {
  const provider = await startProvider({ authority: apiKey() })
  const sent = await verified(provider, { filter: /cancellation: a message with an expired/ })
  expect(sent.interactions[0]).toMatchObject({
    status: 'passed',
    note: 'api-key has no access tokens: it was sent without valid api-key credentials',
  })
  expect(renderVerification(below(provider.url).addresses, [sent])).toContain(
    'note: api-key has no access tokens',
  )
})

describe.concurrent('a provider that breaks one promise fails, and the report names it', () => {
  for (const [title, interaction, cause, changes, states] of BROKEN) {
    it(`${title}: ${interaction}`, async () => {
      const result = await verified(await startProvider(changes, states), {
        filter: new RegExp(`^${interaction}$`),
        // Only this one is waited for; under load, the others may take their time.
        timeoutMs: title === 'never responds' ? 500 : 10_000,
      })
      expect(result.interactions).toMatchObject([{ description: interaction, status: 'failed' }])
      expect(result.interactions[0]?.causes.join('\n')).toMatch(cause)
      expect(verdictOf([result])).not.toBe('verified')
    })
  }

  it('there are at least 25 of them', () => {
    expect(BROKEN.length).toBeGreaterThanOrEqual(25)
  })
})

describe('what cannot be judged', () => {
  it('a provider that nothing listens for is inconclusive, and the reason is told', async () => {
    const provider = await startProvider({ authority: basic() })
    await provider.close()
    const result = await verified(
      { ...provider, close: () => Promise.resolve() },
      { filter: /every field|fails/ },
    )
    expect(verdictOf([result])).toBe('inconclusive')
    const causes = result.interactions.map((each) => each.causes.join())
    expect(causes.every((cause) => cause.includes('nothing accepts connections'))).toBe(true)
  })

  it('what the verifier did not send says nothing of the provider, whatever it reports', async () => {
    const provider = await startProvider()
    const { url, stateUrl, credentials } = provider
    const sending = { ...below(url), stateUrl, credentials, transport, clock: systemClock }
    const lines = ['One or more of the setup state change handlers has failed']
    const results = async (filter: RegExp, sendsFirst: boolean) =>
      verifyPact(pact, {
        ...sending,
        timeoutMs: 5000,
        filter,
        verifier: {
          verify: async ({ baseUrl, source }) => {
            const file = source.kind === 'pact' ? source.location : ''
            const written = JSON.parse(readFileSync(file, 'utf8')) as MarkedPact
            const numbers = written.interactions.map(({ request }) => Number(request.headers[MARK]))
            const says = (mismatches: string[]) => ({ mismatches, isPending: false })
            if (!sendsFirst) return new Map(numbers.map((number) => [number, says(lines)]))
            const headers = { [MARK]: String(numbers[0]) }
            await fetch(`${baseUrl}/anything`, { method: 'POST', headers })
            return new Map(numbers.map((number, index) => [number, says(index === 0 ? [] : lines)]))
          },
          close: () => undefined,
        },
      })
    const none = await results(/every field/, false)
    const some = await results(/every field/, true)
    await provider.close()
    expect(verdictOf([none])).toBe('inconclusive')
    expect(none.interactions[0]).toMatchObject({ status: 'failed', basis: 'not asked' })
    expect(none.interactions[0]?.causes).toEqual([
      'the Pact verifier did not send its request, so the provider was not asked',
      ...lines,
    ])
    expect(some.interactions.map(({ basis }) => basis)).toEqual([
      'response',
      'not asked',
      'not asked',
    ])
    expect(verdictOf([some])).toBe('inconclusive')
  })

  it('without a state URL, only what needs one is skipped, and says so', async () => {
    const provider = await startProvider()
    const { url, credentials } = provider
    const result = await verifyPact(pact, {
      ...below(url),
      credentials,
      transport,
      clock: systemClock,
      timeoutMs: 5000,
      verifier,
    })
    await provider.close()
    const skipped = result.interactions.filter(({ status }) => status === 'skipped')
    expect(skipped).toHaveLength(9)
    expect(skipped[0]?.causes[0]).toMatch(/has to be set; --state-url would allow it/)
    expect(verdictOf([result])).toBe('verified')
  })
})

describe('a provider that knows only its own orders', () => {
  const FEW = /^drop_shipment_cancellation: a message with(?:out)? /
  const verify = async (behaviour: Behaviour, isStateSet = false) => {
    const provider = await startProvider(behaviour)
    const { url, credentials, stateUrl } = provider
    const sending = { ...below(url), credentials, transport, clock: systemClock, verifier }
    const given = isStateSet ? { stateUrl } : {}
    const result = await verifyPact(pact, { ...sending, ...given, timeoutMs: 5000, filter: FEW })
    await provider.close()
    return result.interactions.filter(({ states }) => states.includes('the order is known'))
  }

  it.each(KNOW_THEIR_ORDERS)(
    '%s: what presumes a known order is skipped',
    async (_t, behaviour) => {
      const presuming = await verify(behaviour)
      expect(presuming.map(({ status }) => status)).toEqual(['skipped', 'skipped'])
      expect(presuming[0]?.causes[0]).toMatch(
        /^the endpoint knows only its own orders: it responded with 4\d\d.*--state-url.* would allow it$/,
      )
    },
  )

  it.each(REJECT_FOR_MORE)('%s: is not assumed, and fails', async (_title, behaviour) => {
    expect((await verify(behaviour)).map(({ status }) => status)).toEqual(['failed', 'failed'])
  })

  it('fails where the state URL has said that the order is known', async () => {
    const [, behaviour] = KNOW_THEIR_ORDERS[0] ?? ['', {} as Behaviour]
    const presuming = await verify(behaviour, true)
    expect(presuming.map(({ status }) => status)).toEqual(['failed', 'failed'])
  })
})
