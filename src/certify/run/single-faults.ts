import type { Operation } from '../../contract/index.ts'
import type { Deviation } from '../../messages/index.ts'
import { type Outcome, skipped } from '../results/check.ts'
import { proveInvalid } from './proven.ts'
import {
  type MessageRejection,
  rejectionOf,
  sendDeviation,
  subjectOf,
  UNPROVEN,
} from './rejections.ts'
import type { Session } from './session.ts'
import { sideBySide } from './side-by-side.ts'

/** Invalid messages between two ordinary ones that have to be accepted, so that rejections count. */
export const BATCH = 40

/** Sends each deviation in a message of its own, between ordinary messages that are accepted. */
export async function sendSingleFaults(
  session: Session,
  operation: Operation,
  deviations: readonly Deviation[],
): Promise<MessageRejection[]> {
  const rejections: MessageRejection[] = []
  let alive = await session.stillAccepts(operation)
  for (const batch of chunks(deviations, BATCH)) {
    const found = alive ? await sendBatch(session, operation, batch) : []
    alive = alive && (await session.stillAccepts(operation))
    rejections.push(...(alive ? found : doubtful(session, operation, batch, found)))
  }
  return rejections
}

async function sendBatch(
  session: Session,
  operation: Operation,
  batch: readonly Deviation[],
): Promise<MessageRejection[]> {
  const found: MessageRejection[] = []
  let silence: Outcome | undefined
  for (const group of sideBySide(session, batch)) {
    const [first] = group
    if (silence !== undefined) {
      const outcome = silence
      found.push(
        ...group.map((deviation): MessageRejection => ({ deviation, outcome, naming: 'nothing' })),
      )
    } else if (first !== undefined && group.length === 1) {
      found.push(await sendDeviation(session, operation, first))
    } else found.push(...(await sendParallel(session, operation, group)))
    for (const { outcome } of found.slice(-group.length)) {
      silence ??= session.silence(operation, outcome.exchange)
    }
  }
  return found
}

/** In parallel; what is not rejected then, or for another reason, is sent again alone, and that response counts. */
async function sendParallel(
  session: Session,
  operation: Operation,
  group: readonly Deviation[],
): Promise<MessageRejection[]> {
  const atOnce = await Promise.all(
    group.map(async (deviation) => {
      const options = { parallel: true, subject: subjectOf(deviation) }
      const message = proveInvalid(operation, session.message(operation, [deviation.edit]))
      return message === undefined
        ? { deviation, outcome: UNPROVEN, naming: 'nothing' as const }
        : rejectionOf(deviation, await session.target.send(operation, message.body, options))
    }),
  )
  const found: MessageRejection[] = []
  for (const rejection of atOnce) {
    const isCorrect = rejection.outcome.status !== 'failed' && rejection.naming !== 'other'
    found.push(isCorrect ? rejection : await sendDeviation(session, operation, rejection.deviation))
  }
  return found
}

/** Rejections say nothing when the endpoint rejects ordinary messages too; an invalid message that it accepted still counts. */
function doubtful(
  session: Session,
  operation: Operation,
  batch: readonly Deviation[],
  found: readonly MessageRejection[],
): MessageRejection[] {
  const outcome = session.skippedIfBroken(operation) ?? STOPPED
  return batch.map((deviation) => {
    const known = found.find((rejection) => rejection.deviation === deviation)
    return known?.outcome.status === 'failed' ? known : { deviation, outcome, naming: 'nothing' }
  })
}

const STOPPED = skipped('the endpoint stopped accepting messages')

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
}
