import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AccessTokens } from '../../src/auth/index.ts'
import type { Operation, Reading } from '../../src/contract/index.ts'
import { type Clock, inTurns } from '../../src/core/index.ts'
import { type StubResponse, messageResponse, sendResponse } from './response.ts'
import type { RouteMatch, RequestHandler } from './application.ts'
import { documentedResponses } from './documented.ts'
import type { WritableEffects } from './effects.ts'
import type { EntryKind } from './journal/entry.ts'
import type { WritableJournal } from './journal/journal.ts'
import { messageKey } from './journal/messages.ts'
import type { StubJudge, StubDecision, ReceivedRequest } from './judge.ts'
import { simulatedResponse, simulate } from './simulation.ts'
import { perTurn } from './per-turn.ts'
import { type ReadBody, readBody } from './read-body.ts'
import { TOKEN_SERVICE } from './scenarios/scenario.ts'
import type { PlannedBehaviour, ScenarioPlayer } from './scenarios/player.ts'

export interface RequestHandlerOptions {
  readonly clock: Clock
  readonly journal: WritableJournal
  readonly effects: WritableEffects
  readonly player: ScenarioPlayer
  readonly tokens: AccessTokens
  /** The `WWW-Authenticate` of a simulated 401. */
  readonly challenge: string
  /** Responds to requests for tokens, where there is a token service. */
  readonly issue: ((request: ReceivedRequest) => StubDecision) | undefined
  readonly judge: StubJudge
  readonly maxBodyBytes: number
  /** Which reading the journal shows violations of. */
  readonly reading: Reading
  /** Lower case. */
  readonly runHeader: string
  /** Aborted when the stub closes, which ends all waits. */
  readonly signal: AbortSignal
}

/** One request that has been read. */
interface Arrival {
  readonly startedAt: number
  readonly began: number
  readonly incoming: IncomingMessage
  readonly response: ServerResponse
  readonly match: RouteMatch
  readonly read: ReadBody
}

/** A response that can be sent. */
interface Ready {
  readonly outgoing: ServerResponse
  readonly response: StubResponse
}

/** One request while the stub handles it. */
interface RequestContext {
  readonly startedAt: number
  readonly began: number
  readonly incoming: IncomingMessage
  readonly response: ServerResponse
  readonly match: RouteMatch
  readonly operation: Operation | undefined
  readonly body: Buffer
  readonly run: string | undefined
}

/** Parameters of a token service are short; a form of five megabytes could hold a million of them. */
const MAX_TOKEN_REQUEST_BYTES = 64 * 1024

/** Handles requests: reads each whole, checks it, records it in the journal and responds. */
export function createRequestHandler(options: RequestHandlerOptions): RequestHandler {
  const { clock, maxBodyBytes } = options
  // First all are judged, then all are sent, for the same reason.
  const arrive = perTurn<Arrival>((arrived) => {
    for (const response of arrived.flatMap((each) => handle(each, options) ?? [])) send(response)
  })
  return (match, incoming, response) => {
    const startedAt = clock.now()
    const began = clock.monotonic()
    const limit =
      match.kind === 'token' ? Math.min(maxBodyBytes, MAX_TOKEN_REQUEST_BYTES) : maxBodyBytes
    readBody(incoming, limit, (read) =>
      arrive({ startedAt, began, incoming, response, match, read }),
    )
  }
}

/** @returns what is to be sent now, unless it comes later or never */
function handle(arrival: Arrival, options: RequestHandlerOptions): Ready | undefined {
  const { player, runHeader, tokens } = options
  const { startedAt, began, incoming, response, match, read } = arrival
  const { body, outcome } = read
  const { method = '', headers } = incoming
  const run = headers[runHeader]
  const context: RequestContext = {
    startedAt,
    began,
    incoming,
    response,
    match,
    operation: match.kind === 'operation' ? match.route.operations.get(method) : undefined,
    body,
    run: run === undefined ? undefined : String(run),
  }
  if (outcome === 'aborted') {
    record(context, options, 'aborted', undefined, undefined)
    return undefined
  }
  const planned = player.isActive() ? behaviourFor(context, player) : undefined
  if (planned?.behaviour.kind === 'tokens') endTokens(tokens, planned.behaviour.end)
  const decision = judged(context, options, outcome === 'too-large')
  if (!(decision instanceof Promise)) return ready(planned, context, decision, options)
  const sendWhenDecided = async (): Promise<void> => {
    const later = ready(planned, context, await decision, options)
    if (later !== undefined) send(later)
  }
  void sendWhenDecided()
  return undefined
}

function send({ outgoing, response }: Ready): void {
  sendResponse(outgoing, response)
}

function ready(
  planned: PlannedBehaviour | undefined,
  context: RequestContext,
  decision: StubDecision,
  options: RequestHandlerOptions,
): Ready | undefined {
  if (planned === undefined) {
    recordEffect(context, options, decision, decision.response)
    record(context, options, decision.verdict, decision.response, undefined)
    return { outgoing: context.response, response: decision.response }
  }
  void follow(planned, context, decision, options)
  return undefined
}

function behaviourFor(
  context: RequestContext,
  player: ScenarioPlayer,
): PlannedBehaviour | undefined {
  const { match, operation, incoming, body, run } = context
  const target = match.kind === 'token' ? TOKEN_SERVICE : operation?.id
  if (target === undefined) return undefined
  const message = (): string => messageKey(incoming.rawHeaders, target, body)
  return player.next({ target, run, body, message })
}

function endTokens(tokens: AccessTokens, end: 'expire' | 'revoke'): void {
  if (end === 'expire') tokens.expireAll()
  else tokens.revokeAll()
}

async function follow(
  { behaviour, delayMs, description }: PlannedBehaviour,
  context: RequestContext,
  decision: StubDecision,
  options: RequestHandlerOptions,
): Promise<void> {
  const { clock, signal, challenge } = options
  if (delayMs > 0) {
    try {
      await clock.sleep(delayMs, signal)
    } catch {
      // The stub closes: connections that still wait are closed.
      context.response.destroy()
      return
    }
  }
  const { operation } = context
  const documented = (status: number): StubResponse | undefined =>
    operation === undefined ? undefined : documentedResponses(operation).withStatus(status)
  const sent = simulatedResponse(behaviour, decision.response, challenge, documented)
  recordEffect(context, options, decision, sent)
  record(context, options, decision.verdict, sent, description)
  simulate(behaviour, context.response, decision.response, { clock, challenge, documented, signal })
}

/** An accepted message has its effect even if its response gets lost; one that a scenario rejects has none. */
function recordEffect(
  { operation, body }: RequestContext,
  { effects }: RequestHandlerOptions,
  { verdict, value }: StubDecision,
  sent: StubResponse | undefined,
): void {
  if (verdict !== 'accepted' || operation === undefined) return
  if (sent === undefined || (sent.status >= 200 && sent.status < 300))
    effects.record(operation, value, body)
}

function record(
  context: RequestContext,
  { clock, journal, reading }: RequestHandlerOptions,
  verdict: StubDecision['verdict'],
  sent: StubResponse | undefined,
  played: string | undefined,
): void {
  const { incoming, match, operation, startedAt, began, body, run } = context
  journal.record({
    kind: kindOf(match, operation),
    startedAt,
    durationMs: clock.monotonic() - began,
    request: {
      method: incoming.method ?? '',
      target: incoming.url ?? '',
      rawHeaders: incoming.rawHeaders,
      body,
    },
    operation,
    reading,
    verdict,
    response: sent,
    played,
    run,
  })
}

/** An exception of the stub must not leave a sender without a response. */
const FAILED: StubDecision = {
  verdict: 'failed',
  response: messageResponse(500, 'The stub itself failed.'),
}

/** At once, or in turns with other requests where the body is large. */
function judged(
  { incoming, match, body }: RequestContext,
  { issue, judge }: RequestHandlerOptions,
  tooLarge: boolean,
): StubDecision | Promise<StubDecision> {
  const { method = '', url = '', headers } = incoming
  const request = { method, target: url, headers, body, tooLarge }
  try {
    if (match.kind === 'token' && issue !== undefined) return issue(request)
    const decision = judge(match.kind === 'operation' ? match.route : undefined, request)
    return 'next' in decision ? inTurns(decision).catch(() => FAILED) : decision
  } catch {
    return FAILED
  }
}

function kindOf(match: RouteMatch, operation: Operation | undefined): EntryKind {
  if (match.kind === 'token') return 'token'
  return operation === undefined ? 'other' : 'delivery'
}
