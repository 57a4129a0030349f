import { type OAuth2Credentials, tokenRequest } from '../../auth/index.ts'
import {
  type Exchange,
  headerOf,
  type HttpRequest,
  isRecord,
  jsonIn,
  Secret,
  textOf,
} from '../../core/index.ts'
import { alteredAtItsEnd, HAS_CASE, otherCase } from '../mutations/credential-mutation.ts'
import { type Outcome, skipped } from '../results/check.ts'
import { requirement } from '../results/requirement.ts'
import { check, type Executable, type Group, group, type Step, step } from '../run/group.ts'
import { isAccepted, parseResponse } from '../run/response.ts'
import { describeResponse } from '../run/wording.ts'

/** What the token service makes of correct credentials: without the token and the secret, which belong in no report. */
export interface TokenResponse {
  readonly exchange: Exchange
  /** What is wrong with it; `undefined` when it is as RFC 6749 describes it. */
  readonly problem: TokenProblem | undefined
}

export function tokenResponse(credentials: OAuth2Credentials): Step<TokenResponse> {
  return step(0, async (session) => {
    const exchange = await session.target.ask(tokenRequest(credentials))
    return {
      exchange: redacted(exchange, tokenRequest(shown(credentials)).body),
      problem: problemOf(exchange),
    }
  })
}

const token = requirement({
  id: 'DS-TOK-01',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'practice',
  text: 'The token service issues a token as RFC 6749 describes it for correct credentials.',
  source: "RFC 6749 §5.1; the page: new Authentication Token from the client's services",
})

function issuesToken(response: Step<TokenResponse>): Executable {
  return check(token, {
    id: 'response',
    title: 'issues a token as RFC 6749 describes it',
    expected:
      'a token as RFC 6749 §5.1 describes it: 200, JSON with access_token, token_type Bearer, expires_in in seconds',
    step: response,
    conclude: ({ exchange, problem }) =>
      problem === undefined
        ? { status: 'passed', actual: 'a token', exchange }
        : { status: 'failed', exchange, ...problem },
  })
}

interface TokenProblem {
  readonly actual: string
  readonly fix: string
}

/** What is wrong with a token response, or `undefined`. */
function problemOf(exchange: Exchange): TokenProblem | undefined {
  const { response, failure } = exchange
  if (response === undefined || failure !== undefined)
    return {
      actual: failure?.message ?? 'no response',
      fix: 'respond to every token request, with 200 to correct credentials',
    }
  if (response.status !== 200)
    return {
      actual: `status ${response.status}`,
      fix: 'respond with 200 to a token request with correct credentials',
    }
  const { declaredJson, isJson, json } = parseResponse(exchange)
  if (!isJson || !isRecord(json))
    return {
      actual: 'the response is not a JSON object',
      fix: 'respond with a JSON object: access_token, token_type and expires_in (RFC 6749 §5.1)',
    }
  if (!declaredJson)
    return {
      actual: 'the response does not declare itself JSON',
      fix: 'send the token with Content-Type: application/json',
    }
  if (typeof json.access_token !== 'string' || json.access_token === '')
    return {
      actual: 'access_token is not a text',
      fix: 'send the token as the text of the property access_token',
    }
  if (typeof json.token_type !== 'string' || json.token_type.toLowerCase() !== 'bearer')
    return {
      actual: `token_type is ${JSON.stringify(json.token_type) ?? 'missing'} instead of Bearer`,
      fix: 'send "token_type": "Bearer"',
    }
  const { expires_in: expiresIn } = json
  if (expiresIn !== undefined && !(typeof expiresIn === 'number' && expiresIn > 0))
    return {
      actual: `expires_in is ${JSON.stringify(expiresIn)} instead of a number of seconds`,
      fix: 'send expires_in as a JSON number of seconds, without quotes: 3600',
    }
  return undefined
}

const wrongClient = requirement({
  id: 'DS-TOK-02',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'practice',
  text: 'The token service issues no token for a wrong client secret or an unknown client.',
  source: 'RFC 6749 §5.2',
})

interface WrongClient {
  readonly name: string
  readonly title: string
  /** The request, and the same as reports show it; `undefined` where it makes no difference to the correct credentials. */
  readonly requests: () => { readonly sent: HttpRequest; readonly shown: HttpRequest } | undefined
}

const STRANGER = 'not-a-client-of-yours'

function wrongClients(credentials: OAuth2Credentials): readonly WrongClient[] {
  // A near miss would give the secret away.
  const shownSecret = new Secret('$WRONG_SECRET', '$WRONG_SECRET')
  const secret = (
    name: string,
    title: string,
    change: (correct: string) => string | undefined,
  ): WrongClient => ({
    name,
    title,
    requests: () => {
      const changed = change(credentials.clientSecret.expose())
      if (changed === undefined) return undefined
      const clientSecret = new Secret(changed, '(a wrong secret)')
      return {
        sent: tokenRequest({ ...credentials, clientSecret }),
        shown: tokenRequest({ ...shown(credentials), clientSecret: shownSecret }),
      }
    },
  })
  return [
    {
      name: 'wrong-secret',
      title: 'issues no token for a wrong secret',
      requests: () => {
        const clientSecret = new Secret('not-the-secret', '(a wrong secret)')
        const request = tokenRequest({ ...credentials, clientSecret })
        return { sent: request, shown: request }
      },
    },
    {
      name: 'unknown-client',
      title: 'issues no token to an unknown client',
      requests: () => ({
        sent: tokenRequest({ ...credentials, clientId: STRANGER }),
        shown: tokenRequest({ ...shown(credentials), clientId: STRANGER }),
      }),
    },
    secret('empty-secret', 'issues no token for an empty secret', () => ''),
    secret(
      'altered-secret',
      'issues no token for a secret with another last character',
      alteredAtItsEnd,
    ),
    secret('secret-in-another-case', 'issues no token for a secret in another case', (correct) =>
      HAS_CASE(correct) ? otherCase(correct) : undefined,
    ),
    {
      name: 'no-secret',
      title: 'issues no token without a secret',
      requests: () => {
        const request = withoutSecret(credentials)
        return { sent: request, shown: request }
      },
    },
  ]
}

function rejectsWrongClients(
  credentials: OAuth2Credentials,
  response: Step<TokenResponse>,
): Executable[] {
  return wrongClients(credentials).map(({ name, title, requests }) =>
    check(wrongClient, {
      id: name,
      title,
      expected: '400 or 401 and no token',
      fix: 'respond with 401 invalid_client',
      requests: 0,
      run: async (session) => {
        if (!hasToken((await response.take(session)).exchange)) return NO_TOKEN_AT_ALL
        const made = requests()
        if (made === undefined) return skipped('this check does not apply to this secret')
        return rejectionOf(redacted(await session.target.ask(made.sent), made.shown.body))
      },
    }),
  )
}

const NO_TOKEN_AT_ALL = skipped('the token service issues no token for correct credentials either')

function rejectionOf(exchange: Exchange): Outcome {
  const status = exchange.response?.status ?? 0
  if (exchange.failure === undefined && (status === 400 || status === 401 || status === 403))
    return { status: 'passed', actual: `rejected with ${status}`, exchange }
  const actual = isAccepted(exchange)
    ? `status ${status}${hasToken(exchange) ? ': a token for anybody' : ''}`
    : describeResponse(exchange)
  return { status: 'failed', actual, exchange }
}

const advice = requirement({
  id: 'DS-TOK-03',
  level: 'compatible',
  keyword: 'SHOULD',
  basis: 'practice',
  text: 'A token response says how long the token is valid, and that it must not be stored.',
  source: 'RFC 6749 §5.1',
})

function advises(response: Step<TokenResponse>): Executable {
  return check(advice, {
    id: 'advice',
    title: 'says how long a token is valid and that it must not be stored',
    expected: 'expires_in, and Cache-Control: no-store',
    step: response,
    conclude: ({ exchange, problem }) => {
      if (problem !== undefined) return skipped('there was no token')
      const missing = missingAdvice(exchange).join(' and ')
      return missing === ''
        ? { status: 'passed', actual: 'both' }
        : {
            status: 'warned',
            actual: `without ${missing}`,
            fix: `add ${missing} to token responses`,
            exchange,
          }
    },
  })
}

function missingAdvice(exchange: Exchange): string[] {
  const { json } = parseResponse(exchange)
  const { response } = exchange
  const cacheControl = response === undefined ? '' : (headerOf(response, 'cache-control') ?? '')
  return [
    ...(isRecord(json) && typeof json.expires_in === 'number' ? [] : ['expires_in']),
    ...(/no-store/i.test(cacheControl) ? [] : ['Cache-Control: no-store']),
  ]
}

export const TOKEN_SERVICE = [token, wrongClient, advice]

/** The client's token service with correct and with wrong credentials. */
export function tokenServiceGroup(
  credentials: OAuth2Credentials,
  response: Step<TokenResponse>,
): Group {
  return group({
    name: 'token service',
    ids: 'token',
    judges: 'token service',
    checks: [
      issuesToken(response),
      ...rejectsWrongClients(credentials, response),
      advises(response),
    ],
  })
}

function shown(credentials: OAuth2Credentials): OAuth2Credentials {
  const clientSecret = new Secret('$DROPSHIP_CLIENT_SECRET', '$DROPSHIP_CLIENT_SECRET')
  return { ...credentials, clientSecret }
}

/** @param body what the request shows of its body instead */
function redacted(exchange: Exchange, body: HttpRequest['body']): Exchange {
  const { request, response } = exchange
  const text = (response === undefined ? '' : textOf(response.body)).replaceAll(
    /("(?:access|refresh|id)_token"\s*:\s*")(?:\\.|[^"\\])*/g,
    '$1$DROPSHIP_ACCESS_TOKEN',
  )
  return {
    ...exchange,
    request: {
      ...request,
      ...(body instanceof Uint8Array
        ? { body: Buffer.from(textOf(body).replaceAll('%24', '$')) }
        : {}),
    },
    ...(response === undefined ? {} : { response: { ...response, body: Buffer.from(text) } }),
  }
}

function hasToken(exchange: Exchange): boolean {
  const { json } = parseResponse(exchange)
  return isRecord(json) && typeof json.access_token === 'string' && json.access_token !== ''
}

/** The client's id alone, as a caller without a secret would send it. */
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
