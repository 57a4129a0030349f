import type { Operation } from '../../contract/index.ts'
import { plural, type Exchange } from '../../core/index.ts'
import type { Deviation } from '../../messages/index.ts'
import type { Outcome } from '../results/check.ts'
import { requirement } from '../results/requirement.ts'
import { check, type Executable, type Group, group, type Step, step } from '../run/group.ts'
import { adviceOnUnhandled } from '../run/advice.ts'
import { acceptance } from '../run/outcomes.ts'
import { isHandled } from '../run/response.ts'
import { everyResponse } from '../run/every-response.ts'
import type { Session } from '../run/session.ts'
import { describeRequestBody, describeResponse, describeStatus } from '../run/wording.ts'
import type { SentBody } from './hostile-bodies.ts'
import { RETRIES } from './sources.ts'

const response = requirement({
  id: 'DS-SUR-01',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'page',
  text: 'Whatever is sent gets a complete response: no 5xx, no redirect, no closed connection, no silence.',
  source: RETRIES,
})

const HANDLED = {
  expected: 'a complete response that is neither 5xx nor a redirect',
  fix: 'respond with 400 to what cannot be read: the sender repeats what gets a 5xx or no response',
}

const extreme = requirement({
  id: 'DS-SUR-04',
  level: 'strict',
  keyword: 'MUST',
  basis: 'practice',
  text: 'JSON that no sender writes gets a complete response too: deep nesting, numbers of hundreds of digits, letters as escapes.',
  source:
    'RFC 8259 §9: a parser may set limits; whatever exceeds them is rejected, and breaks nothing',
})

export function hostileBodiesGroup(
  operation: Operation,
  bodies: readonly SentBody[],
  largest: Step<Exchange>,
): Group {
  return group({
    name: `${operation.id}: handles hostile bodies`,
    ids: `survive/${operation.id}`,
    operation: operation.id,
    checks: [
      ...bodies
        .filter(({ body }) => body.isExtreme !== true)
        .map((sentBody) => handlesBody(response, operation, sentBody)),
      check(response, {
        id: 'large',
        title: 'handles a message of 1 MB',
        ...HANDLED,
        step: largest,
        conclude: (exchange) => handled(exchange, operation),
      }),
    ],
  })
}

/** A group of its own: what is sent in it says nothing about `compatible`. */
export function extremeBodiesGroup(operation: Operation, bodies: readonly SentBody[]): Group {
  return group({
    name: `${operation.id}: handles extreme bodies`,
    ids: `survive/${operation.id}`,
    operation: operation.id,
    checks: bodies
      .filter(({ body }) => body.isExtreme === true)
      .map((sentBody) => handlesBody(extreme, operation, sentBody)),
  })
}

function handlesBody(
  tested: typeof response,
  operation: Operation,
  { body: { name, title }, sent }: SentBody,
): Executable {
  return check(tested, {
    id: name,
    title: `handles ${title}`,
    ...HANDLED,
    step: sent,
    conclude: (sentBody) =>
      'skipped' in sentBody ? sentBody.skipped : handled(sentBody.exchange, operation),
  })
}

/** Of every response of the run, whatever was sent. */
export function respondsToEverything(): Executable {
  return everyResponse(response, {
    id: 'survives',
    title: 'never responds with 5xx, a redirect, a closed connection or silence',
    expected: `${HANDLED.expected}, whatever is sent`,
    fix: 'respond to every request; reject an invalid message with 400 or 422',
    unseen: 'nothing was sent',
    judge: ({ exchange, operation, subject, isAuthorized }) => {
      const isTruncated = exchange.response?.truncated === true
      if (isHandled(exchange) && !isTruncated) return 'correct'
      const what = isTruncated ? 'a response of more than 1 MiB' : describeResponse(exchange)
      const to =
        subject === undefined
          ? `to ${describeRequestBody(exchange.request.body)}`
          : `when ${subject.sentence}`
      const how = isAuthorized ? '' : ', sent without correct credentials'
      return {
        actual: `${what}, ${to}${how}`,
        fix: adviceOnUnhandled(exchange, { operation, isAuthorized }),
      }
    },
  })
}

function handled(exchange: Exchange, operation: Operation): Outcome {
  return isHandled(exchange)
    ? { status: 'passed', actual: describeStatus(exchange), exchange }
    : {
        status: 'failed',
        actual: describeResponse(exchange),
        exchange,
        fix: adviceOnUnhandled(exchange, { operation, isAuthorized: true }),
      }
}

const recovery = requirement({
  id: 'DS-SUR-02',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'page',
  text: 'Whatever was sent before, the next valid message is accepted.',
  source: RETRIES,
})

interface Disturbance {
  readonly name: string
  readonly title: string
  readonly send: (
    session: Session,
    operation: Operation,
    deviations: readonly Deviation[],
  ) => Promise<unknown>
}

const DISTURBANCES: readonly Disturbance[] = [
  {
    name: 'invalid-message',
    title: 'an invalid one',
    send: async (session, operation, [deviation]) =>
      session.send(operation, deviation === undefined ? [] : [deviation.edit]),
  },
  {
    name: 'unreadable-bodies',
    title: 'broken JSON and an empty body',
    send: async (session, operation) => {
      await session.target.send(operation, {}, { raw: Buffer.from('{"') })
      await session.target.send(operation, {}, { raw: Buffer.alloc(0) })
    },
  },
  {
    name: 'refused-credentials',
    title: 'a request with wrong credentials',
    send: async (session, operation) =>
      session.target.send(operation, session.message(operation), {
        credentials: 'none',
        headers: [['Authorization', 'Bearer not-a-token']],
      }),
  },
]

/** After a message that was accepted: a single rejection after a disturbance is enough to fail. */
export function recoveryGroup(operation: Operation, deviations: readonly Deviation[]): Group {
  return group({
    name: `${operation.id}: recovers`,
    ids: `survive/${operation.id}`,
    operation: operation.id,
    before: step(2, (session) => session.stillAccepts(operation)),
    unless: (session) => session.skippedIfBroken(operation),
    checks: DISTURBANCES.map(({ name, title, send }) =>
      check(recovery, {
        id: `after-${name}`,
        title: `accepts a valid message after ${title}`,
        expected: `a 2xx for the valid message after ${title}`,
        fix: 'keep no state of one request that makes another one fail',
        requests: 6,
        run: async (session) => {
          await send(session, operation, deviations)
          const outcome = adviseOnRecovery(name, acceptance(await session.send(operation)))
          if (outcome.status !== 'passed') await session.stillAccepts(operation)
          return outcome
        },
      }),
    ),
  })
}

/** After wrong credentials, another 401 means that the caller is locked out. */
function adviseOnRecovery(disturbance: string, outcome: Outcome): Outcome {
  return disturbance === 'refused-credentials' && outcome.exchange?.response?.status === 401
    ? { ...outcome, fix: 'lock nobody out for one request with wrong credentials' }
    : outcome
}

const everyTime = requirement({
  id: 'DS-SUR-03',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'page',
  text: 'A valid message is accepted every time, not just most of the time.',
  source: RETRIES,
})

/** Last for each operation: whether every valid message was accepted every time, and still is. */
export function consistencyGroup(operation: Operation): Group {
  return group({
    name: `${operation.id}: accepts every time`,
    ids: `survive/${operation.id}`,
    operation: operation.id,
    isConclusion: true,
    checks: [
      check(everyTime, {
        id: 'every-time',
        title: 'accepts a valid message every time',
        expected: 'a 2xx for every valid message, from the first to the last',
        fix: 'find what makes the endpoint reject some valid messages; each such response costs a retry',
        requests: 2,
        run: async (session) => {
          await session.stillAccepts(operation)
          return consistency(session, operation)
        },
      }),
    ],
  })
}

function consistency(session: Session, operation: Operation): Outcome {
  const { flakyRejections, broken } = session.state(operation)
  if (broken !== undefined) {
    return {
      status: 'failed',
      actual: broken.sentence,
      fix:
        session.options.ownOrders.length === 0
          ? 'accept valid messages, however many came before'
          : FURTHER_MESSAGES,
    }
  }
  const [first] = flakyRejections
  if (first === undefined)
    return {
      status: 'passed',
      actual: 'every valid message that was repeated got the same response',
    }
  const messages = plural(flakyRejections.length, 'valid message')
  return {
    status: 'failed',
    actual: `${messages} ${flakyRejections.length === 1 ? 'was' : 'were'} rejected, and accepted when sent again: ${describeResponse(first)}`,
    exchange: first,
  }
}

/** Each order of `--fixtures` gets many different messages. */
const FURTHER_MESSAGES =
  'accept each further message about an order, which may ship in parts; to a message that was sent again respond with 2xx, too, and store it once'

export const ROBUSTNESS = [response, recovery, everyTime, extreme]
