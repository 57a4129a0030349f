import type { Header, HttpRequest, Secret } from '../../core/index.ts'
import type { AccessTokens } from '../check-tokens.ts'
import {
  type AuthenticationCheck,
  credentialsOf,
  REALM,
  type Unauthenticated,
  unauthenticated,
} from '../checking.ts'
import { type SchemeSigner, type Signed, type SigningContext, withHeaders } from '../signing.ts'
import { TokenCache } from '../token-cache.ts'
import { assertTokenParameters, parseTokenParameters } from '../token-parameters.ts'
import { TOKEN_AUTH, type TokenClient, type TokenResult } from '../token-service.ts'
import { readTokenUrl } from '../token-url.ts'
import type { Scheme } from './scheme.ts'

export interface OAuth2Credentials extends TokenClient {
  readonly scheme: 'oauth2'
}

/** An endpoint does not know how senders reach its token service. */
type Expected = Pick<OAuth2Credentials, 'scheme' | 'clientId' | 'clientSecret'>

export const oauth2: Scheme<OAuth2Credentials, Expected> = {
  name: 'oauth2',
  label: 'OAuth 2 client credentials',
  authorizationName: 'Bearer',
  openApi: { type: 'oauth2' },
  fields: {
    tokenUrl: {
      label: 'Token URL',
      placeholder: 'url',
      help: "the client's token service",
      example: 'https://client.example/oauth/token',
      parse: readTokenUrl,
    },
    clientId: {
      label: 'Client id',
      placeholder: 'id',
      variable: 'DROPSHIP_CLIENT_ID',
      expected: { usual: 'drop-ship-sender', exam: 'examined-sender' },
    },
    clientSecret: {
      label: 'Client secret',
      placeholder: 'secret',
      variable: 'DROPSHIP_CLIENT_SECRET',
      isSecret: true,
      expected: {},
    },
    tokenAuth: {
      label: 'Credentials are sent',
      placeholder: 'way',
      help: 'how the client credentials are sent',
      choices: TOKEN_AUTH,
      fallback: 'form',
    },
    scope: { label: 'Scope', placeholder: 'scope', help: 'the scope to request', isOptional: true },
    parameters: {
      option: 'tokenParam',
      label: 'Token parameter',
      placeholder: 'name=value',
      help: 'another parameter of the token request, such as audience=https://…; repeatable',
      example: 'audience=https://api.client.example',
      isOptional: true,
      parseAll: parseTokenParameters,
    },
  },
  placeholder: () => ['Authorization', 'Bearer any'],
  header: () => 'authorization',
  assertSendable: ({ tokenUrl, parameters = {}, scope }) => {
    readTokenUrl(tokenUrl, 'credentials.tokenUrl')
    assertTokenParameters(parameters, scope)
  },
  sign: createBearerSigner,
  check: (_expected, { tokens }) => createBearerCheck(tokens),
  challenge: () => `Bearer ${REALM}, error="invalid_token"`,
}
function createBearerSigner(credentials: OAuth2Credentials, context: SigningContext): SchemeSigner {
  const cache = new TokenCache(credentials, context)
  // A request in flight may still carry the token before the current one, and its response may echo it.
  let recent: readonly Secret[] = []
  let header: { readonly token: Secret; readonly headers: readonly Header[] } | undefined

  const headersFor = (token: Secret): readonly Header[] => {
    if (header?.token !== token) {
      header = { token, headers: [['Authorization', token.within((text) => `Bearer ${text}`)]] }
      recent = [token, ...recent.filter((other) => other !== token)].slice(0, 4)
    }
    return header.headers
  }
  const finish = (request: HttpRequest, token: Secret): Signed => ({
    ok: true,
    request: withHeaders(request, headersFor(token)),
    token,
  })
  return {
    scheme: 'oauth2',
    renewable: true,
    signNow: (request) => {
      const usable = cache.usable()
      return usable === undefined ? undefined : finish(request, usable)
    },
    sign: async (request, signal, token) => {
      const usable = token ?? cache.usable()
      if (usable !== undefined) return finish(request, usable)
      const response = await given(cache.get(), signal)
      return response.ok ? finish(request, response.token.value) : response
    },
    renew: async (rejected, signal) => {
      const response = await given(
        rejected === undefined ? cache.get() : cache.renew(rejected),
        signal,
      )
      return response.ok ? { ok: true, token: response.token.value } : response
    },
    secrets: () => [credentials.clientSecret, ...recent],
  }
}

/** Waits for a token no longer than the signal allows. */
async function given(
  response: Promise<TokenResult>,
  signal: AbortSignal | undefined,
): Promise<TokenResult> {
  if (signal === undefined) return response
  const aborted: TokenResult = {
    ok: false,
    failure: {
      kind: 'token-aborted',
      message: 'the delivery was given up while it waited for a token',
    },
  }
  if (signal.aborted) return aborted
  let stop: (() => void) | undefined
  const stopped = new Promise<TokenResult>((resolve) => {
    stop = () => resolve(aborted)
    signal.addEventListener('abort', stop, { once: true })
  })
  try {
    return await Promise.race([response, stopped])
  } finally {
    if (stop !== undefined) signal.removeEventListener('abort', stop)
  }
}

function createBearerCheck(tokens: AccessTokens): AuthenticationCheck {
  const missing = unauthenticated(
    'missing',
    'The request carries no access token: send Authorization: Bearer with a token of the token service.',
    `Bearer ${REALM}`,
  )
  const malformed = unauthenticated(
    'malformed',
    'The Authorization header is not of the form Bearer TOKEN.',
    `Bearer ${REALM}, error="invalid_request"`,
  )
  const invalid = (reason: 'wrong' | 'expired' | 'revoked', said: string): Unauthenticated =>
    unauthenticated(
      reason,
      `The access token ${said}: get a new one from the token service and send the request again.`,
      `Bearer ${REALM}, error="invalid_token", error_description="The access token ${said}"`,
    )
  const responses = {
    wrong: invalid('wrong', 'is not known'),
    expired: invalid('expired', 'has expired'),
    revoked: invalid('revoked', 'was revoked'),
  } as const
  return ({ headers: { authorization } }) => {
    if (authorization === undefined) return missing
    const token = credentialsOf(authorization, 'bearer')
    if (token === undefined) return malformed
    const state = tokens.check(token)
    return state === 'valid' ? undefined : responses[state]
  }
}
