import type { Operation } from '../../contract/index.ts'
import type { Deviation } from '../../messages/index.ts'
import { includesLevel } from '../results/check.ts'
import { type Session, skipped } from '../run/session.ts'
import type { Refusal } from './naming.ts'
import { EXPECTED, refusalOf, sendDeviation, subjectOf } from './refusal.ts'

/** Between two ordinary messages that have to be accepted, so that refusals count. */
export const BATCH = 40

/** Messages at once to an endpoint that takes its time, in a run that sends in parallel anyway. */
const SIDE_BY_SIDE = 4

/** Each deviation in a message of its own, between ordinary messages that are accepted. */
export async function sendAlone(
  session: Session,
  operation: Operation,
  deviations: readonly Deviation[],
): Promise<Refusal[]> {
  const refusals: Refusal[] = []
  let alive = await session.control(operation)
  for (const batch of chunks(deviations, BATCH)) {
    const found = alive ? await sendBatch(session, operation, batch) : []
    alive = alive && (await session.control(operation))
    refusals.push(...(alive ? found : doubtful(session, operation, batch, found)))
  }
  return refusals
}

async function sendBatch(
  session: Session,
  operation: Operation,
  batch: readonly Deviation[],
): Promise<Refusal[]> {
  const found: Refusal[] = []
  const isQuick = session.target.hasTimeFor(batch.length)
  const mayBeParallel = includesLevel(session.options.level, 'resilient')
  let silence: string | undefined
  for (const group of chunks(batch, isQuick || !mayBeParallel ? 1 : SIDE_BY_SIDE)) {
    const [first] = group
    if (silence !== undefined) {
      const outcome = skipped(EXPECTED, silence)
      found.push(...group.map((deviation): Refusal => ({ deviation, outcome, naming: 'nothing' })))
    } else if (first !== undefined && group.length === 1) {
      found.push(await sendDeviation(session, operation, first))
    } else found.push(...(await sendSideBySide(session, operation, group)))
    for (const { outcome } of found.slice(-group.length)) {
      silence ??= session.silence(operation, outcome.exchange)
    }
  }
  return found
}

/** At once; what is not refused then, or for another reason, is sent again alone, and that answer counts. */
async function sendSideBySide(
  session: Session,
  operation: Operation,
  group: readonly Deviation[],
): Promise<Refusal[]> {
  const atOnce = await Promise.all(
    group.map(async (deviation) => {
      const variation = { parallel: true, subject: subjectOf(deviation) }
      const exchange = await session.send(operation, [deviation.edit], variation)
      return refusalOf(operation, deviation, exchange)
    }),
  )
  const found: Refusal[] = []
  for (const refusal of atOnce) {
    const isRight = refusal.outcome.status === 'passed' && refusal.naming !== 'other'
    found.push(isRight ? refusal : await sendDeviation(session, operation, refusal.deviation))
  }
  return found
}

/** Refusals say nothing when the endpoint refuses ordinary messages too; what it accepted wrongly still counts. */
function doubtful(
  session: Session,
  operation: Operation,
  batch: readonly Deviation[],
  found: readonly Refusal[],
): Refusal[] {
  const reason = session.state(operation).broken ?? 'the endpoint stopped accepting messages'
  return batch.map((deviation) => {
    const known = found.find((refusal) => refusal.deviation === deviation)
    return known?.outcome.status === 'failed'
      ? known
      : { deviation, outcome: skipped(EXPECTED, reason), naming: 'nothing' }
  })
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
}
