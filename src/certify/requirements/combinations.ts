import type { Operation } from '../../contract/index.ts'
import { plural, type Exchange } from '../../core/index.ts'
import { conflict, type Messages, type RandomChange } from '../../messages/index.ts'
import type { Outcome } from '../results/check.ts'
import { requirement } from '../results/requirement.ts'
import { check, type Group, group } from '../run/group.ts'
import { neededChanges } from '../run/isolation.ts'
import { proveValid } from '../run/proven.ts'
import { isAccepted, isSilence } from '../run/response.ts'
import { trySideBySide } from '../run/side-by-side.ts'
import type { Session } from '../run/session.ts'
import { describeResponse } from '../run/wording.ts'

const together = requirement({
  id: 'DS-ACC-05',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'page',
  text: 'Valid values are accepted together: each two optional properties, documented values and booleans, and random ones.',
  source: 'Request Body schema of each operation',
})

export const COMBINATIONS = [together]

/** One change of a message, with a sentence part that names it. */
type Change = Pick<RandomChange, 'edit' | 'rulePointer' | 'sentence'>

const FIX =
  'accept messages that contain these together: each of them is valid, and so is the message'
const MOST_PAIRS = 40
const EXPLORED = 12
/** To find the smallest cause of one rejection. */
const MOST_TRIES = 24
/** Values that are rejected alone have checks of their own: after so many, combinations say nothing. */
const MOST_KNOWN = 3

/** Each two choices of the sender in one message. */
export function pairsGroup(operation: Operation, messages: Messages): Group {
  return group({
    name: `${operation.id}: accepts every pair of choices`,
    ids: `accept/${operation.id}`,
    operation: operation.id,
    unless: (session) => session.skippedIfBroken(operation),
    checks: [
      check(together, {
        id: 'pairs',
        title: 'accepts each two optional properties, documented values and booleans together',
        expected: 'a 2xx for every pair of them, because they are valid together',
        fix: FIX,
        requests: MOST_PAIRS + (MOST_TRIES + 4) * (MOST_KNOWN + 1),
        run: (session) => acceptsAll(session, operation, messages.pairs()),
      }),
    ],
  })
}

/** Random messages within the schema, the same ones for the same seed. */
export function explorationGroup(operation: Operation, messages: Messages): Group {
  return group({
    name: `${operation.id}: accepts random valid messages`,
    ids: `accept/${operation.id}`,
    operation: operation.id,
    unless: (session) => session.skippedIfBroken(operation),
    checks: [
      check(together, {
        id: 'random',
        title: `accepts ${EXPLORED} random valid messages`,
        expected: 'a 2xx for every message that the schema allows',
        fix: FIX,
        requests: EXPLORED + (MOST_TRIES + 4) * (MOST_KNOWN + 1),
        run: (session) => acceptsAll(session, operation, messages.explorations(EXPLORED)),
      }),
    ],
  })
}

async function acceptsAll(
  session: Session,
  operation: Operation,
  rows: readonly (readonly Change[])[],
): Promise<Outcome> {
  const known: Change[] = []
  const accepted = await trySideBySide(session, rows, {
    send: (aside, row) =>
      sendChanges(
        aside,
        operation,
        row.filter((change) => !isAvoided(aside, operation, change, [])),
      ),
    isExpected: (exchange) => exchange !== undefined && isAccepted(exchange),
  })
  let sent = accepted.size
  for (const row of rows.filter((each) => !accepted.has(each))) {
    const changes = row.filter((change) => !isAvoided(session, operation, change, known))
    const exchange = await sendChanges(session, operation, changes, 'repeated')
    if (exchange === undefined) continue
    sent++
    if (isAccepted(exchange)) continue
    const silence = session.silence(operation, exchange)
    if (silence !== undefined) return silence
    const cause = isSilence(exchange) ? changes : await smallest(session, operation, changes)
    const [only] = cause
    if (cause.length > 1 || only === undefined || !hasOwnCheck(only))
      return rejected(exchange, cause)
    known.push(only)
    if (known.length > MOST_KNOWN || !(await session.stillAccepts(operation))) break
  }
  return (
    session.skippedIfBroken(operation) ?? {
      status: 'passed',
      actual: `${plural(sent, 'message')} accepted${known.length === 0 ? '' : ', without the values that are rejected alone'}`,
    }
  )
}

/** What the run knows to be rejected whatever else a message contains. */
function isAvoided(
  session: Session,
  operation: Operation,
  { edit }: Change,
  known: readonly Change[],
): boolean {
  return [...session.state(operation).workaround, ...known.map((change) => change.edit)].some(
    (other) => conflict(other, edit),
  )
}

/** `undefined` where the message is not valid with what else the run changes. */
async function sendChanges(
  session: Session,
  operation: Operation,
  changes: readonly Change[],
  how: 'once' | 'repeated' = 'once',
): Promise<Exchange | undefined> {
  const edits = changes.map(({ edit }) => edit)
  const proven = proveValid(operation, session.message(operation, edits))
  if (proven === undefined) return undefined
  return how === 'repeated'
    ? session.sendValid(operation, () => session.valid(operation, edits))
    : session.target.send(operation, proven.body)
}

async function smallest(
  session: Session,
  operation: Operation,
  changes: readonly Change[],
): Promise<readonly Change[]> {
  const isRejected = async (part: readonly Change[]): Promise<boolean> => {
    const exchange = await sendChanges(session, operation, part)
    return exchange !== undefined && !isAccepted(exchange)
  }
  return (await neededChanges(changes, isRejected, MOST_TRIES)) ?? changes
}

/** Whether a change alone is what another check asks for: a property omitted, or another documented value. */
function hasOwnCheck(change: Change): boolean {
  return 'kind' in change || change.edit.operator === 'remove'
}

const MOST_NAMED = 4

function rejected(exchange: Exchange, cause: readonly Change[]): Outcome {
  const named = cause.slice(0, MOST_NAMED).map(({ sentence }) => sentence)
  const others = cause.length - named.length
  const list = [...named, ...(others > 0 ? [`${others} more`] : [])].join(', and ')
  return {
    status: 'failed',
    actual: `${describeResponse(exchange)} to a valid message in which ${list}`,
    ...(cause[0] === undefined ? {} : { pointer: cause[0].rulePointer }),
    exchange,
  }
}
