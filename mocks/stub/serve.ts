import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AccessTokens } from '../../src/auth/index.ts'
import type { Operation, Reading } from '../../src/contract/index.ts'
import type { Clock } from '../../src/core/index.ts'
import { type Answer, messageAnswer, sendAnswer } from './answer.ts'
import type { Destination, Serve } from './application.ts'
import type { WritableEffects } from './effects.ts'
import type { EntryKind } from './journal/entry.ts'
import type { WritableJournal } from './journal/journal.ts'
import { messageKey } from './journal/messages.ts'
import type { Judgement, ReceivedRequest } from './judge.ts'
import { answerOf, perform } from './perform.ts'
import { readBody } from './read-body.ts'
import { TOKEN_SERVICE } from './scenarios/scenario.ts'
import type { Cue, Stage } from './scenarios/stage.ts'

export interface ServeOptions {
  readonly clock: Clock
  readonly journal: WritableJournal
  readonly effects: WritableEffects
  readonly stage: Stage
  readonly tokens: AccessTokens
  /** What a played 401 asks for. */
  readonly challenge: string
  readonly judge: (destination: Destination, request: ReceivedRequest) => Judgement
  readonly maxBodyBytes: number
  /** Which reading the journal shows violations of. */
  readonly reading: Reading
  /** Lower case. */
  readonly runHeader: string
  /** Aborted when the stub closes: waits end. */
  readonly signal: AbortSignal
}

/** One request on its way through the stub. */
interface Visit {
  readonly startedAt: number
  readonly began: number
  readonly incoming: IncomingMessage
  readonly response: ServerResponse
  readonly destination: Destination
  readonly operation: Operation | undefined
  readonly body: Buffer
  readonly run: string | undefined
}

/** Takes one request after the other: reads it to its end, judges it, notes it in the journal, answers. */
export function createServe(options: ServeOptions): Serve {
  const { clock, stage, runHeader, maxBodyBytes } = options
  return (destination, incoming, response) => {
    const startedAt = clock.now()
    const began = clock.monotonic()
    readBody(incoming, maxBodyBytes, ({ body, outcome }) => {
      const { method = '', headers } = incoming
      const run = headers[runHeader]
      const visit: Visit = {
        startedAt,
        began,
        incoming,
        response,
        destination,
        operation:
          destination.kind === 'operation' ? destination.site.operations.get(method) : undefined,
        body,
        run: run === undefined ? undefined : String(run),
      }
      if (outcome === 'aborted') return note(visit, options, 'aborted', undefined, undefined)
      const cue = stage.isActive() ? cueFor(visit, stage) : undefined
      if (cue?.act.kind === 'tokens') endTokens(options.tokens, cue.act.end)
      const judgement = judged(visit, options, outcome === 'too-large')
      if (cue === undefined) {
        takeEffect(visit, options, judgement, judgement.answer)
        note(visit, options, judgement.verdict, judgement.answer, undefined)
        sendAnswer(response, judgement.answer)
      } else void play(cue, visit, judgement, options)
    })
  }
}

function cueFor(visit: Visit, stage: Stage): Cue | undefined {
  const { destination, operation, incoming, body, run } = visit
  const target = destination.kind === 'token' ? TOKEN_SERVICE : operation?.id
  if (target === undefined) return undefined
  const message = (): string => messageKey(incoming.rawHeaders, target, body)
  return stage.cue({ target, run, body, message })
}

function endTokens(tokens: AccessTokens, end: 'expire' | 'revoke'): void {
  if (end === 'expire') tokens.expireAll()
  else tokens.revokeAll()
}

async function play(
  { act, delayMs, shown }: Cue,
  visit: Visit,
  judgement: Judgement,
  options: ServeOptions,
): Promise<void> {
  const { clock, signal, challenge } = options
  if (delayMs > 0) {
    try {
      await clock.sleep(delayMs, signal)
    } catch {
      // The stub closes: whoever still waits is cut off.
      visit.response.destroy()
      return
    }
  }
  const answer = answerOf(act, judgement.answer, challenge)
  takeEffect(visit, options, judgement, answer)
  note(visit, options, judgement.verdict, answer, shown)
  perform(act, visit.response, judgement.answer, { clock, challenge, signal })
}

/** A message that is accepted has its effect, also where its response gets lost; one that a scenario rejects has none. */
function takeEffect(
  { operation, body }: Visit,
  { effects }: ServeOptions,
  { verdict, value }: Judgement,
  answer: Answer | undefined,
): void {
  if (verdict !== 'accepted' || operation === undefined) return
  if (answer === undefined || (answer.status >= 200 && answer.status < 300))
    effects.record(operation, value, body)
}

function note(
  visit: Visit,
  { clock, journal, reading }: ServeOptions,
  verdict: Judgement['verdict'],
  answer: Answer | undefined,
  played: string | undefined,
): void {
  const { incoming, destination, operation, startedAt, began, body, run } = visit
  journal.record({
    kind: kindOf(destination, operation),
    startedAt,
    durationMs: clock.monotonic() - began,
    method: incoming.method ?? '',
    target: incoming.url ?? '',
    rawHeaders: incoming.rawHeaders,
    body,
    operation,
    reading,
    verdict,
    answer,
    played,
    run,
  })
}

/** A defect of the stub's own must not leave a sender without an answer. */
function judged(visit: Visit, { judge }: ServeOptions, tooLarge: boolean): Judgement {
  const { incoming, destination, body } = visit
  const { method = '', url = '', headers } = incoming
  try {
    return judge(destination, { method, target: url, headers, body, tooLarge })
  } catch {
    return { verdict: 'failed', answer: messageAnswer(500, 'The stub itself failed.') }
  }
}

function kindOf(destination: Destination, operation: Operation | undefined): EntryKind {
  if (destination.kind === 'token') return 'token'
  return operation === undefined ? 'other' : 'delivery'
}
