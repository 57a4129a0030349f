import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startStub } from '../../mocks/stub/index.ts'
import { createTransport, systemClock, type Transport } from '../../src/core/index.ts'
import {
  type NativeVerifier,
  type PactResult,
  parsePact,
  startNativeVerifier,
  verdictOf,
  verifyPact,
} from '../../src/pact/index.ts'
import { apiKey, basic, tokens } from '../endpoints/authority.ts'
import { type Behaviour, json } from '../endpoints/endpoint.ts'
import {
  type Provider,
  startExpressProvider,
  startProvider,
  type StateFlaws,
  text,
} from './providers.ts'

const FILE = 'contracts/pacts/Optoro-DropShipClient.json'
const pact = parsePact(readFileSync(new URL(`../../${FILE}`, import.meta.url), 'utf8'), FILE)

let verifier: NativeVerifier
let transport: Transport

beforeAll(() => {
  verifier = startNativeVerifier()
  transport = createTransport({ clock: systemClock, connections: 16 })
})
afterAll(async () => {
  verifier.close()
  await transport.close()
})

/** Verifies a provider, and closes it. */
async function verified(
  provider: Provider,
  { filter, timeoutMs = 5000 }: { filter?: RegExp; timeoutMs?: number } = {},
): Promise<PactResult> {
  const { url, stateUrl, credentials } = provider
  const common = {
    pact,
    url,
    stateUrl,
    credentials,
    transport,
    clock: systemClock,
    timeoutMs,
    verifier,
  }
  try {
    return await verifyPact({ ...common, ...(filter === undefined ? {} : { filter }) })
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

describe.concurrent('a correct provider passes every interaction that applies to it', () => {
  test.each<[string, () => Promise<Provider>, number]>([
    ['the stub, its states set by its own route', startStubProvider, 22],
    ['Express with HTTP Basic', startExpressProvider, 21],
    ['node:http with OAuth 2', () => startProvider(), 22],
    [
      'an API key, empty answers, 422 as application/problem+json',
      () =>
        startProvider({
          authority: apiKey(),
          accept: () => ({ status: 200 }),
          refuse: (_call, [violation]) => ({
            ...json(422, { message: 'no', errors: [{ field: violation?.pointer }], status: 422 }),
            headers: { 'content-type': 'application/problem+json; charset=utf-8' },
          }),
        }),
      21,
    ],
    [
      'tokens without expires_in, text answers, further members in 422',
      () =>
        startProvider({
          authority: tokens({
            answer: (_answer, token) => json(200, { access_token: token, token_type: 'bearer' }),
          }),
          accept: () => text(200, 'text/plain', 'OK'),
          refuse: (_call, violations) =>
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

const MINIMAL = 'drop_shipment_confirmation: a message with what is required'
const FULL = 'drop_shipment_confirmation: a message with every member'
const EXPIRED = 'drop_shipment_confirmation: a message with an expired access token'
const INVALID = 'drop_shipment_confirmation: a message without /shipment/client_identifier'
const UNREADABLE =
  'drop_shipment_confirmation: a message while the client service cannot read requests'
const FAILS = 'drop_shipment_confirmation: a message while the client service fails'
const UNAVAILABLE = 'drop_shipment_confirmation: a message while the client service is unavailable'
const PARTIAL = 'drop_shipment_partial_cancellation: a message with every member'
const TOKEN = 'token service: a request for an access token'

type Changes = Partial<Behaviour> | ((right: Behaviour) => Partial<Behaviour>)
type Broken = readonly [
  title: string,
  interaction: string,
  cause: RegExp,
  changes: Changes,
  states?: StateFlaws,
]

const refusing = (body: unknown): Changes => ({ refuse: () => json(422, body) })
const tokenAnswer = (body: unknown): Changes => ({
  authority: tokens({ answer: () => json(200, body) }),
})
const ONE_ERROR = [{ field: '/shipment/carrier', code: 'missing_field' }]

const BROKEN: readonly Broken[] = [
  ['answers 201', MINIMAL, /expected 200 but was 201/, { accept: () => json(201, {}) }],
  ['answers 202', MINIMAL, /expected 200 but was 202/, { accept: () => json(202, {}) }],
  ['answers 204', FULL, /expected 200 but was 204/, { accept: () => ({ status: 204 }) }],
  [
    'fails on a good message',
    FULL,
    /expected 200 but was 500/,
    { accept: () => ({ status: 500 }) },
  ],
  [
    'redirects',
    FULL,
    /redirects to \/elsewhere/,
    { accept: () => ({ status: 307, headers: { location: '/elsewhere' } }) },
  ],
  [
    'asks for an optional member',
    MINIMAL,
    /expected 200 but was 422/,
    {
      validate: ({ bytes }) => violationUnless(bytes.includes('"created_at"')),
    },
  ],
  [
    'does not know an optional member',
    FULL,
    /expected 200 but was 422/,
    {
      validate: ({ bytes }) => violationUnless(!bytes.includes('packing_slip')),
    },
  ],
  ['takes no JSON', FULL, /expected 200 but was 415/, { mediaType: () => ({ status: 415 }) }],
  [
    'has no third operation',
    PARTIAL,
    /expected 200 but was 404/,
    {
      authenticate: ({ operation }) =>
        operation.id === 'drop_shipment_partial_cancellation' ? { status: 404 } : undefined,
    },
  ],
  ['knows no order', FULL, /expected 200 but was 404/, { invented: () => ({ status: 404 }) }],
  ['takes any token', EXPIRED, /expected 401 but was 200/, { authenticate: () => undefined }],
  [
    'answers 403 to a bad token',
    EXPIRED,
    /expected 401 but was 403/,
    { authenticate: () => ({ status: 403 }) },
  ],
  [
    'fails on a bad token',
    EXPIRED,
    /expected 401 but was 500/,
    { authenticate: () => ({ status: 500 }) },
  ],
  [
    'sends a bad token to a login page',
    EXPIRED,
    /redirects to \/login/,
    {
      authenticate: () => ({ status: 302, headers: { location: '/login' } }),
    },
  ],
  ['takes invalid messages', INVALID, /expected 422 but was 200/, { validate: () => [] }],
  [
    'answers 400 to invalid messages',
    INVALID,
    /expected 422 but was 400/,
    { refuse: () => ({ status: 400 }) },
  ],
  ['refuses without a body', INVALID, /body/, { refuse: () => ({ status: 422 }) }],
  [
    'refuses without a message',
    INVALID,
    /missing the following keys: message/,
    refusing({ errors: ONE_ERROR }),
  ],
  [
    'refuses without errors',
    INVALID,
    /missing the following keys: errors/,
    refusing({ message: 'no' }),
  ],
  [
    'gives one error for the list',
    INVALID,
    /\$\.errors/,
    refusing({ message: 'no', errors: ONE_ERROR[0] }),
  ],
  ['gives an empty list of errors', INVALID, /\$\.errors/, refusing({ message: 'no', errors: [] })],
  [
    'gives an error without its field',
    INVALID,
    /missing the following keys: field/,
    refusing({ message: 'no', errors: [{ code: 'invalid' }] }),
  ],
  [
    'numbers its fields',
    INVALID,
    /\$\.errors\[0\]\.field/,
    refusing({ message: 'no', errors: [{ field: 7 }] }),
  ],
  [
    'gives a message that is no text',
    INVALID,
    /\$\.message/,
    refusing({ message: { en: 'no' }, errors: ONE_ERROR }),
  ],
  ['refuses in HTML', INVALID, /text\/html/, { refuse: () => text(422, 'text/html', '<p>no</p>') }],
  [
    'says that its JSON is text',
    INVALID,
    /text\/plain/,
    {
      refuse: () => text(422, 'text/plain', JSON.stringify({ message: 'no', errors: ONE_ERROR })),
    },
  ],
  [
    'refuses in JSON that breaks off',
    INVALID,
    /pars/,
    { refuse: () => text(422, 'application/json', '{"message":') },
  ],
  [
    'ignores that it should not read',
    UNREADABLE,
    /expected 400 but was 200/,
    {},
    { forced: () => undefined },
  ],
  [
    'ignores that it should fail',
    FAILS,
    /expected 500 but was 200/,
    {},
    { forced: () => undefined },
  ],
  ['is unavailable with 503', UNAVAILABLE, /expected 502 but was 503/, {}, { forced: () => 503 }],
  [
    'cannot set a state',
    FAILS,
    /the state "the client service fails" could not be set at .*: it answered 500/,
    {},
    { status: () => 500 },
  ],
  [
    'does not know a state',
    MINIMAL,
    /the state "the order is known" could not be set at .*: it answered 404/,
    {},
    { status: () => 404 },
  ],
  [
    'refuses the client credentials',
    FULL,
    /the token service answered 401 \(invalid_client\)/,
    {
      authority: { ...tokens(), token: () => json(401, { error: 'invalid_client' }) },
    },
  ],
  [
    'has no token service',
    TOKEN,
    /expected 200 but was 404/,
    {
      authority: {
        ...tokens(),
        token: (_request, path) => (path === '/oauth/token' ? { status: 404 } : undefined),
      },
    },
  ],
  [
    'issues no token',
    TOKEN,
    /missing the following keys: access_token/,
    tokenAnswer({ token_type: 'Bearer' }),
  ],
  [
    'issues tokens of another type',
    TOKEN,
    /\$\.token_type/,
    tokenAnswer({ access_token: 'a', token_type: 'mac' }),
  ],
  [
    'issues tokens in HTML',
    TOKEN,
    /text\/html/,
    { authority: tokens({ answer: () => text(200, 'text/html', 'x') }) },
  ],
  [
    'resets connections',
    FULL,
    /no answer from .*: the connection was closed/,
    {
      intercept: ({ request }) => {
        request.socket.destroy()
        return true
      },
    },
  ],
  ['never answers', FULL, /no answer from .* within the time limit/, { intercept: () => true }],
]

function violationUnless(isGood: boolean): ReturnType<Behaviour['validate']> {
  return isGood ? [] : [VIOLATION]
}

const VIOLATION = {
  pointer: '/shipment',
  field: 'shipment',
  code: 'invalid',
  message: 'no',
} as unknown as ReturnType<Behaviour['validate']>[number]

describe.concurrent('a provider that breaks one promise fails, and the report names it', () => {
  for (const [title, interaction, cause, changes, states] of BROKEN) {
    test(`${title}: ${interaction}`, async () => {
      const result = await verified(await startProvider(changes, states), {
        filter: new RegExp(`^${interaction}$`),
        timeoutMs: 700,
      })
      expect(result.interactions).toMatchObject([{ description: interaction, status: 'failed' }])
      expect(result.interactions[0]?.causes.join('\n')).toMatch(cause)
      expect(verdictOf([result])).not.toBe('verified')
    })
  }

  test('there are at least 25 of them', () => {
    expect(BROKEN.length).toBeGreaterThanOrEqual(25)
  })
})

describe('what cannot be judged', () => {
  test('a provider that nothing listens for is inconclusive, and the reason is told', async () => {
    const provider = await startProvider({ authority: basic() })
    await provider.close()
    const result = await verified(
      { ...provider, close: () => Promise.resolve() },
      { filter: /every member|fails/ },
    )
    expect(verdictOf([result])).toBe('inconclusive')
    const causes = result.interactions.map((each) => each.causes.join())
    expect(causes.every((cause) => cause.includes('nothing accepts connections'))).toBe(true)
  })

  test('without a state URL, only what needs one is skipped, and says so', async () => {
    const provider = await startProvider()
    const { stateUrl: _stateUrl, ...rest } = provider
    const result = await verifyPact({
      pact,
      ...rest,
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

  test('a pending pact that fails does not count', async () => {
    const provider = await startProvider({ accept: () => ({ status: 500 }) })
    const { url, stateUrl, credentials } = provider
    const result = await verifyPact({
      ...{
        pact,
        url,
        stateUrl,
        credentials,
        transport,
        clock: systemClock,
        timeoutMs: 5000,
        verifier,
      },
      filter: /every member/,
      pending: true,
    })
    await provider.close()
    expect(result.interactions.map(({ status }) => status)).toEqual([
      'pending',
      'pending',
      'pending',
    ])
    expect(verdictOf([result])).toBe('verified')
  })
})
