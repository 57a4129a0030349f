import type { Clock } from '../../core/index.ts'
import type { EffectObserver, ObserverProblem } from './effect-observer.ts'

/** An order whose effects of one operation are counted. */
export interface ObservedOrder {
  readonly operation: string
  readonly identifier: string
}

/** How many effects each order has at one moment. */
export type Counts = ReadonlyMap<string, number>

export function countOf(counts: Counts, order: ObservedOrder): number {
  return counts.get(keyOf(order)) ?? 0
}

/** Asks the observer about every order once. */
export async function readCounts(
  observer: EffectObserver,
  orders: readonly ObservedOrder[],
): Promise<Counts | ObserverProblem> {
  const distinct = new Map(orders.map((order) => [keyOf(order), order]))
  const read = await Promise.all(
    [...distinct].map(async ([key, { operation, identifier }]) => {
      return [key, await observer.count(operation, identifier)] as const
    }),
  )
  const counts = new Map<string, number>()
  for (const [key, found] of read) {
    if ('problem' in found) return found
    counts.set(key, found.count)
  }
  return counts
}

export interface Patience {
  readonly clock: Clock
  readonly wait: (ms: number) => Promise<void>
  /** When the last message was sent, on the monotonic clock. */
  readonly since: number
  /** How long effects may take from then on. Milliseconds. */
  readonly waitMs: number
}

/** Counts that stay as they are for so long are final. Milliseconds. */
const QUIET_MS = 250
const FIRST_PAUSE_MS = 20
const LONGEST_PAUSE_MS = 250

/**
 * Reads counts again and again, since endpoints may work after they have responded: until they are as expected and have
 * not changed for as long as effects took to appear, or until the time is over.
 */
export async function readSteadyCounts(
  read: () => Promise<Counts | ObserverProblem>,
  isExpected: (counts: Counts) => boolean,
  { clock, wait, since, waitMs }: Patience,
): Promise<Counts | ObserverProblem> {
  let changedAt = since
  let last: Counts | undefined
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 1.5)) {
    const counts = await read()
    if ('problem' in counts) return counts
    const now = clock.monotonic()
    if (last !== undefined && !isSame(last, counts)) changedAt = now
    last = counts
    const quietMs = Math.max(QUIET_MS, changedAt - since)
    if (now - since >= waitMs) return counts
    if (isExpected(counts) && now - changedAt >= quietMs) return counts
    await wait(Math.min(pauseMs, since + waitMs - now))
  }
}

function isSame(one: Counts, other: Counts): boolean {
  return [...one].every(([key, count]) => other.get(key) === count)
}

function keyOf({ operation, identifier }: ObservedOrder): string {
  return JSON.stringify([operation, identifier])
}
