import type { StubVerdict } from '../judge.ts'
import type { RawEntry } from './entry.ts'

/** Upper bounds of the duration buckets, in seconds. */
export const BUCKETS: readonly number[] = [
  0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30,
]

/** Counts since the start of the stub, entries that are no longer kept included. */
export interface JournalTotals {
  /**
   * What the stub judged, whatever a scenario did: a valid message with valid credentials counts as accepted even where the
   * scenario responded with 503, which {@link byStatus} counts.
   */
  readonly byVerdict: Readonly<Partial<Record<StubVerdict, number>>>
  /** By status; 0 for requests without a response. */
  readonly byStatus: Readonly<Record<number, number>>
  readonly requests: number
  /** Those that a scenario responded to or disturbed. */
  readonly played: number
  readonly bodyBytes: number
  readonly durationSeconds: number
  /** Cumulative, one for each of {@link BUCKETS}. */
  readonly buckets: readonly number[]
}

export interface Counter {
  add(entry: RawEntry): void
  totals(): JournalTotals
}

export function createCounter(): Counter {
  const byVerdict: Partial<Record<StubVerdict, number>> = {}
  const byStatus: Record<number, number> = {}
  const counts = BUCKETS.map(() => 0)
  let requests = 0
  let playedCount = 0
  let bodyBytes = 0
  let durationSeconds = 0
  return {
    add: ({ verdict, played, request, response, durationMs }) => {
      const status = response?.status ?? 0
      byVerdict[verdict] = (byVerdict[verdict] ?? 0) + 1
      byStatus[status] = (byStatus[status] ?? 0) + 1
      requests += 1
      if (played !== undefined) playedCount += 1
      bodyBytes += request.body.length
      const seconds = durationMs / 1000
      durationSeconds += seconds
      for (let index = 0; index < BUCKETS.length; index++) {
        if (seconds > (BUCKETS[index] ?? 0)) continue
        counts[index] = (counts[index] ?? 0) + 1
        break
      }
    },
    totals: () => {
      let sum = 0
      return {
        byVerdict: { ...byVerdict },
        byStatus: { ...byStatus },
        requests,
        played: playedCount,
        bodyBytes,
        durationSeconds,
        buckets: counts.map((count) => (sum += count)),
      }
    },
  }
}
