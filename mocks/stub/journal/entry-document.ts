import { roundedMs } from '../../../src/core/index.ts'
import type { JournalEntry, TimelineAttempt } from './entry.ts'

/** When something began and how long it took, as machines read it. */
interface Times {
  /** ISO 8601 in UTC. */
  readonly startedAt: string
  /** To the microsecond. */
  readonly durationMs: number
}

export type EntryDocument = Omit<JournalEntry, keyof Times> & Times

/** An entry as the journal's file and the admin API have it. */
export function entryDocument(entry: JournalEntry): EntryDocument {
  return { ...entry, ...timesOf(entry) }
}

/** An attempt of a timeline in the same way. */
export function attemptDocument(
  attempt: TimelineAttempt,
): Omit<TimelineAttempt, keyof Times> & Times {
  const { waitedMs } = attempt
  return {
    ...attempt,
    ...timesOf(attempt),
    ...(waitedMs === undefined ? {} : { waitedMs: roundedMs(waitedMs) }),
  }
}

function timesOf({ startedAt, durationMs }: Pick<JournalEntry, keyof Times>): Times {
  return { startedAt: new Date(startedAt).toISOString(), durationMs: roundedMs(durationMs) }
}
