import type { Operation } from '../../contract/index.ts'
import type { Deviation } from '../../messages/index.ts'
import { type Outcome, skipped } from '../results/check.ts'
import type { NamedPlace } from './error-fields.ts'
import { type MessageRejection, sendDeviation } from './rejections.ts'
import type { Session } from './session.ts'
import { trySideBySide } from './side-by-side.ts'

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
  const rejected = await rejectedBesideOthers(session, operation, batch)
  const found: MessageRejection[] = []
  let silence: Outcome | undefined
  for (const deviation of batch) {
    const known =
      rejected.get(deviation) ??
      (silence === undefined
        ? await sendDeviation(session, operation, deviation)
        : { deviation, outcome: silence, naming: 'nothing' as const })
    found.push(known)
    silence ??= session.silence(operation, known.outcome.exchange)
  }
  return found
}

/** Of a response that may have been mixed up with another one, the field is that of the other. */
const OF_ITS_OWN: ReadonlySet<NamedPlace> = new Set(['named', 'near', 'nothing'])

/** Those deviations that are rejected for their own reason when they are sent side by side; every other one is to be sent alone. */
export function rejectedBesideOthers(
  session: Session,
  operation: Operation,
  deviations: readonly Deviation[],
): Promise<ReadonlyMap<Deviation, MessageRejection>> {
  return trySideBySide(session, deviations, {
    send: (aside, deviation) => sendDeviation(aside, operation, deviation),
    isExpected: ({ outcome, naming }) => outcome.status === 'passed' && OF_ITS_OWN.has(naming),
  })
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
