import { defined, roundedMs } from '../core/index.ts'
import type { StoredAttempt, StoredDelivery } from './delivery.ts'
import { shownDelivery } from './shown-delivery.ts'

type Timed<T, Times extends keyof T> = Omit<T, Times> & {
  /** ISO 8601 in UTC. */
  readonly [Time in Times]: undefined extends T[Time] ? string | undefined : string
}

/** A delivery as `--json` and exported lines have it: its times as ISO 8601 in UTC, without the secrets of its URLs. */
export function deliveryDocument(
  delivery: StoredDelivery,
): Timed<StoredDelivery, 'createdAt' | 'updatedAt' | 'dueAt'> {
  const { createdAt, updatedAt, dueAt, ...rest } = shownDelivery(delivery)
  return {
    ...rest,
    createdAt: iso(createdAt),
    updatedAt: iso(updatedAt),
    ...defined({ dueAt: dueAt === undefined ? undefined : iso(dueAt) }),
  }
}

/** An attempt in the same way. */
export function attemptDocument({
  startedAt,
  durationMs,
  ...rest
}: StoredAttempt): Timed<StoredAttempt, 'startedAt'> {
  return { startedAt: iso(startedAt), durationMs: roundedMs(durationMs), ...rest }
}

function iso(time: number): string {
  return new Date(time).toISOString()
}
