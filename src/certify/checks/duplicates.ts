import { createHash } from 'node:crypto'
import type { Operation } from '../../contract/index.ts'
import type { Exchange } from '../../core/index.ts'
import type { Deviation } from '../../messages/index.ts'
import type { Check, Outcome } from '../results/check.ts'
import { acceptance, type Probe, type Session, skipped } from '../run/session.ts'
import { orderIdentifiers } from '../run/identifiers.ts'
import { isAccepted } from '../run/target.ts'

const FIX = 'take a message that was taken already for done, and answer 200 again'

/** The same message, byte for byte: twice, six times, and again after an invalid one. */
export function duplicatesProbe(operation: Operation, deviations: readonly Deviation[]): Probe {
  const id = (name: string): string => `duplicate/${operation.id}/${name}`
  const common = { level: 'compatible', operation: operation.id } as const
  const checks: Check[] = [
    {
      ...common,
      id: id('twice'),
      title: 'accepts the same message twice',
      requirement: 'DS-DUP-01',
    },
    {
      ...common,
      id: id('six-times'),
      title: 'accepts the same message six times',
      requirement: 'DS-DUP-01',
    },
    {
      ...common,
      id: id('after-invalid'),
      title: 'accepts the same message again after an invalid one',
      requirement: 'DS-DUP-01',
    },
    {
      ...common,
      id: id('one-effect'),
      title: 'gives a repeated message one effect',
      requirement: 'DS-DUP-02',
    },
  ]
  return {
    name: `${operation.id}: accepts duplicates`,
    operation: operation.id,
    checks,
    requests: 14,
    run: async (session) => {
      const expected = 'a 2xx every time'
      const { broken: reason } = session.state(operation)
      if (reason !== undefined) {
        for (const check of checks) session.report(check.id, skipped(expected, reason))
        return
      }
      const body = session.message(operation)
      const answers = await repeat(session, operation, body, 6)
      session.report(id('twice'), firstRefusal(answers.slice(0, 2), expected))
      session.report(id('six-times'), firstRefusal(answers, expected))
      session.report(id('after-invalid'), await afterInvalid(session, operation, deviations))
      session.report(id('one-effect'), await oneEffect(session, operation, body))
    },
  }
}

async function repeat(
  session: Session,
  operation: Operation,
  body: unknown,
  times: number,
): Promise<Exchange[]> {
  const raw = Buffer.from(JSON.stringify(body))
  // A message's id is its own: endpoints may refuse one that comes again with another body.
  const id = `msg_${createHash('sha256').update(operation.id).update(raw).digest('hex').slice(0, 32)}`
  const answers: Exchange[] = []
  for (let index = 0; index < times; index++) {
    answers.push(await session.target.send(operation, body, { raw, headers: [['webhook-id', id]] }))
  }
  return answers
}

function firstRefusal(answers: readonly Exchange[], expected: string): Outcome {
  const refused = answers.findIndex((answer) => !isAccepted(answer))
  const exchange = answers[refused] ?? answers.at(-1)
  if (exchange === undefined) return skipped(expected, 'nothing was sent')
  const outcome = acceptance(exchange, expected, FIX)
  return refused === -1
    ? outcome
    : { ...outcome, actual: `time ${refused + 1} of the same message: ${outcome.actual}` }
}

async function afterInvalid(
  session: Session,
  operation: Operation,
  [deviation]: readonly Deviation[],
): Promise<Outcome> {
  const body = session.message(operation)
  const raw = Buffer.from(JSON.stringify(body))
  const send = (): Promise<Exchange> => session.target.send(operation, body, { raw })
  const first = await send()
  if (deviation !== undefined) await session.send(operation, [deviation.edit])
  return firstRefusal([first, await send()], 'a 2xx both times')
}

async function oneEffect(session: Session, operation: Operation, body: unknown): Promise<Outcome> {
  const expected = 'one order of this identifier in the client’s system'
  const { state } = session.options
  const [identifier] = orderIdentifiers(operation, body)
  if (state === undefined || identifier === undefined) {
    return skipped(
      expected,
      'not observable from outside; --state-url names a service that says how many orders of an identifier exist',
    )
  }
  const count = await state.count(operation.id, identifier)
  if (count === undefined)
    return skipped(
      expected,
      'the state service does not say how many orders of an identifier exist',
    )
  if (count === 1) return { status: 'passed', expected, actual: 'one' }
  return {
    status: 'failed',
    expected,
    actual: `${count} after six times the same message`,
    fix: 'recognise a repeated message by its identifier',
  }
}
