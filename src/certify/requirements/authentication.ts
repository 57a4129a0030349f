import { type Credentials, schemeNamed } from '../../auth/index.ts'
import type { Operation } from '../../contract/index.ts'
import {
  type Exchange,
  headerOf,
  type HttpRequest,
  Secret,
  type Transport,
} from '../../core/index.ts'
import type { Deviation } from '../../messages/index.ts'
import type { CredentialMutation } from '../mutations/credential-mutation.ts'
import { credentialMutations, unknownCredentials } from '../mutations/credentials.ts'
import type { Turn } from '../mutations/turn.ts'
import { type Outcome, skipped } from '../results/check.ts'
import { requirement } from '../results/requirement.ts'
import { allOf, check, type Executable, type Group, group, type Step, step } from '../run/group.ts'
import { acceptance, unauthorized } from '../run/outcomes.ts'
import { proveInvalid } from '../run/proven.ts'
import { isAccepted } from '../run/response.ts'
import type { Session } from '../run/session.ts'
import { describeResponse } from '../run/wording.ts'

/** What checks of credentials need besides their operation. */
export interface AuthenticationContext {
  readonly credentials: Credentials
  readonly deviations: readonly Deviation[]
  readonly transport: Transport
  readonly turn: Turn
}

/** One way to send wrong credentials, and what became of it. */
interface SentCredentials {
  readonly mutation: CredentialMutation
  readonly sent: Step<Exchange | undefined>
}

const absent = requirement({
  id: 'DS-AUTH-01',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'page',
  text: 'The response to a request without credentials is 401, on every operation.',
  source: 'Responses: 401 Not Authorized',
})

export const wrong = requirement({
  id: 'DS-AUTH-02',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'page',
  text: 'The response to a request with wrong, malformed or altered credentials is 401, on every operation.',
  source: 'Responses: 401 Not Authorized',
})

function wrongCredentials(
  sent: readonly SentCredentials[],
  credentials: Credentials,
): Executable[] {
  const describe = accessGranted(credentials)
  return sent.map(({ mutation: { name, title, isAbsent, mayBeUnreadable, needs }, sent: own }) =>
    check(isAbsent === true ? absent : wrong, {
      id: name,
      title: `returns 401 for ${title}`,
      ...expecting401(title),
      step: own,
      conclude: (exchange) => {
        if (exchange === undefined) return withoutDifference(needs)
        const isUnreadable = mayBeUnreadable === true && exchange.response?.status === 400
        return isUnreadable && exchange.failure === undefined
          ? { status: 'passed', actual: 'status 400: the header could not be read', exchange }
          : unauthorized(exchange, title, describe)
      },
    }),
  )
}

function withoutDifference(needs = 'other credentials'): Outcome {
  return skipped(`it needs ${needs}`, `certify with ${needs}`)
}

const beforeValidation = requirement({
  id: 'DS-AUTH-03',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'page',
  text: 'Credentials are checked before the body: the response to an invalid message without credentials is 401.',
  source: 'Responses: 401 Not Authorized',
})

function authenticatesFirst(
  operation: Operation,
  { credentials, deviations: [deviation], transport }: AuthenticationContext,
): Executable[] {
  const unknown = unknownCredentials(credentials)
  const before = (
    id: string,
    what: string,
    raw: (session: Session) => Uint8Array,
    mutation?: CredentialMutation,
  ): Executable =>
    check(beforeValidation, {
      id,
      title: `returns 401 for ${what}`,
      ...expecting401('an invalid body without correct credentials'),
      requests: 2,
      isIndependent: true,
      run: async (session) =>
        unauthorized(
          await session.target.send(operation, undefined, {
            raw: raw(session),
            ...(mutation === undefined
              ? { credentials: 'none' }
              : {
                  credentials: 'wrong',
                  alter: (signed) =>
                    mutation.mutate(signed, { transport, clock: session.options.clock }),
                }),
          }),
          what,
          accessGranted(credentials),
        ),
    })
  // Where a contract has no rule to break, `null` is sent instead of an invalid message.
  const invalidMessage = (session: Session): Uint8Array => {
    const edits = deviation === undefined ? [] : [deviation.edit]
    const message = proveInvalid(operation, session.message(operation, edits))
    return Buffer.from(JSON.stringify(message?.body ?? null))
  }
  // Whether the parser or the authentication sees broken JSON first depends on the framework: not checked.
  return [
    before('before-schema', 'an invalid message without credentials', invalidMessage),
    before(
      'before-schema-with-wrong-credentials',
      'an invalid message with wrong credentials',
      invalidMessage,
      unknown,
    ),
  ]
}

const challenge = requirement({
  id: 'DS-AUTH-06',
  level: 'compatible',
  keyword: 'SHOULD',
  basis: 'practice',
  text: 'A 401 names the way to authenticate in WWW-Authenticate.',
  source: 'RFC 9110 §11.6.1',
})

function challenges(sent: readonly SentCredentials[], credentials: Credentials): Executable {
  return check(challenge, {
    id: 'challenge',
    title: 'says in a 401 how to authenticate',
    expected: 'a WWW-Authenticate header in every 401',
    fix: `add WWW-Authenticate, for example: ${schemeNamed(credentials.scheme).challenge(credentials)}`,
    step: allOf(sent.map((own) => own.sent)),
    conclude: (responses) => {
      const exchanges = responses.flatMap((exchange) =>
        exchange?.response?.status === 401 ? [exchange] : [],
      )
      if (exchanges.length === 0) return skipped('no response was 401')
      const silent = exchanges.find((exchange) => !isChallenge(exchange))
      return silent === undefined
        ? { status: 'passed', actual: 'present' }
        : { status: 'warned', actual: 'a 401 without WWW-Authenticate', exchange: silent }
    },
  })
}

function isChallenge({ response }: Exchange): boolean {
  return response?.status === 401 && headerOf(response, 'www-authenticate') !== undefined
}

const schemeCase = requirement({
  id: 'DS-AUTH-08',
  level: 'resilient',
  keyword: 'MUST',
  basis: 'practice',
  text: 'The name of the authentication scheme is case-insensitive.',
  source: 'RFC 9110 §11.1',
})

function readsSchemeInAnyCase(operation: Operation, { scheme }: Credentials): Executable[] {
  if (schemeNamed(scheme).authorizationName === undefined) return []
  return [
    check(schemeCase, {
      id: 'scheme-case',
      title: 'accepts the scheme in lower case',
      expected: 'a 2xx with the scheme in lower case',
      fix: 'compare the scheme without regard to case',
      requests: 2,
      isIndependent: true,
      run: async (session) => {
        const exchange = await session.sendValid(
          operation,
          () => session.valid(operation),
          () => ({ alter: withSchemeInLowerCase }),
        )
        // A 401 is about the scheme here, so what the check itself advises counts.
        const { fix: _onCredentials, ...outcome } = acceptance(exchange)
        return outcome
      },
    }),
  ]
}

export const AUTHENTICATION = [absent, wrong, beforeValidation, challenge, schemeCase]

/** Every operation checks credentials first, and returns 401 for all but the correct ones. */
export function authenticationGroup(operation: Operation, context: AuthenticationContext): Group {
  const { credentials, turn } = context
  const sent = credentialMutations(credentials, turn).map((mutation) => ({
    mutation,
    sent: step(
      2 + (mutation.variants?.length ?? 0),
      (session) => sendWrong(session, operation, mutation, context),
      { isExpected: (exchange) => exchange !== undefined && isChallenge(exchange) },
    ),
  }))
  return group({
    name: `${operation.id}: checks credentials`,
    ids: `authenticate/${operation.id}`,
    operation: operation.id,
    unless: () => (credentials.scheme === 'none' ? WITHOUT_CREDENTIALS : undefined),
    checks: [
      ...wrongCredentials(sent, credentials),
      ...authenticatesFirst(operation, context),
      challenges(sent, credentials),
      ...readsSchemeInAnyCase(operation, credentials),
    ],
  })
}

const WITHOUT_CREDENTIALS = skipped(
  'the endpoint is certified without credentials',
  'name the scheme with --auth',
)

/** `undefined` where the mutation makes no difference to the correct credentials. A bad response counts when it comes twice. */
async function sendWrong(
  session: Session,
  operation: Operation,
  mutation: CredentialMutation,
  { credentials, transport }: AuthenticationContext,
): Promise<Exchange | undefined> {
  const header = schemeNamed(credentials.scheme).header(credentials) ?? ''
  const correct = (await session.target.access.correctCredentials(header)) ?? ''
  if (mutation.applies?.(correct) === false) return undefined
  const body = session.message(operation)
  const context = { transport, clock: session.options.clock }
  const once = (mutate: CredentialMutation['mutate']): Promise<Exchange> =>
    session.target.send(operation, body, {
      credentials: 'wrong',
      alter: (signed) => mutate(signed, context),
    })
  let sent = await once(mutation.mutate)
  if (sent.response?.status !== 401) {
    session.assertAlone()
    return once(mutation.mutate)
  }
  for (const variant of mutation.variants ?? []) {
    sent = await once(variant)
    if (sent.response?.status !== 401) return once(variant)
  }
  return sent
}

function expecting401(what: string): { readonly expected: string; readonly fix: string } {
  return {
    expected: `401, before anything else is checked, for ${what}`,
    fix: `respond with 401 to ${what}`,
  }
}

/** What a response other than 401 means. */
function accessGranted({ scheme }: Credentials): (exchange: Exchange) => string {
  const why = scheme === 'oauth2' ? '; only 401 makes the sender get a new token' : ''
  return (exchange) =>
    isAccepted(exchange)
      ? `accepted with ${exchange.response?.status ?? 0}: anybody could send messages`
      : `${describeResponse(exchange)}${why}`
}

function withSchemeInLowerCase(signed: HttpRequest): HttpRequest {
  return {
    ...signed,
    headers: signed.headers.map(([name, value]) => [
      name,
      value instanceof Secret && name.toLowerCase() === 'authorization'
        ? value.within((text) => text.replace(/^\S+/, (scheme) => scheme.toLowerCase()))
        : value,
    ]),
  }
}
