import { type Operation, showRule } from '../../contract/index.ts'
import { defined, type Exchange } from '../../core/index.ts'
import { type Deviation, describeDeviation } from '../../messages/index.ts'
import { type Check, type Outcome, skipped } from '../results/check.ts'
import { adviceOnUnrejected } from './advice.ts'
import { namedFields, type NamedPlace, namedPlaceOf } from './error-fields.ts'
import { proveInvalid } from './proven.ts'
import type { RequestOptions, Subject } from './request.ts'
import { isAccepted, isRejected } from './response.ts'
import { schemaPointerOf } from './schema-pointer.ts'
import type { Session } from './session.ts'
import { describeResponse } from './wording.ts'

/** What became of one deviation. */
export interface MessageRejection {
  readonly deviation: Deviation
  readonly outcome: Outcome
  readonly naming: NamedPlace
}

/** What a check of this deviation declares. */
export function declarationOf(
  operation: Operation,
  deviation: Deviation,
): Required<Pick<Check, 'expected' | 'fix' | 'pointer' | 'rules'>> & Pick<Check, 'rule'> {
  const sentence = describeDeviation(deviation)
  const rule = ruleOf(operation, deviation)
  return {
    expected: `400 or 422, because ${sentence}`,
    fix: `respond with 422 when ${sentence}`,
    pointer: deviation.rulePointer,
    rules: [deviation.schemaPointer],
    ...defined({ rule }),
  }
}

/** Sends a message with this single deviation; an acceptance counts when it comes twice. */
export async function sendDeviation(
  session: Session,
  operation: Operation,
  deviation: Deviation,
  body: () => unknown = () => session.message(operation, [deviation.edit]),
  encode: (body: unknown) => RequestOptions = () => ({}),
): Promise<MessageRejection> {
  const send = async (): Promise<Exchange | undefined> => {
    const message = proveInvalid(operation, body())
    return message === undefined
      ? undefined
      : session.target.send(operation, message.body, {
          ...encode(message.body),
          subject: subjectOf(deviation),
        })
  }
  const first = await send()
  if (first === undefined) return { deviation, outcome: UNPROVEN, naming: 'nothing' }
  if (!isAccepted(first)) return rejectionOf(deviation, first)
  session.assertAlone()
  const second = (await send()) ?? first
  if (isAccepted(second)) return { deviation, outcome: rejectionOutcome(second), naming: 'nothing' }
  // Another status, as 409 for a duplicate, says nothing about the rule: the first response decides.
  if (!isRejected(second)) return { deviation, outcome: rejectionOutcome(first), naming: 'nothing' }
  session.state(operation).flakyAcceptances.push(first)
  return rejectionOf(deviation, second)
}

/** With what else a run changes about messages, this one would break no rule: nobody has to reject it. */
export const UNPROVEN = skipped('the message would be valid: what is to be changed is not in it')

/** What is special about a message with this deviation. */
export function subjectOf(deviation: Deviation): Subject {
  return { pointer: deviation.rulePointer, sentence: describeDeviation(deviation) }
}

/** What a response to this deviation says, and which place it names. */
export function rejectionOf(deviation: Deviation, exchange: Exchange): MessageRejection {
  return {
    deviation,
    outcome: withAdvice(rejectionOutcome(exchange), deviation),
    naming: namedPlaceOf(exchange, deviation.pointer),
  }
}

/** The outcome of an invalid message, which has to be rejected. */
export function rejectionOutcome(exchange: Exchange): Outcome {
  const status = exchange.response?.status
  if (isRejected(exchange))
    return { status: 'passed', actual: `rejected with ${status ?? 0}`, exchange }
  const actual = isAccepted(exchange)
    ? `status ${status ?? 0}: the endpoint accepted an invalid message`
    : `${describeResponse(exchange)}; the sender would report ${status === undefined ? 'a silent endpoint' : `an endpoint that responds with ${status}`}, not an invalid message`
  return { status: 'failed', actual, exchange }
}

/** The advice of a failure follows from its response. */
function withAdvice(outcome: Outcome, deviation: Deviation): Outcome {
  const { status, exchange } = outcome
  if (status !== 'failed' || exchange === undefined) return outcome
  return {
    ...outcome,
    ...defined({ fix: adviceOnUnrejected(exchange, describeDeviation(deviation)) }),
  }
}

/** The outcome of a deviation that was rejected for something else. */
export function rejectedForAnother(outcome: Outcome): Outcome {
  const fields = outcome.exchange === undefined ? [] : (namedFields(outcome.exchange) ?? [])
  return {
    ...outcome,
    status: 'failed',
    actual: `rejected for another reason: the response names ${fields.join(', ')}`,
    fix: 'check this rule, and name the invalid field in errors[].field',
  }
}

/** The line of the published reading that a deviation breaks. */
function ruleOf(
  operation: Operation,
  { keyword, rulePointer, pointer }: Deviation,
): string | undefined {
  const isOfParent = keyword === 'required' || keyword === 'additionalProperties'
  const owner = isOfParent ? rulePointer.slice(0, rulePointer.lastIndexOf('/')) : rulePointer
  const node = schemaPointerOf(owner)
  const name = pointer.slice(pointer.lastIndexOf('/') + 1)
  const place =
    operation.placeOf('published', `${node}/${keyword}/${name}`) ??
    operation.placeOf('published', `${node}/${keyword}`) ??
    operation.placeOf('published', node)
  return place === undefined ? undefined : showRule(place)
}
