import type { Contract, Operation } from '../../contract/index.ts'
import { plural } from '../../core/index.ts'
import {
  describeChange,
  type Deviation,
  type Messages,
  titleOfDeviation,
} from '../../messages/index.ts'
import { faultPositions } from '../mutations/fault-positions.ts'
import { type Outcome, skipped } from '../results/check.ts'
import { requirement, type TestedRequirement } from '../results/requirement.ts'
import { check, type Executable, type Group, group } from '../run/group.ts'
import type { InvalidMessages } from '../run/invalid-messages.ts'
import { proveInvalid } from '../run/proven.ts'
import { isAccepted, isRejected } from '../run/response.ts'
import { declarationOf, sendDeviation } from '../run/rejections.ts'
import type { Session } from '../run/session.ts'
import { describeResponse } from '../run/wording.ts'

const missing = requirement({
  id: 'DS-REF-01',
  level: 'strict',
  keyword: 'MUST',
  basis: 'page',
  text: 'A message without a required property is rejected with 400 or 422.',
  source: 'Request Body schema: required; Responses: 400, 422',
})

const type = requirement({
  id: 'DS-REF-02',
  level: 'strict',
  keyword: 'MUST',
  basis: 'page',
  text: 'A message with a value of another type is rejected with 400 or 422; null and numbers in quotes are other types.',
  source: 'Request Body schema: types; Responses: 400, 422',
})

const value = requirement({
  id: 'DS-REF-03',
  level: 'strict',
  keyword: 'MUST',
  basis: 'page',
  text: 'A value that is not one of the documented ones is rejected with 400 or 422.',
  source: 'Request Body schema: Enum; Responses: 400, 422',
})

const time = requirement({
  id: 'DS-REF-04',
  level: 'strict',
  keyword: 'MUST',
  basis: 'page',
  text: 'An invalid date or timestamp is rejected with 400 or 422.',
  source: 'Request Body schema: <date-time>, <date>; Responses: 400, 422',
})

const bounds = requirement({
  id: 'DS-REF-05',
  level: 'strict',
  keyword: 'MUST',
  basis: 'page',
  text: 'A number outside its documented bounds is rejected with 400 or 422.',
  source: 'Request Body schema: integer >= 1; Responses: 400, 422',
})

const unknown = requirement({
  id: 'DS-REF-06',
  level: 'strict',
  keyword: 'MUST',
  basis: 'page',
  text: 'An unknown property of a closed object is rejected with 400 or 422.',
  source: 'published description: additionalProperties false; Responses: 400, 422',
})

/** What has no requirement of its own; parameters of a request, too. */
export const otherRules = requirement({
  id: 'DS-REF-07',
  level: 'strict',
  keyword: 'MUST',
  basis: 'page',
  text: 'A text or list that breaks another documented rule is rejected with 400 or 422.',
  source: 'Request Body schema; Responses: 400, 422',
})

/** By the keyword of the broken rule. */
const REQUIREMENT_OF: Readonly<Record<string, TestedRequirement>> = {
  required: missing,
  type,
  enum: value,
  const: value,
  format: time,
  minimum: bounds,
  maximum: bounds,
  exclusiveMinimum: bounds,
  exclusiveMaximum: bounds,
  additionalProperties: unknown,
}

/** Every deviation is rejected, each the only difference from messages that are accepted before and after. */
function everyDeviation(operation: Operation, { single, sent }: InvalidMessages): Executable[] {
  return single.map((deviation) =>
    check(REQUIREMENT_OF[deviation.keyword] ?? otherRules, {
      id: deviation.id,
      title: `rejects ${titleOfDeviation(deviation)}`,
      ...declarationOf(operation, deviation),
      kind: `invalid:${deviation.kind}`,
      change: describeChange(deviation.edit),
      step: sent,
      conclude: ({ outcomeOf }) => outcomeOf(deviation),
    }),
  )
}

const anywhere = requirement({
  id: 'DS-REF-08',
  level: 'strict',
  keyword: 'MUST',
  basis: 'page',
  text: "An invalid value is rejected with 400 or 422 wherever it is: among others in the only or the last of many items, under another property name, in another operation's message.",
  source: 'Responses: 400, 422',
})

function combinedFaults({ combined, sent }: InvalidMessages): Executable[] {
  if (combined.length === 0) return []
  return [
    check(anywhere, {
      id: 'several',
      title: 'rejects messages with several invalid values',
      expected: '400 or 422 to every message with several invalid values',
      fix: 'respond with 422',
      step: sent,
      conclude: ({ several }) => several,
    }),
  ]
}

/** An invalid value is rejected wherever it is, and however the message is written. */
export function positionsGroup(operation: Operation, deviations: readonly Deviation[]): Group {
  return group({
    name: `${operation.id}: rejects invalid values wherever they are`,
    ids: `refuse/${operation.id}/elsewhere`,
    operation: operation.id,
    unless: (session) => session.skippedIfBroken(operation),
    checks: faultPositions(operation, deviations).map(
      ({ name, title, deviation, body, encoding }) =>
        check(anywhere, {
          id: name,
          title,
          ...declarationOf(operation, deviation),
          requests: 2,
          isIndependent: true,
          run: async (session) => {
            const make = (): unknown => body(session, operation)
            const { outcome } = await sendDeviation(
              session,
              operation,
              deviation,
              make,
              encoding?.encode,
            )
            return outcome.exchange?.response?.status === 411
              ? skipped('the endpoint asks for a Content-Length before it reads a body (411)')
              : outcome
          },
        }),
    ),
  })
}

/** One operation's message sent to another, wherever the published reading forbids it. */
export function otherOperationsGroup(
  { operations }: Contract,
  messagesOf: (operation: Operation) => Messages,
): Group {
  // What is documented is at hand, while a message takes time to be made the first time.
  const mayReject = (from: Operation, to: Operation): boolean =>
    !to.accepts(messagesOf(from).example(), 'published') ||
    !to.accepts(messagesOf(from).message('full', 2), 'published')
  const pairs = operations.flatMap((from) =>
    operations.filter((to) => to !== from && mayReject(from, to)).map((to) => ({ from, to })),
  )
  return group({
    name: "rejects other operations' messages",
    ids: 'refuse',
    checks: pairs.map(({ from, to }) =>
      check(anywhere, {
        id: `${to.id}/message-of/${from.id}`,
        operation: to.id,
        title: `rejects a message of ${from.id}`,
        expected: '400 or 422, because it is the message of another operation',
        fix: 'validate the body against the schema of this operation',
        unless: (session) => sameAddress(session, from, to) ?? session.skippedIfBroken(to),
        requests: 1,
        isIndependent: true,
        run: async ({ target }) => {
          const message = proveInvalid(to, messagesOf(from).message('full', 2))
          if (message === undefined) return VALID_THERE
          const exchange = await target.send(to, message.body)
          const status = exchange.response?.status ?? 0
          if (isRejected(exchange))
            return { status: 'passed', actual: `rejected with ${status}`, exchange }
          const actual = isAccepted(exchange)
            ? `accepted with ${status}`
            : describeResponse(exchange)
          return { status: 'failed', actual, exchange }
        },
      }),
    ),
  })
}

const VALID_THERE = skipped('the message is valid there, too')

/** Where a client takes several webhooks at one URL, a message of either belongs there. */
function sameAddress({ target }: Session, from: Operation, to: Operation): Outcome | undefined {
  return target.addressOf(from).url === target.addressOf(to).url
    ? skipped('both operations have the same address')
    : undefined
}

const everyTime = requirement({
  id: 'DS-REF-10',
  level: 'strict',
  keyword: 'MUST',
  basis: 'page',
  text: 'An invalid message is rejected every time, not just most of the time.',
  source: 'Responses: 400, 422',
})

function rejectsEveryTime(operation: Operation, { sent }: InvalidMessages): Executable {
  return check(everyTime, {
    id: 'every-time',
    title: 'rejects an invalid message every time',
    expected: 'the same response to the same invalid message',
    fix: 'validate every message: some requests bypass the validation',
    step: sent,
    conclude: (_sent, session) => {
      const { flakyAcceptances } = session.state(operation)
      const [first] = flakyAcceptances
      if (first === undefined)
        return {
          status: 'passed',
          actual: 'every invalid message that was repeated got the same response',
        }
      const messages = plural(flakyAcceptances.length, 'invalid message')
      return {
        status: 'failed',
        actual: `${messages} ${flakyAcceptances.length === 1 ? 'was' : 'were'} accepted once and rejected when sent again`,
        exchange: first,
      }
    },
  })
}

/** Sent at the level `compatible` too, without a check of the rejection: an endpoint has to handle whatever is sent. */
export function rejectionGroup(operation: Operation, messages: InvalidMessages): Group {
  return group({
    name: `${operation.id}: rejects invalid messages`,
    ids: `refuse/${operation.id}`,
    operation: operation.id,
    from: 'compatible',
    before: messages.sent,
    checks: [
      ...everyDeviation(operation, messages),
      ...combinedFaults(messages),
      rejectsEveryTime(operation, messages),
    ],
  })
}

export const REJECTION = [
  missing,
  type,
  value,
  time,
  bounds,
  unknown,
  otherRules,
  anywhere,
  everyTime,
]
