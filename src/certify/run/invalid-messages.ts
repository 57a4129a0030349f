import type { Operation } from '../../contract/index.ts'
import { combineDeviations, type Deviation } from '../../messages/index.ts'
import { errored, type Outcome } from '../results/check.ts'
import { largestFirst, namedTogether, sendCombinedFaults } from './combined-faults.ts'
import { type Step, step } from './group.ts'
import type { NamedPlace } from './error-fields.ts'
import { type MessageRejection, rejectedForAnother, sendDeviation } from './rejections.ts'
import type { Session } from './session.ts'
import { BATCH, sendSingleFaults } from './single-faults.ts'

/** The invalid messages of one operation, and what became of them. */
export interface InvalidMessages {
  /** Each with a check of its own. */
  readonly single: readonly Deviation[]
  /** Sent together in few messages. */
  readonly combined: readonly (readonly Deviation[])[]
  readonly sent: Step<SentMessages>
}

export interface SentMessages {
  readonly outcomeOf: (deviation: Deviation) => Outcome
  /** Of the combined ones. */
  readonly several: Outcome
  /** The rejections whose responses name fields. */
  readonly naming: readonly MessageRejection[]
  /** Those of them that name another place, where that is the endpoint's notation and not the reason of the rejection. */
  readonly misnaming: readonly MessageRejection[]
}

/** @param thorough sends every deviation in a message of its own */
export function invalidMessages(
  operation: Operation,
  deviations: readonly Deviation[],
  thorough: boolean,
): InvalidMessages {
  const single = deviations.filter(({ rank }) => thorough || rank === 'first')
  const combined = thorough
    ? []
    : largestFirst(combineDeviations(deviations.filter(({ rank }) => rank === 'further')))
  const requests =
    (single.length + combined.flat().length) * 2 +
    combined.length * 9 +
    Math.ceil(single.length / BATCH) * 2 +
    16
  return {
    single,
    combined,
    sent: step(requests, async (session) => {
      // An endpoint that names every fault of a message is sent `null` in several places at once.
      const alone = single.filter(({ kind }) => thorough || kind !== 'null')
      const rejections = await sendSingleFaults(session, operation, alone)
      await repeatFew(session, operation, alone)
      const { outcome, isTelling } = await sendCombinedFaults(session, operation, combined)
      const nulls = single.filter((deviation) => !alone.includes(deviation))
      rejections.push(...(await sendNulls(session, operation, nulls, isTelling)))
      return concluded(rejections, outcome)
    }),
  }
}

/** An endpoint that accepts every second invalid message rejects the only one half of the time: a few are sent. */
const LEAST_SENT = 4

async function repeatFew(
  session: Session,
  operation: Operation,
  [first, ...others]: readonly Deviation[],
): Promise<void> {
  if (first === undefined || session.state(operation).broken !== undefined) return
  for (let sent = 1 + others.length; sent < LEAST_SENT; sent++)
    await sendDeviation(session, operation, first)
}

async function sendNulls(
  session: Session,
  operation: Operation,
  nulls: readonly Deviation[],
  isTelling: boolean,
): Promise<MessageRejection[]> {
  const named = isTelling ? await namedTogether(session, operation, nulls) : []
  const unnamed = nulls.filter((own) => !named.some(({ deviation }) => deviation === own))
  return [...named, ...(await sendSingleFaults(session, operation, unnamed))]
}

const OF_OTHERS: ReadonlySet<NamedPlace> = new Set(['other', 'unknown'])

/**
 * A rejection that names nothing but another place of the message was not for its deviation. Where most responses name
 * another place, or what is not in the message, the endpoint's notation is the cause, and it is reported once.
 */
function concluded(rejections: readonly MessageRejection[], several: Outcome): SentMessages {
  const byDeviation = new Map(rejections.map((rejection) => [rejection.deviation, rejection]))
  const naming = rejections.filter((rejection) => rejection.naming !== 'nothing')
  const others = naming.filter(({ naming: place }) => OF_OTHERS.has(place))
  const isNotation = others.length * 2 > naming.length
  return {
    several,
    naming,
    misnaming: naming.filter(
      ({ naming: place }) => place === 'other item' || (isNotation && OF_OTHERS.has(place)),
    ),
    outcomeOf: (deviation) => {
      const rejection = byDeviation.get(deviation)
      if (rejection === undefined) return errored(`${deviation.id} was not sent`)
      return rejection.naming === 'other' && !isNotation
        ? rejectedForAnother(rejection.outcome)
        : rejection.outcome
    },
  }
}
