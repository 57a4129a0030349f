import { createHash } from 'node:crypto'
import type { Operation } from '../../contract/index.ts'
import { defined, type Exchange } from '../../core/index.ts'
import type { Deviation } from '../../messages/index.ts'
import { type Outcome, skipped } from '../results/check.ts'
import { requirement } from '../results/requirement.ts'
import { check, type Executable, type Group, group, type Step, step } from '../run/group.ts'
import { adviceOnOrdinary } from '../run/advice.ts'
import { acceptance } from '../run/outcomes.ts'
import { isAccepted } from '../run/response.ts'
import type { Session } from '../run/session.ts'
import { DELIVERY } from './sources.ts'

const SIX = 6

/** The same message six times, byte for byte. */
interface Repeated {
  readonly body: unknown
  readonly exchanges: readonly Exchange[]
}

const accepted = requirement({
  id: 'DS-DUP-01',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'practice',
  text: 'The same message is accepted two and six times, byte for byte.',
  source: `Failure Handling: retry five times with the same message; ${DELIVERY}`,
})

const FIX = 'treat a message that was accepted before as done, and respond with 200 again'

function acceptsDuplicates(
  operation: Operation,
  repeated: Step<Repeated>,
  [deviation]: readonly Deviation[],
): Executable[] {
  return [
    check(accepted, {
      id: 'twice',
      title: 'accepts the same message twice',
      expected: 'a 2xx every time',
      fix: FIX,
      step: repeated,
      conclude: ({ exchanges }) => allAccepted(exchanges.slice(0, 2)),
    }),
    check(accepted, {
      id: 'six-times',
      title: 'accepts the same message six times',
      expected: 'a 2xx every time',
      fix: FIX,
      step: repeated,
      conclude: ({ exchanges }) => allAccepted(exchanges),
    }),
    check(accepted, {
      id: 'after-invalid',
      title: 'accepts the same message again after an invalid one',
      expected: 'a 2xx both times',
      fix: FIX,
      requests: 6,
      run: async (session) => {
        const body = session.message(operation)
        const raw = Buffer.from(JSON.stringify(body))
        const invalid = session.message(operation, deviation === undefined ? [] : [deviation.edit])
        const first = await session.target.send(operation, body, { raw })
        if (deviation !== undefined) await session.target.send(operation, invalid)
        return allAccepted([first, await session.target.send(operation, body, { raw })])
      },
    }),
  ]
}

/** Tested where effects are observed. */
export const oneEffect = requirement({
  id: 'DS-DUP-02',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'practice',
  text: 'A repeated message has one effect, in sequence and in parallel.',
  source: DELIVERY,
})

export const DUPLICATES = [accepted, oneEffect]

export function duplicatesGroup(operation: Operation, deviations: readonly Deviation[]): Group {
  const repeated = step(SIX + 2, (session) => repeat(session, operation))
  return group({
    name: `${operation.id}: accepts duplicates`,
    ids: `duplicate/${operation.id}`,
    operation: operation.id,
    unless: (session) => session.skippedIfBroken(operation),
    checks: [...acceptsDuplicates(operation, repeated, deviations)],
  })
}

async function repeat(session: Session, operation: Operation): Promise<Repeated> {
  const body = session.message(operation)
  const raw = Buffer.from(JSON.stringify(body))
  // Derived from the message: endpoints may reject an id that comes again with another body.
  const id = `msg_${createHash('sha256').update(operation.id).update(raw).digest('hex').slice(0, 32)}`
  const exchanges: Exchange[] = []
  for (let time = 0; time < SIX; time++) {
    exchanges.push(
      await session.target.send(operation, body, { raw, headers: [['webhook-id', id]] }),
    )
  }
  return { body, exchanges }
}

/** Fails with the first rejection, and says how often the message had been sent by then. */
function allAccepted(exchanges: readonly Exchange[]): Outcome {
  const rejected = exchanges.findIndex((exchange) => !isAccepted(exchange))
  const exchange = exchanges[rejected] ?? exchanges.at(-1)
  if (exchange === undefined) return skipped('nothing was sent')
  const outcome = acceptance(exchange)
  if (rejected === -1) return outcome
  // What is rejected the first time is not rejected for its repetition.
  const advice = rejected === 0 ? adviceOnOrdinary(exchange) : outcome.fix
  return {
    ...outcome,
    actual: `time ${rejected + 1} of the same message: ${outcome.actual}`,
    ...defined({ fix: advice }),
  }
}
