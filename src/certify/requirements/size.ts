import type { Operation } from '../../contract/index.ts'
import type { Exchange } from '../../core/index.ts'
import { type Outcome, skipped } from '../results/check.ts'
import { requirement } from '../results/requirement.ts'
import { check, type Group, group, type Step, step } from '../run/group.ts'
import { messageOfSize } from '../run/large-message.ts'
import { proveValid } from '../run/proven.ts'
import { isAccepted, isSilence } from '../run/response.ts'
import type { Session } from '../run/session.ts'
import { describeResponse } from '../run/wording.ts'

const size = requirement({
  id: 'DS-ACC-06',
  level: 'compatible',
  keyword: 'SHOULD',
  basis: 'practice',
  text: 'Messages of up to 256 kB are accepted.',
  source: 'documented practice: messages of hundreds of items',
})

export const SIZE = [size]

export const MEGABYTE = 1_000_000
const ENOUGH = 256_000
/** The sizes tried after the first are halfway between one that is accepted and one that is not. */
const TRIES = 8
/** Close enough, as a factor between both. */
const CLOSE = 1.1

/** A valid message of a megabyte, or as large as can be made: several checks look at what became of it. */
export function megabyte(operation: Operation): Step<Exchange> {
  return step(1, (session) => sendOfSize(session, operation, MEGABYTE), {
    isExpected: isAccepted,
  })
}

/** The largest message that an operation accepts, up to a megabyte. */
export function sizeGroup(operation: Operation, largest: Step<Exchange>): Group {
  return group({
    name: `${operation.id}: accepts large messages`,
    ids: `accept/${operation.id}`,
    operation: operation.id,
    unless: (session) => session.skippedIfBroken(operation),
    checks: [
      check(size, {
        id: 'size',
        title: 'accepts messages of 256 kB',
        expected: 'a 2xx for valid messages of up to 256 kB',
        step: largest,
        requests: TRIES + 3,
        conclude: (exchange, session) => measured(session, operation, exchange),
      }),
    ],
  })
}

async function measured(
  session: Session,
  operation: Operation,
  largest: Exchange,
): Promise<Outcome> {
  if (isAccepted(largest)) return accepted(largest, bytesOf(largest))
  const ordinary = await session.send(operation)
  if (!isAccepted(ordinary)) return skipped('an ordinary message was not accepted either')
  let fits = bytesOf(ordinary)
  let rejected = largest
  let next = ENOUGH
  for (let tries = 0; tries < TRIES && bytesOf(rejected) / fits > CLOSE; tries++) {
    if (isSilence(rejected)) break
    const exchange = await sendOfSize(session, operation, next)
    const bytes = bytesOf(exchange)
    if (bytes <= fits || bytes >= bytesOf(rejected)) break
    if (isAccepted(exchange)) fits = bytes
    else rejected = exchange
    next = Math.sqrt(fits * bytesOf(rejected))
  }
  if (fits >= ENOUGH * SMALLER) return accepted(rejected, fits)
  return {
    status: 'warned',
    actual: `messages of ${inKilobytes(fits)} are accepted, and one of ${inKilobytes(bytesOf(rejected))} gets ${describeResponse(rejected)}`,
    fix: adviceFor(rejected),
    bytes: fits,
    exchange: rejected,
  }
}

/** A message of whole items is a little smaller than the size that was asked for. */
const SMALLER = 0.98

/** What is accepted, or nearly: its size is what counts. */
function accepted({ failure }: Exchange, bytes: number): Outcome {
  const isAll = failure === undefined && bytes >= MEGABYTE * SMALLER
  return {
    status: 'passed',
    actual: `messages of ${inKilobytes(bytes)} are accepted${isAll ? ', and no larger one was tried' : ''}`,
    bytes,
  }
}

/** A limit on bytes says so, or ends the connection; any other rejection may have another cause. */
function adviceFor({ response, failure }: Exchange): string {
  return response?.status === 413 || failure?.kind === 'connection-reset'
    ? 'raise the limit on bodies: usual causes are the default of a parser (100 kB in Express) and a reverse proxy before the endpoint (client_max_body_size of nginx)'
    : 'find what rejects long lists: a limit on items, on fields or on time'
}

async function sendOfSize(
  session: Session,
  operation: Operation,
  bytes: number,
): Promise<Exchange> {
  const messages = session.options.messagesOf(operation)
  // Where long lists break a rule, such as one on what they contain, the usual message is as large as one can be.
  const message =
    proveValid(operation, messageOfSize(messages, bytes)) ??
    proveValid(operation, messages.message('full', 2))
  if (message === undefined) throw new Error(`no message to ${operation.id} is valid`)
  return session.target.send(operation, message.body)
}

function bytesOf({ request: { body } }: Exchange): number {
  return body instanceof Uint8Array ? body.length : 0
}

function inKilobytes(bytes: number): string {
  return `${Math.max(1, Math.round(bytes / 1000))} kB`
}
