import type { Operation } from '../../contract/index.ts'
import { combineDeviations, type Deviation } from '../../messages/index.ts'
import type { Outcome } from '../results/check.ts'
import { namedFields, namesPlace } from '../run/named-fields.ts'
import { describeAnswer, type Session, skipped } from '../run/session.ts'
import { parseAnswer } from '../run/target.ts'
import type { Refusal } from './naming.ts'
import { EXPECTED, refusalOutcome, sendDeviation } from './refusal.ts'

/** Messages with several faults that are sent whatever the endpoint says of them. */
const FEW = 1

/**
 * Several deviations in one message: it is refused. Where the answer names several of them and leaves one out, that one
 * is sent alone; where it names no more than one, further messages of the kind would tell nothing, and all come alone as
 * far as there is time for it.
 */
export async function sendSeveral(
  session: Session,
  operation: Operation,
  groups: readonly (readonly Deviation[])[],
): Promise<{ readonly outcome: Outcome; readonly isTelling: boolean }> {
  const expected = `${EXPECTED} to every message with several faults`
  let isTelling = true
  const failed = (outcome: Outcome) => ({ outcome, isTelling: false })
  let sent = 0
  for (const group of groups) {
    const { broken } = session.state(operation)
    if (broken !== undefined) return failed(skipped(expected, broken))
    if (sent >= FEW && !isTelling)
      return { outcome: await oneByOne(session, operation, groups), isTelling }
    sent++
    const exchange = await session.send(
      operation,
      group.map(({ edit }) => edit),
    )
    const status = exchange.response?.status
    if (exchange.failure !== undefined || (status !== 400 && status !== 422)) {
      const faults = group.map(({ pointer }) => pointer).join(', ')
      return failed({
        status: 'failed',
        expected,
        actual: `${describeAnswer(exchange)}, to faults at ${faults}`,
        fix: 'answer 422',
        exchange,
      })
    }
    const fields = namedFields(parseAnswer(exchange)) ?? []
    const unnamed = group.filter(
      ({ pointer }) => !fields.some((field) => namesPlace(field, pointer)),
    )
    isTelling = group.length - unnamed.length > 1 && unnamed.length <= MAX_UNNAMED
    for (const deviation of isTelling ? unnamed : []) {
      const { outcome } = await sendDeviation(session, operation, deviation)
      if (outcome.status === 'failed') return failed({ ...outcome, pointer: deviation.rulePointer })
    }
  }
  const outcome: Outcome = { status: 'passed', expected, actual: `${sent} of them refused` }
  return { outcome, isTelling: isTelling && sent > 0 }
}

/** To an endpoint that names one fault at a time: each deviation in a message of its own, as long as none is accepted. */
async function oneByOne(
  session: Session,
  operation: Operation,
  groups: readonly (readonly Deviation[])[],
): Promise<Outcome> {
  const expected = `${EXPECTED} to every message with several faults`
  const deviations = groups.flat()
  if (!session.target.hasTimeFor(deviations.length)) {
    return {
      status: 'passed',
      expected,
      actual: `${FEW} of them refused; --thorough sends each fault alone`,
    }
  }
  for (const deviation of deviations) {
    const { outcome } = await sendDeviation(session, operation, deviation)
    if (outcome.status === 'failed') return { ...outcome, pointer: deviation.rulePointer }
  }
  return { status: 'passed', expected, actual: 'refused, and each of the faults alone, too' }
}

/** An answer that leaves out more than these lists only some of the faults. */
const MAX_UNNAMED = 4

/** So many groups at most: what is left over then holds few slips, and each of them stands in another group too. */
const GROUPS = 12

/** The groups that tell most, those of many faults. */
export function largestFirst(groups: readonly (readonly Deviation[])[]): readonly Deviation[][] {
  return groups
    .map((group) => [...group])
    .toSorted((left, right) => right.length - left.length)
    .slice(0, GROUPS)
}

/**
 * Of an endpoint that names every fault: those deviations that it names when they come together, each of them refused for
 * what it is. The others have to be sent alone.
 */
export async function namedTogether(
  session: Session,
  operation: Operation,
  deviations: readonly Deviation[],
): Promise<Refusal[]> {
  const found: Refusal[] = []
  for (const group of combineDeviations(deviations)) {
    const exchange = await session.send(
      operation,
      group.map(({ edit }) => edit),
    )
    const fields = namedFields(parseAnswer(exchange)) ?? []
    for (const deviation of group) {
      if (!fields.some((field) => namesPlace(field, deviation.pointer))) continue
      const outcome = refusalOutcome(operation, deviation, exchange)
      if (outcome.status === 'passed') found.push({ deviation, outcome, naming: 'named' })
    }
  }
  return found
}
