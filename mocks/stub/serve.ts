import type { Operation, Reading } from '../../src/contract/index.ts'
import type { Clock } from '../../src/core/index.ts'
import { messageAnswer, sendAnswer } from './answer.ts'
import type { Destination, Serve } from './application.ts'
import type { EntryKind } from './journal/entry.ts'
import type { WritableJournal } from './journal/journal.ts'
import type { Judgement, ReceivedRequest } from './judge.ts'
import { readBody } from './read-body.ts'

export interface ServeOptions {
  readonly clock: Clock
  readonly journal: WritableJournal
  readonly judge: (destination: Destination, request: ReceivedRequest) => Judgement
  readonly maxBodyBytes: number
  /** Which reading the journal shows violations of. */
  readonly reading: Reading
  /** Lower case. */
  readonly runHeader: string
}

const ABORTED = 'aborted'

/** Takes one request after the other: reads it to its end, judges it, notes it in the journal, answers. */
export function createServe(options: ServeOptions): Serve {
  const { clock, journal, judge, maxBodyBytes, reading, runHeader } = options
  return (destination, incoming, response) => {
    const startedAt = clock.now()
    const began = clock.monotonic()
    const { method = '', url = '', headers, rawHeaders } = incoming
    readBody(incoming, maxBodyBytes, ({ body, outcome }) => {
      const judgement =
        outcome === 'aborted'
          ? undefined
          : judged(judge, destination, {
              method,
              target: url,
              headers,
              body,
              tooLarge: outcome === 'too-large',
            })
      const run = headers[runHeader]
      const operation = operationOf(destination, method)
      journal.record({
        kind: kindOf(destination, operation),
        startedAt,
        durationMs: clock.monotonic() - began,
        method,
        target: url,
        rawHeaders,
        body,
        operation,
        reading,
        verdict: judgement?.verdict ?? ABORTED,
        answer: judgement?.answer,
        played: undefined,
        run: run === undefined ? undefined : String(run),
      })
      if (judgement !== undefined) sendAnswer(response, judgement.answer)
    })
  }
}

/** A defect of the stub's own must not leave a sender without an answer. */
function judged(
  judge: ServeOptions['judge'],
  destination: Destination,
  request: ReceivedRequest,
): Judgement {
  try {
    return judge(destination, request)
  } catch {
    return { verdict: 'failed', answer: messageAnswer(500, 'The stub itself failed.') }
  }
}

function kindOf(destination: Destination, operation: Operation | undefined): EntryKind {
  if (destination.kind === 'token') return 'token'
  return operation === undefined ? 'other' : 'delivery'
}

function operationOf(destination: Destination, method: string): Operation | undefined {
  return destination.kind === 'operation' ? destination.site.operations.get(method) : undefined
}
