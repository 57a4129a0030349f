import { type Operation, showRule } from '../../contract/index.ts'
import { defined, type Exchange } from '../../core/index.ts'
import {
  applyEdits,
  combine,
  conflict,
  describeChange,
  titleOfVariation,
  type Variation,
} from '../../messages/index.ts'
import { type Outcome, skipped } from '../results/check.ts'
import { requirement } from '../results/requirement.ts'
import { adviseAddress } from '../run/address-advice.ts'
import { adviceOnOrdinary } from '../run/advice.ts'
import { adviceOnDifferences, differencesOf } from '../run/differences.ts'
import { check, type Executable, type Group, group, type Step, step } from '../run/group.ts'
import { isolate, neededChanges } from '../run/isolation.ts'
import { adviceOnMissing, MOST_ADDITIONS_TRIED } from '../run/omissions.ts'
import { acceptance } from '../run/outcomes.ts'
import { type ProvenValid, proveValid } from '../run/proven.ts'
import { isAccepted } from '../run/response.ts'
import { schemaPointerOf } from '../run/schema-pointer.ts'
import type { Session } from '../run/session.ts'
import { describeResponse } from '../run/wording.ts'
import { documentedSuccess } from './documented-success.ts'
import { candidateChanges } from './workarounds.ts'

const VALID = 'a 2xx, because the message is valid'

const ordinary = requirement({
  id: 'DS-ACC-01',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'page',
  text: 'Every operation accepts its minimal, its full and its documented message.',
  source: 'POST a Drop Shipment …: Request, Responses 200',
})

/** Comes first: what it learns of the endpoint decides how every further message is made. */
function ordinaryMessages(operation: Operation, full: Step<Outcome>): Executable[] {
  return [
    check(ordinary, {
      id: 'full',
      title: 'accepts a full message with two items',
      expected: VALID,
      step: full,
      conclude: (outcome) => outcome,
    }),
    check(ordinary, {
      id: 'minimal',
      title: 'accepts a message with required properties only',
      expected: VALID,
      requests: 2 + MOST_ADDITIONS_TRIED,
      run: async (session) => {
        const { exchange, advice } = await sendOrdinary(session, operation, 'minimal')
        const missing =
          isAccepted(exchange) || session.state(operation).broken !== undefined
            ? undefined
            : await adviceOnMissing(session, operation, () => minimalBody(session, operation))
        const { fix = advice, pointer } = missing ?? {}
        const outcome = withFix(acceptance(exchange), fix)
        return outcome.status === 'failed' ? { ...outcome, ...defined({ pointer }) } : outcome
      },
    }),
  ]
}

const variations = requirement({
  id: 'DS-ACC-02',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'page',
  text: 'Every variation that the schema allows is accepted: optional properties, documented values, boundaries, texts, lists of one to a hundred items.',
  source: 'Request Body schema of each operation',
})

/**
 * @param knowsItsOrders whether identifiers are those of orders that exist in the client's system
 */
function everyVariation(
  operation: Operation,
  all: readonly Variation[],
  knowsItsOrders: boolean,
): Executable[] {
  // Another identifier would be that of an order which does not exist.
  const isLeftOut = ({ edit }: Variation): boolean => knowsItsOrders && edit.operator === 'restyle'
  const steps = combine(all.filter((variation) => !isLeftOut(variation))).map((together) => ({
    together,
    sent: step(together.length * 3 + 3, (session) => sendTogether(session, operation, together), {
      isExpected: (outcomeOf) => together.every((own) => isAcceptedOrAvoided(outcomeOf(own))),
    }),
  }))
  return all.map((variation) => {
    const described = {
      id: variation.id,
      title: `accepts ${titleOfVariation(variation)}`,
      expected: `a 2xx although ${variation.sentence}`,
      fix: `accept messages in which ${variation.sentence}`,
      pointer: variation.rulePointer,
      kind: `valid:${variation.kind}` as const,
      change: describeChange(variation.edit),
      ...ruleOf(operation, variation),
    }
    const own = steps.find(({ together }) => together.includes(variation))
    return own === undefined
      ? check(variations, { ...described, requests: 0, run: () => Promise.resolve(UNKNOWN_ORDER) })
      : check(variations, {
          ...described,
          step: own.sent,
          conclude: (outcomeOf) => namingSize(variation, outcomeOf(variation)),
        })
  })
}

/** Of a long list that is rejected with 413, the cause is the size of the message and not what is in it. */
function namingSize({ kind }: Variation, outcome: Outcome): Outcome {
  const { status, exchange } = outcome
  const body = exchange?.request.body
  if (kind !== 'item-count' || status !== 'failed' || exchange?.response?.status !== 413)
    return outcome
  const kilobytes = body instanceof Uint8Array ? Math.ceil(body.length / 1000) : 0
  return {
    ...outcome,
    actual: `the size of the message, ${kilobytes} kB: ${outcome.actual}`,
  }
}

const UNKNOWN_ORDER = skipped('with --fixtures only orders that exist are sent')

export const ACCEPTANCE = [ordinary, variations, documentedSuccess]

export function acceptanceGroup(
  operation: Operation,
  all: readonly Variation[],
  knowsItsOrders: boolean,
): Group {
  const full = step(2 + all.length * 2, (session) => sendFull(session, operation, all))
  return group({
    name: `${operation.id}: accepts valid messages`,
    ids: `accept/${operation.id}`,
    operation: operation.id,
    before: full,
    checks: [
      ...ordinaryMessages(operation, full),
      ...everyVariation(operation, all, knowsItsOrders),
    ],
  })
}

async function sendOrdinary(
  session: Session,
  operation: Operation,
  extent: 'full' | 'minimal',
): Promise<{ readonly exchange: Exchange; readonly advice: string }> {
  const messages = session.options.messagesOf(operation)
  const make = (): ProvenValid => {
    const proven =
      extent === 'full'
        ? (proveValid(operation, fullBody(session, operation)) ??
          proveValid(operation, messages.message('full', 2)))
        : proveValid(operation, minimalBody(session, operation))
    if (proven === undefined) throw new Error(`a message to ${operation.id} is not valid`)
    return proven
  }
  const exchange = await session.sendValid(operation, make)
  return { exchange, advice: adviceFor(session, operation, exchange) }
}

function fullBody(session: Session, operation: Operation): unknown {
  const body = session.options.messagesOf(operation).message('full', 2)
  return applyEdits(body, session.state(operation).workaround)
}

/** In a minimal message only exchanged values matter: nothing can be omitted, and each list has one item. */
function minimalBody(session: Session, operation: Operation): unknown {
  const body = session.options.messagesOf(operation).message('minimal', 1)
  const { workaround } = session.state(operation)
  const edited = applyEdits(
    body,
    workaround.filter(({ operator }) => operator === 'set'),
  )
  return proveValid(operation, edited) === undefined ? body : edited
}

/**
 * A full message that is rejected is searched for what it is rejected for: an optional property that is omitted, or a
 * value that is exchanged for another documented one. The change is kept for all further messages, so that one defect
 * does not hide the others.
 */
async function sendFull(
  session: Session,
  operation: Operation,
  all: readonly Variation[],
): Promise<Outcome> {
  const { exchange, advice } = await sendOrdinary(session, operation, 'full')
  if (isAccepted(exchange)) return acceptance(exchange)
  const state = session.state(operation)
  for (const candidates of candidateChanges(all)) {
    const needed = await neededChanges(candidates, async (changes) => {
      const edits = changes.map(({ edit }) => edit)
      const message = proveValid(operation, session.message(operation, edits))
      return message !== undefined && isAccepted(await session.target.send(operation, message.body))
    })
    if (needed === undefined) continue
    const rejected = session.message(operation)
    state.workaround = needed.map(({ edit }) => edit)
    if (needed.some(({ kind }) => kind === 'alternative')) {
      const accepted = applyEdits(rejected, state.workaround)
      const { fix, pointer } = adviceOnDifferences(differencesOf(rejected, accepted))
      return { ...withFix(acceptance(exchange), fix), ...defined({ pointer }) }
    }
    // One item instead of two only makes room for the change that is needed in it.
    const first = needed.find(({ kind }) => kind !== 'item-count') ?? needed[0]
    const places = needed.map(({ pointer }) => pointer).join(', ')
    return {
      ...withFix(
        acceptance(exchange),
        `accept ${places} as in this message: the sender may send it`,
      ),
      ...defined({ pointer: first?.rulePointer }),
    }
  }
  state.broken = {
    operation: operation.id,
    sentence: `the endpoint does not accept an ordinary message on ${operation.id} (${describeResponse(exchange)})`,
    exchange,
  }
  return withFix(acceptance(exchange), advice)
}

/** Sends variations in one message, and finds those that are rejected; gives the outcome of each. */
async function sendTogether(
  session: Session,
  operation: Operation,
  together: readonly Variation[],
): Promise<(variation: Variation) => Outcome> {
  const { workaround, broken } = session.state(operation)
  const isAvoided = ({ edit }: Variation): boolean =>
    workaround.some((change) => conflict(change, edit))
  const pending = together.filter((variation) => !isAvoided(variation))
  const found =
    pending.length === 0 || broken !== undefined
      ? undefined
      : await isolate(pending, async (part) => {
          const edits = part.map(({ edit }) => edit)
          return proveValid(operation, session.message(operation, edits)) === undefined
            ? undefined
            : session.sendValid(operation, () => session.valid(operation, edits))
        })
  if (found !== undefined && found.rejected.length > 0) await session.stillAccepts(operation)
  const unconcluded = session.skippedIfBroken(operation)
  return (variation) => {
    if (isAvoided(variation)) return { ...OMITTED, because: `accept/${operation.id}/full` }
    if (unconcluded !== undefined) return unconcluded
    const rejection = found?.rejected.find(({ items }) => items.includes(variation))
    const exchange = rejection?.exchange ?? found?.accepted.get(variation)
    return exchange === undefined ? UNPROVEN_VARIATION : acceptance(exchange)
  }
}

function isAcceptedOrAvoided({ status, because }: Outcome): boolean {
  return status === 'passed' || because !== undefined
}

const OMITTED = skipped('every message omits or changes what the endpoint rejects there')

const UNPROVEN_VARIATION = skipped(
  'the message would not be valid with the changes that the endpoint needs',
)

function ruleOf(operation: Operation, { rulePointer }: Variation): { readonly rule?: string } {
  const place = operation.placeOf('intended', schemaPointerOf(rulePointer))
  return place === undefined ? {} : { rule: showRule(place) }
}

function withFix(outcome: Outcome, fix: string): Outcome {
  return outcome.status === 'failed' ? { ...outcome, fix } : outcome
}

function adviceFor({ target }: Session, operation: Operation, exchange: Exchange): string {
  const status = exchange.response?.status ?? 0
  if ([404, 405, 410].includes(status)) return adviseAddress(target.addressOf(operation))
  return adviceOnOrdinary(exchange)
}
