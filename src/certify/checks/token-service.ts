import { type OAuth2Credentials, tokenRequest } from '../../auth/index.ts'
import type { Operation } from '../../contract/index.ts'
import {
  type Exchange,
  headerOf,
  type HttpRequest,
  isRecord,
  jsonIn,
  Secret,
  textOf,
} from '../../core/index.ts'
import type { Check, Outcome } from '../results/check.ts'
import { describeAnswer, type Probe, type Session, skipped } from '../run/session.ts'
import { isAccepted, parseAnswer } from '../run/target.ts'
import type { OtherClient } from '../options.ts'
import { checkExpiry, expiryChecks } from './expired-tokens.ts'
import { checkOtherClient, otherClientChecks } from './other-client.ts'
import { alteredAtItsEnd, HAS_CASE, otherCase } from './spoiling.ts'

/** The probe's name: it runs alone when the service fails. */
export const TOKEN_SERVICE = 'token service'

const TOKEN =
  'a token as RFC 6749 §5.1 describes it: 200, JSON with access_token, token_type Bearer, expires_in in seconds'

const NO_TOKEN = '400 or 401 and no token'

/** Secrets that are nearly right: services have been seen to take them. */
const WRONG_SECRETS: readonly {
  readonly name: string
  readonly title: string
  /** `undefined` where the right secret leaves no room for it. */
  readonly change: (right: string) => string | undefined
}[] = [
  { name: 'empty-secret', title: 'an empty secret', change: () => '' },
  {
    name: 'altered-secret',
    title: 'a secret whose last character is another',
    change: alteredAtItsEnd,
  },
  {
    name: 'secret-in-another-case',
    title: 'a secret in another case',
    change: (right) => (HAS_CASE(right) ? otherCase(right) : undefined),
  },
]

/** The client's token service: right credentials, wrong ones, and what becomes of an expired token. */
export function tokenServiceProbe(
  credentials: OAuth2Credentials,
  otherClient: OtherClient | undefined,
  operations: readonly Operation[],
): Probe {
  const common = { level: 'compatible' } as const
  const checks: Check[] = [
    {
      ...common,
      id: 'token/response',
      title: 'gives a token as RFC 6749 describes it',
      requirement: 'DS-TOK-01',
    },
    {
      ...common,
      id: 'token/wrong-secret',
      title: 'gives no token for a wrong secret',
      requirement: 'DS-TOK-02',
    },
    {
      ...common,
      id: 'token/unknown-client',
      title: 'gives no token to an unknown client',
      requirement: 'DS-TOK-02',
    },
    ...WRONG_SECRETS.map(({ name, title }): Check => ({
      ...common,
      id: `token/${name}`,
      title: `gives no token for ${title}`,
      requirement: 'DS-TOK-02',
    })),
    {
      ...common,
      id: 'token/no-secret',
      title: 'gives no token without a secret',
      requirement: 'DS-TOK-02',
    },
    {
      ...common,
      id: 'token/advice',
      title: 'says how long a token lives and that it is not to be stored',
      requirement: 'DS-TOK-03',
    },
    ...otherClientChecks(operations),
    ...expiryChecks(operations),
  ]
  return {
    name: TOKEN_SERVICE,
    checks,
    requests: operations.length * 5,
    run: async (session) => {
      const shown = {
        ...credentials,
        clientSecret: new Secret('$DROPSHIP_CLIENT_SECRET', '$DROPSHIP_CLIENT_SECRET'),
      }
      const answer = await session.target.ask(tokenRequest(credentials))
      const problem = tokenProblem(answer)
      const good = redacted(answer, tokenRequest(shown).body)
      const refused = async (wrong: OAuth2Credentials, shownWrong = wrong): Promise<Outcome> =>
        hasToken(good)
          ? refusedToken(session, wrong, shownWrong)
          : skipped(NO_TOKEN, 'the token service gives no token for right credentials either')
      session.report('token/response', tokenOutcome(good, problem))
      session.report('token/advice', adviceOutcome(good, problem))
      session.report(
        'token/wrong-secret',
        await refused({
          ...credentials,
          clientSecret: new Secret('not-the-secret', '(a wrong secret)'),
        }),
      )
      session.report(
        'token/unknown-client',
        await refused({ ...credentials, clientId: STRANGER }, { ...shown, clientId: STRANGER }),
      )
      for (const { name, change } of WRONG_SECRETS) {
        const secret = change(credentials.clientSecret.expose())
        session.report(
          `token/${name}`,
          secret === undefined
            ? skipped(NO_TOKEN, 'this secret leaves no room for it')
            : await refused(
                { ...credentials, clientSecret: new Secret(secret, '(a wrong secret)') },
                // A near miss would give the secret away.
                { ...shown, clientSecret: new Secret('$WRONG_SECRET', '$WRONG_SECRET') },
              ),
        )
      }
      session.report(
        'token/no-secret',
        hasToken(good)
          ? await refusedWithoutSecret(session, credentials)
          : skipped(NO_TOKEN, 'the token service gives no token for right credentials either'),
      )
      const other = otherClient === undefined ? undefined : { ...credentials, ...otherClient }
      await checkOtherClient(session, other, operations)
      await checkExpiry(session, credentials, problem === undefined ? good : undefined, operations)
    },
  }
}

/** What is wrong with a token answer, or `undefined`. */
export function tokenProblem(exchange: Exchange): string | undefined {
  const { response, failure } = exchange
  if (response === undefined || failure !== undefined) return failure?.message ?? 'no answer'
  if (response.status !== 200) return `answered ${response.status}`
  const { declaredJson, isJson, json } = parseAnswer(exchange)
  if (!isJson || !isRecord(json)) return 'the answer is no JSON object'
  if (!declaredJson) return 'the answer does not declare itself JSON'
  if (typeof json.access_token !== 'string' || json.access_token === '')
    return 'access_token is no text'
  if (typeof json.token_type !== 'string' || json.token_type.toLowerCase() !== 'bearer')
    return `token_type is ${JSON.stringify(json.token_type) ?? 'missing'} instead of Bearer`
  const { expires_in: expiresIn } = json
  if (expiresIn !== undefined && !(typeof expiresIn === 'number' && expiresIn > 0))
    return `expires_in is ${JSON.stringify(expiresIn)} instead of a number of seconds`
  return undefined
}

/**
 * A token answer holds tokens, a token request the secret: neither belongs into a report.
 * @param shown what the request shows of its body instead
 */
function redacted(exchange: Exchange, shown: HttpRequest['body']): Exchange {
  const { request, response } = exchange
  const text = (
    response === undefined ? '' : new TextDecoder('utf-8').decode(response.body)
  ).replaceAll(
    /("(?:access|refresh|id)_token"\s*:\s*")(?:\\.|[^"\\])*/g,
    '$1$DROPSHIP_ACCESS_TOKEN',
  )
  return {
    ...exchange,
    request: {
      ...request,
      ...(shown instanceof Uint8Array
        ? { body: Buffer.from(textOf(shown).replaceAll('%24', '$')) }
        : {}),
    },
    ...(response === undefined ? {} : { response: { ...response, body: Buffer.from(text) } }),
  }
}

function hasToken(exchange: Exchange): boolean {
  const { json } = parseAnswer(exchange)
  return isRecord(json) && typeof json.access_token === 'string' && json.access_token !== ''
}

function tokenOutcome(exchange: Exchange, problem: string | undefined): Outcome {
  if (problem === undefined)
    return { status: 'passed', expected: TOKEN, actual: 'a token', exchange }
  return {
    status: 'failed',
    expected: TOKEN,
    actual: problem,
    fix: 'answer token requests as RFC 6749 §5.1 says',
    exchange,
  }
}

function adviceOutcome(exchange: Exchange, problem: string | undefined): Outcome {
  const expected = 'expires_in, and Cache-Control: no-store'
  if (problem !== undefined) return skipped(expected, 'there was no token')
  const { json } = parseAnswer(exchange)
  const missing = [
    isRecord(json) && typeof json.expires_in === 'number' ? '' : 'expires_in',
    exchange.response !== undefined &&
    /no-store/i.test(headerOf(exchange.response, 'cache-control') ?? '')
      ? ''
      : 'Cache-Control: no-store',
  ].filter((name) => name !== '')
  if (missing.length === 0) return { status: 'passed', expected, actual: 'both' }
  return {
    status: 'warned',
    expected,
    actual: `without ${missing.join(' and ')}`,
    fix: `add ${missing.join(' and ')} to token answers`,
    exchange,
  }
}

const STRANGER = 'not-a-client-of-yours'

async function refusedToken(
  session: Session,
  credentials: OAuth2Credentials,
  shown: OAuth2Credentials,
): Promise<Outcome> {
  const answer = await session.target.ask(tokenRequest(credentials))
  return refusalOf(redacted(answer, tokenRequest(shown).body))
}

/** The client's id alone, as a caller without a secret would come. */
function withoutSecret(credentials: OAuth2Credentials): HttpRequest {
  const { body, headers, ...request } = tokenRequest(credentials)
  const text = body instanceof Uint8Array ? textOf(body) : ''
  if (credentials.tokenAuth === 'json') {
    const written = jsonIn(text)
    const { client_secret: _secret, ...rest } = isRecord(written) ? written : {}
    return { ...request, headers, body: Buffer.from(JSON.stringify(rest)) }
  }
  const form = new URLSearchParams(text)
  form.delete('client_secret')
  form.set('client_id', credentials.clientId)
  return {
    ...request,
    headers: headers.filter(([name]) => name !== 'Authorization'),
    body: Buffer.from(form.toString()),
  }
}

async function refusedWithoutSecret(
  session: Session,
  credentials: OAuth2Credentials,
): Promise<Outcome> {
  const request = withoutSecret(credentials)
  return refusalOf(redacted(await session.target.ask(request), request.body))
}

function refusalOf(exchange: Exchange): Outcome {
  const expected = NO_TOKEN
  const status = exchange.response?.status
  if (exchange.failure === undefined && (status === 400 || status === 401 || status === 403))
    return { status: 'passed', expected, actual: `refused with ${status}`, exchange }
  const actual = isAccepted(exchange)
    ? `answered ${status ?? 0}${hasToken(exchange) ? ': a token for anybody' : ''}`
    : describeAnswer(exchange)
  return { status: 'failed', expected, actual, fix: 'answer 401 invalid_client', exchange }
}
