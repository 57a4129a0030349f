import type { Operation } from '../../contract/index.ts'
import { plural, type Exchange } from '../../core/index.ts'
import { combineDeviations, type Deviation } from '../../messages/index.ts'
import type { Outcome } from '../results/check.ts'
import { namedFields, namesPlace } from './error-fields.ts'
import { proveInvalid } from './proven.ts'
import {
  declarationOf,
  type MessageRejection,
  rejectionOutcome,
  sendDeviation,
} from './rejections.ts'
import { isRejected } from './response.ts'
import type { Session } from './session.ts'
import { hasTimeFor, trySideBySide } from './side-by-side.ts'
import { rejectedBesideOthers } from './single-faults.ts'
import { describeResponse } from './wording.ts'

/** Messages with several faults that are sent whatever the responses say. */
const FEW = 1

/** What the check of combined faults concludes, and whether responses name several faults at a time. */
export interface CombinedFaults {
  readonly outcome: Outcome
  readonly isTelling: boolean
}

/**
 * Several deviations in one message: it is rejected. Where the response names several of them and leaves one out, that one
 * is sent alone; where it names no more than one, further messages of the kind would tell nothing, and each deviation is
 * sent alone as far as there is time for it.
 */
export async function sendCombinedFaults(
  session: Session,
  operation: Operation,
  groups: readonly (readonly Deviation[])[],
): Promise<CombinedFaults> {
  let isTelling = true
  let sent = 0
  let named: ReadonlySet<readonly Deviation[]> | undefined
  for (const group of groups) {
    const unconcluded = session.skippedIfBroken(operation)
    if (unconcluded !== undefined) return { outcome: unconcluded, isTelling: false }
    if (sent >= FEW && !isTelling)
      return { outcome: await oneByOne(session, operation, groups.flat()), isTelling }
    if (sent >= FEW) named ??= await namedBesideOthers(session, operation, groups.slice(FEW))
    if (named?.has(group) === true) {
      sent++
      continue
    }
    const exchange = await sendGroup(session, operation, group)
    if (exchange === undefined) continue
    sent++
    if (!isRejected(exchange)) return { outcome: notRejected(group, exchange), isTelling: false }
    const unnamed = unnamedOf(group, exchange)
    isTelling = group.length - unnamed.length > 1 && unnamed.length <= MAX_UNNAMED
    const failure = await firstFailure(session, operation, isTelling ? unnamed : [])
    if (failure !== undefined) return { outcome: failure, isTelling: false }
  }
  return {
    outcome: { status: 'passed', actual: `${plural(sent, 'message')} rejected` },
    isTelling: isTelling && sent > 0,
  }
}

/** Those groups whose responses name every one of their faults when they are sent side by side. */
async function namedBesideOthers(
  session: Session,
  operation: Operation,
  groups: readonly (readonly Deviation[])[],
): Promise<ReadonlySet<readonly Deviation[]>> {
  const named = await trySideBySide(session, groups, {
    send: (aside, group) => sendGroup(aside, operation, group),
    isExpected: (exchange, group) =>
      exchange !== undefined && isRejected(exchange) && unnamedOf(group, exchange).length === 0,
  })
  return new Set(named.keys())
}

function unnamedOf(group: readonly Deviation[], exchange: Exchange): readonly Deviation[] {
  const fields = namedFields(exchange) ?? []
  return group.filter(({ pointer }) => !fields.some((field) => namesPlace(field, pointer)))
}

/** All deviations of a group in one message; `undefined` where together they would break no rule. */
async function sendGroup(
  session: Session,
  operation: Operation,
  group: readonly Deviation[],
): Promise<Exchange | undefined> {
  const edits = group.map(({ edit }) => edit)
  const message = proveInvalid(operation, session.message(operation, edits))
  return message === undefined ? undefined : session.target.send(operation, message.body)
}

function notRejected(group: readonly Deviation[], exchange: Exchange): Outcome {
  const faults = group.map(({ pointer }) => pointer).join(', ')
  return {
    status: 'failed',
    actual: `${describeResponse(exchange)}, to invalid values at ${faults}`,
    exchange,
  }
}

/** To an endpoint that names one fault at a time: each deviation in a message of its own, as long as none is accepted. */
async function oneByOne(
  session: Session,
  operation: Operation,
  deviations: readonly Deviation[],
): Promise<Outcome> {
  if (!hasTimeFor(session, deviations.length)) {
    return {
      status: 'passed',
      actual: `${plural(FEW, 'message')} rejected; --thorough sends each fault alone`,
    }
  }
  return (
    (await firstFailure(session, operation, deviations)) ?? {
      status: 'passed',
      actual: 'rejected, and each of the faults alone, too',
    }
  )
}

/** Sends each deviation alone until one is not rejected; gives that outcome, with what a check of its own would declare. */
async function firstFailure(
  session: Session,
  operation: Operation,
  deviations: readonly Deviation[],
): Promise<Outcome | undefined> {
  const rejected = await rejectedBesideOthers(session, operation, deviations)
  for (const deviation of deviations) {
    const { outcome } =
      rejected.get(deviation) ?? (await sendDeviation(session, operation, deviation))
    if (outcome.status === 'failed') return { ...declarationOf(operation, deviation), ...outcome }
  }
  return undefined
}

/** A response that leaves out more than these lists only some of the faults. */
const MAX_UNNAMED = 4

/** So many groups at most: the others contain few deviations, and each of those is in another group too. */
const GROUPS = 12

/** The groups with most faults, which tell most. */
export function largestFirst(groups: readonly (readonly Deviation[])[]): readonly Deviation[][] {
  return groups
    .map((group) => [...group])
    .toSorted((left, right) => right.length - left.length)
    .slice(0, GROUPS)
}

/**
 * Of an endpoint that names every fault: those deviations that it names when they are combined, each of them rejected for
 * its own reason. The others have to be sent alone.
 */
export async function namedTogether(
  session: Session,
  operation: Operation,
  deviations: readonly Deviation[],
): Promise<MessageRejection[]> {
  const found: MessageRejection[] = []
  const groups = combineDeviations(deviations)
  const rejected = await trySideBySide(session, groups, {
    send: (aside, group) => sendGroup(aside, operation, group),
    isExpected: (exchange) => exchange !== undefined && isRejected(exchange),
  })
  for (const group of groups) {
    const exchange = rejected.get(group) ?? (await sendGroup(session, operation, group))
    if (exchange === undefined) continue
    const fields = namedFields(exchange) ?? []
    for (const deviation of group) {
      if (!fields.some((field) => namesPlace(field, deviation.pointer))) continue
      const outcome = rejectionOutcome(exchange)
      if (outcome.status === 'passed') found.push({ deviation, outcome, naming: 'named' })
    }
  }
  return found
}
