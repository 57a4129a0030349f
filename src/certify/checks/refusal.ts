import { type Operation, showRule } from '../../contract/index.ts'
import type { Exchange } from '../../core/index.ts'
import { type Deviation, describeDeviation } from '../../messages/index.ts'
import type { Outcome } from '../results/check.ts'
import { describeAnswer, type Session } from '../run/session.ts'
import type { SendVariation, Subject } from '../run/request.ts'
import { isAccepted } from '../run/target.ts'
import { schemaPointerOf } from './accepts.ts'
import { namingOf, type Refusal } from './naming.ts'

/** How an invalid message is answered. */
export const EXPECTED = '400 or 422'

/** Sends a message with this single fault; an acceptance counts when it comes twice. */
export async function sendDeviation(
  session: Session,
  operation: Operation,
  deviation: Deviation,
  body: () => unknown = () => session.message(operation, [deviation.edit]),
  written: (body: unknown) => SendVariation = () => ({}),
): Promise<Refusal> {
  const send = (): Promise<Exchange> => {
    const message = body()
    return session.target.send(operation, message, {
      ...written(message),
      subject: subjectOf(deviation),
    })
  }
  const first = await send()
  if (!isAccepted(first)) return refusalOf(operation, deviation, first)
  const second = await send()
  if (isAccepted(second))
    return { deviation, outcome: refusalOutcome(operation, deviation, second), naming: 'nothing' }
  session.state(operation).unsteadyRefusals.push(first)
  return refusalOf(operation, deviation, second)
}

/** What is special about a message with this fault. */
export function subjectOf(deviation: Deviation): Subject {
  return { pointer: deviation.rulePointer, sentence: describeDeviation(deviation) }
}

/** What an answer to this deviation says, and which place it names. */
export function refusalOf(operation: Operation, deviation: Deviation, exchange: Exchange): Refusal {
  return {
    deviation,
    outcome: refusalOutcome(operation, deviation, exchange),
    naming: namingOf(exchange, deviation),
  }
}

/** What an answer says of this deviation. */
export function refusalOutcome(
  operation: Operation,
  deviation: Deviation,
  exchange: Exchange,
): Outcome {
  const status = exchange.response?.status
  const sentence = describeDeviation(deviation)
  const expected = `${EXPECTED}, because ${sentence}`
  const rule = ruleOf(operation, deviation)
  if (exchange.failure === undefined && (status === 400 || status === 422)) {
    return { status: 'passed', expected, actual: `refused with ${status}`, exchange, ...rule }
  }
  const actual = isAccepted(exchange)
    ? `accepted with ${status ?? 0}: a wrong message would be taken for a right one`
    : `${describeAnswer(exchange)}; the sender would report a ${status ?? 'silent'} endpoint, not a wrong message`
  return {
    status: 'failed',
    expected,
    actual,
    fix: `answer 422 when ${sentence}`,
    exchange,
    ...rule,
  }
}

function ruleOf(
  operation: Operation,
  { keyword, rulePointer, pointer }: Deviation,
): { rule?: string } {
  const isMember = keyword === 'required' || keyword === 'additionalProperties'
  const owner = isMember ? rulePointer.slice(0, rulePointer.lastIndexOf('/')) : rulePointer
  const node = schemaPointerOf(owner)
  const name = pointer.slice(pointer.lastIndexOf('/') + 1)
  const place =
    operation.placeOf('published', `${node}/${keyword}/${name}`) ??
    operation.placeOf('published', `${node}/${keyword}`) ??
    operation.placeOf('published', node)
  return place === undefined ? {} : { rule: showRule(place) }
}
