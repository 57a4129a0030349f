import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  createPlayer,
  createTokenService,
  simulate,
  readBody,
  type ScenarioDefinition,
  type StubResponse,
  scenarioOf,
  sendResponse,
} from '../../../mocks/stub/index.ts'
import {
  type AccessTokens,
  type AuthenticationCheck,
  credentialsOf,
  type ExpectedCredentials,
  schemeNamed,
} from '../../auth/index.ts'
import { atPath, type Contract } from '../../contract/index.ts'
import { type Clock, headerPairs, isRecord, jsonIn, textOf } from '../../core/index.ts'
import type { SenderSituation } from '../situations/situation.ts'
import type { SenderRequest, ReceivedKind } from '../timeline/received.ts'
import { FAILED, NOT_FOUND, playedFor, SUCCESS, unauthorized } from './played.ts'
import { flood } from './flood.ts'

/** The largest message that is kept; what is longer is cut. */
const MAX_BODY_BYTES = 5 * 1024 * 1024
/** A sender that loops must not fill the memory: what comes later gets its response and is not kept. */
const MAX_RECEIVED = 2000
export const TOKEN_PATH = '/oauth/token'

export interface SituationSiteOptions {
  readonly situation: SenderSituation
  readonly contract: Contract
  readonly expected: ExpectedCredentials
  readonly check: AuthenticationCheck
  readonly tokens: AccessTokens
  readonly clock: Clock
  /** Where a redirect leads. */
  readonly redirectUrl: string
  /** Aborted when the examination ends: hanging responses are closed. */
  readonly signal: AbortSignal
  /** Called with every request that arrives or ends. */
  readonly onChange: () => void
}

/** The endpoints and the token service of one situation: owns what they received. */
export interface Site {
  /** @param path the path below the situation's own address */
  serve(path: string, request: IncomingMessage, response: ServerResponse): void
  /** For requests to where a redirect leads. */
  serveRedirected(request: IncomingMessage, response: ServerResponse): void
  received(): readonly SenderRequest[]
  /** From now on every delivery is accepted. */
  acceptAll(): void
  /** Milliseconds since the situation began. */
  elapsed(): number
}

type Draft = { -readonly [K in keyof SenderRequest]: SenderRequest[K] }

export function createSite(options: SituationSiteOptions): Site {
  const { situation, contract, expected, clock, tokens, onChange } = options
  const began = clock.monotonic()
  const elapsed = (): number => clock.monotonic() - began
  const received: Draft[] = []
  const ordinals = new Map<string, number>()
  const player = createPlayer(clock)
  const operations = contract.operations.map(({ id }) => id)
  const scheme = schemeNamed(expected.scheme)
  const credentialHeader = scheme.header(expected) ?? 'authorization'
  const challenge = scheme.challenge(expected)
  let isAccepting = false
  if (situation.scenario !== undefined) {
    player.play(scenarioOf(withRedirect(situation.scenario, options.redirectUrl), operations))
  }
  const tokenService =
    expected.scheme === 'oauth2'
      ? createTokenService({
          expected,
          tokens,
          lifetimeMs: situation.tokenLifetimeMs ?? 90_000_000,
        })
      : undefined

  const note = (kind: ReceivedKind, request: IncomingMessage, target: string): Draft => {
    const draft: Draft = {
      kind,
      method: request.method ?? '',
      target,
      headers: headerPairs(request.rawHeaders),
      body: new Uint8Array(),
      atMs: elapsed(),
      played: '',
      hasCredentials: request.headers[credentialHeader] !== undefined,
    }
    if (received.length < MAX_RECEIVED) received.push(draft)
    return draft
  }

  const end = (draft: Draft): void => {
    if (draft.endedMs !== undefined) return
    draft.endedMs = elapsed()
    onChange()
  }

  const issue = (response: StubResponse, draft: Draft): void => {
    const text = tokenIn(response)
    if (text === undefined) return
    ordinals.set(text, ordinals.size + 1)
    draft.token = ordinals.size
  }

  /** What the endpoints say by themselves: 401 to credentials that are not accepted, else 200. */
  const judge = (draft: Draft, request: IncomingMessage, body: Buffer): StubResponse => {
    const { method = '', headers, url = '' } = request
    const checked = { method, target: url, headers, body, tooLarge: false }
    if (draft.kind === 'token') return tokenService?.(checked).response ?? NOT_FOUND
    if (draft.kind !== 'delivery') return NOT_FOUND
    const bearer = credentialsOf(headers.authorization ?? '', 'bearer')
    const ordinal = bearer === undefined ? undefined : ordinals.get(bearer)
    if (ordinal !== undefined) draft.token = ordinal
    const rejected = options.check(checked)
    if (rejected === undefined) return SUCCESS
    draft.unauthenticated = rejected.reason
    return unauthorized(rejected)
  }

  const plannedFor = (draft: Draft, body: Buffer) => {
    const target = draft.kind === 'token' ? 'token' : draft.operation
    if (target === undefined || isAccepting || !player.isActive()) return undefined
    return player.next({ target, run: undefined, body, message: () => target })
  }

  const respond = async (
    draft: Draft,
    request: IncomingMessage,
    response: ServerResponse,
    body: Buffer,
  ): Promise<void> => {
    const planned = plannedFor(draft, body)
    if (planned?.behaviour.kind === 'tokens') {
      if (planned.behaviour.end === 'expire') tokens.expireAll()
      else tokens.revokeAll()
    }
    const own = judge(draft, request, body)
    if (planned !== undefined && planned.delayMs > 0)
      await clock.sleep(planned.delayMs, options.signal)
    const isFlooded =
      situation.flood === true &&
      draft.kind === 'delivery' &&
      received.filter(({ operation }) => operation === draft.operation).length === 1
    if (isFlooded) {
      draft.played = 'endless body'
      draft.status = FAILED.status
      await flood(response, FAILED.status, (bytes) => (draft.takenBytes = bytes))
      return
    }
    const { behaviour, played, status, notBeforeMs } = playedFor(
      planned?.behaviour,
      own,
      clock.now(),
    )
    draft.played = played
    if (status !== undefined) draft.status = status
    if (notBeforeMs !== undefined) draft.notBeforeMs = elapsed() + notBeforeMs
    if (draft.kind === 'token' && behaviour.kind === 'answer') issue(own, draft)
    // Before the sender can have it: a wait that is measured is never shorter than the one that was made.
    if (behaviour.kind !== 'hang') end(draft)
    if (behaviour.kind === 'answer') sendResponse(response, own)
    else simulate(behaviour, response, own, { clock, challenge, signal: options.signal })
  }

  const take = (draft: Draft, request: IncomingMessage, response: ServerResponse): void => {
    onChange()
    response.on('finish', () => end(draft))
    response.on('close', () => end(draft))
    readBody(request, MAX_BODY_BYTES, ({ body, outcome }) => {
      draft.body = body
      if (outcome === 'aborted') {
        draft.played = 'given up by the sender'
        end(draft)
        return
      }
      // Only the end of the examination interrupts a response.
      respond(draft, request, response, body).catch(() => response.destroy())
    })
  }

  return {
    serve: (path, request, response) => {
      const [pathname = ''] = path.split('?')
      const operation = atPath(contract.operations, pathname, (each) => each.path)[0]
      const isToken = pathname === TOKEN_PATH && tokenService !== undefined
      const kind = isToken ? 'token' : operation === undefined ? 'unknown-path' : 'delivery'
      const draft = note(kind, request, path)
      if (kind === 'delivery' && operation !== undefined) draft.operation = operation.id
      take(draft, request, response)
    },
    serveRedirected: (request, response) => {
      take(note('redirect-target', request, '(redirect target)'), request, response)
    },
    received: () => received,
    acceptAll: () => {
      isAccepting = true
    },
    elapsed,
  }
}

function tokenIn({ status, body }: StubResponse): string | undefined {
  if (status !== 200) return undefined
  const parsed = jsonIn(textOf(body))
  const text = isRecord(parsed) ? parsed.access_token : undefined
  return typeof text === 'string' ? text : undefined
}

/** Puts the address of another host where a situation redirects to. */
function withRedirect(scenario: ScenarioDefinition, url: string): ScenarioDefinition {
  if (!('steps' in scenario)) return scenario
  return {
    ...scenario,
    steps: scenario.steps.map((step) =>
      typeof step === 'object' && step.redirect !== undefined ? { ...step, redirect: url } : step,
    ),
  }
}
