import type { Credentials } from '../../auth/index.ts'
import type { Operation } from '../../contract/index.ts'
import {
  type Exchange,
  headerOf,
  type HttpRequest,
  Secret,
  type Transport,
} from '../../core/index.ts'
import type { Deviation } from '../../messages/index.ts'
import { type Check, includesLevel, type Level, type Outcome } from '../results/check.ts'
import { acceptance, describeAnswer, type Probe, type Session, skipped } from '../run/session.ts'
import { isAccepted } from '../run/target.ts'
import { badCredentials } from './bad-credentials.ts'
import { BEFORE, judgedFirst } from './judged-first.ts'
import type { BadCredentials } from './spoiling.ts'

const EXPECTED = '401, before anything else is judged'

/** Every operation judges credentials first, and answers 401 to all but the right ones. */
export function authenticationProbe(
  operation: Operation,
  credentials: Credentials,
  deviations: readonly Deviation[],
  level: Level,
  transport: Transport,
  turn: { readonly index: number; readonly of: number },
): Probe {
  const ways = badCredentials(credentials, turn)
  const id = (name: string): string => `authenticate/${operation.id}/${name}`
  const common = { level: 'compatible', operation: operation.id } as const
  const hasToken = credentials.scheme === 'oauth2'
  const hasScheme = hasToken || credentials.scheme === 'basic'
  const isResilient = includesLevel(level, 'resilient')
  const checks: Check[] = [
    ...ways.map(({ name, title, requirement }): Check => ({
      ...common,
      id: id(name),
      title: `answers 401 to ${title}`,
      requirement,
    })),
    ...BEFORE.map(({ name, title }): Check => ({
      ...common,
      id: id(name),
      title,
      requirement: 'DS-AUTH-03',
    })),
    {
      ...common,
      id: id('challenge'),
      title: 'says in a 401 how to authenticate',
      requirement: 'DS-AUTH-06',
    },
    ...(hasToken
      ? [
          {
            ...common,
            id: id('new-token'),
            title: 'accepts a new token after a 401',
            requirement: 'DS-AUTH-05',
          },
        ]
      : []),
    ...(isResilient && hasScheme
      ? [
          {
            ...common,
            level: 'resilient' as const,
            id: id('scheme-case'),
            title: 'reads the scheme without regard to case',
            requirement: 'DS-AUTH-08',
          },
        ]
      : []),
  ]
  return {
    name: `${operation.id}: judges credentials`,
    operation: operation.id,
    checks,
    requests: (ways.length + BEFORE.length) * 2 + 6,
    run: async (session) => {
      if (ways.length === 0) {
        const reason = 'the endpoint is certified without credentials; --auth names them'
        for (const check of checks) session.report(check.id, skipped(EXPECTED, reason))
        return
      }
      const refusals: Exchange[] = []
      const header =
        credentials.scheme === 'api-key' ? credentials.header.toLowerCase() : 'authorization'
      for (const way of ways) {
        const right = (await session.target.rightCredentials(header)) ?? ''
        if (way.applies?.(right) === false) {
          session.report(id(way.name), skipped(EXPECTED, 'these credentials leave no room for it'))
          continue
        }
        const exchange = await sendBad(session, operation, way, transport)
        refusals.push(exchange)
        session.report(id(way.name), unauthorized(exchange, way.title))
      }
      for (const before of BEFORE)
        session.report(
          id(before.name),
          unauthorized(
            await judgedFirst(session, operation, before, { ways, deviations, transport }),
            'a wrong body without right credentials',
          ),
        )
      session.report(id('challenge'), challenge(refusals))
      if (hasToken) session.report(id('new-token'), await newToken(session, operation))
      if (isResilient && hasScheme)
        session.report(id('scheme-case'), await schemeCase(session, operation))
    },
  }
}

async function sendBad(
  session: Session,
  operation: Operation,
  way: BadCredentials,
  transport: Transport,
): Promise<Exchange> {
  const body = session.message(operation)
  const context = { transport, clock: session.options.clock }
  const once = (): Promise<Exchange> =>
    session.target.send(operation, body, { alter: (good) => way.spoil(good, context) })
  const first = await once()
  return first.response?.status === 401 ? first : once()
}

function unauthorized(exchange: Exchange, title: string): Outcome {
  const expected = `${EXPECTED}, to ${title}`
  if (exchange.response?.status === 401 && exchange.failure === undefined)
    return { status: 'passed', expected, actual: 'answered 401', exchange }
  const actual = isAccepted(exchange)
    ? `accepted with ${exchange.response?.status ?? 0}: anybody could send messages`
    : `${describeAnswer(exchange)}; only 401 makes the sender get a new token`
  return { status: 'failed', expected, actual, fix: `answer 401 to ${title}`, exchange }
}

function challenge(refusals: readonly Exchange[]): Outcome {
  const expected = 'a WWW-Authenticate header in every 401'
  const unauthorizedOnes = refusals.filter(({ response }) => response?.status === 401)
  if (unauthorizedOnes.length === 0) return skipped(expected, 'no request was answered with 401')
  const silent = unauthorizedOnes.find(
    ({ response }) =>
      response !== undefined && headerOf(response, 'www-authenticate') === undefined,
  )
  if (silent === undefined) return { status: 'passed', expected, actual: 'present' }
  return {
    status: 'warned',
    expected,
    actual: 'a 401 without WWW-Authenticate',
    fix: 'add WWW-Authenticate: Bearer (or Basic)',
    exchange: silent,
  }
}

async function newToken(session: Session, operation: Operation): Promise<Outcome> {
  const expected = 'a 2xx with a token that was got after a 401'
  await session.target.send(operation, session.message(operation), {
    alter: (good) => withToken(good, 'Bearer not-a-token'),
  })
  const renewed = await session.target.renewToken()
  if (renewed !== undefined) {
    return {
      status: 'failed',
      expected,
      actual: renewed,
      fix: 'give a new token whenever the sender asks for one',
    }
  }
  const exchange = await session.accepted(operation, () => session.send(operation))
  return acceptance(
    exchange,
    expected,
    'accept every token that the token service gave and that has not expired',
  )
}

function withToken(good: HttpRequest, value: string): HttpRequest {
  return {
    ...good,
    headers: [
      ...good.headers.filter(([name]) => name.toLowerCase() !== 'authorization'),
      ['Authorization', value],
    ],
  }
}

async function schemeCase(session: Session, operation: Operation): Promise<Outcome> {
  const lower = (good: HttpRequest): HttpRequest => ({
    ...good,
    headers: good.headers.map(([name, value]) => [
      name,
      value instanceof Secret && name.toLowerCase() === 'authorization'
        ? value.within((text) => text.replace(/^\S+/, (scheme) => scheme.toLowerCase()))
        : value,
    ]),
  })
  const exchange = await session.accepted(operation, () =>
    session.send(operation, [], { alter: lower }),
  )
  return acceptance(
    exchange,
    'a 2xx with the scheme in lower case',
    'compare the scheme without regard to case',
  )
}

/** The whole run so far has gone with as few tokens as the token service made necessary. */
function tokenReuse(session: Session): Outcome {
  const expected = 'one token for all messages until it expires'
  const { earlyRejections } = session.target
  const [first] = earlyRejections
  if (first === undefined) return { status: 'passed', expected, actual: 'accepted' }
  return {
    status: 'failed',
    expected,
    actual: `${earlyRejections.length} times a token was answered with 401 before it expired: ${describeAnswer(first)}`,
    fix: 'accept a token until it expires: the sender reuses it',
    exchange: first,
  }
}

/** Last, where there are tokens: whether one served many messages. */
export function tokenReuseProbe(): Probe {
  const id = 'authenticate/token-reuse'
  return {
    name: 'reuse of tokens',
    checks: [
      { id, title: 'accepts one token many times', requirement: 'DS-AUTH-07', level: 'resilient' },
    ],
    requests: 0,
    run: async (session) => {
      session.report(id, tokenReuse(session))
      await Promise.resolve()
    },
  }
}
