import type { Cause } from '../results/cause.ts'
import { type Level, LEVELS } from '../results/check.ts'
import type { Report } from '../results/report.ts'

/** What each level means, for people who were not there. */
export const LEVEL_MEANINGS: Readonly<Record<Level, string>> = {
  compatible:
    'every message that the sender may send is accepted, credentials are checked as documented, and nothing that is sent breaks the endpoint',
  strict:
    'invalid messages are rejected as documented, so that mistakes show at once and not in the data',
  resilient:
    'the endpoint copes with load, repeated and parallel deliveries and slow or large requests, and shows nothing of its insides',
}

/** The same of a sender. */
export const SENDER_LEVEL_MEANINGS: Readonly<Record<Level, string>> = {
  compatible:
    'the sender delivers valid messages with correct credentials, and retries as documented',
  strict:
    'the sender follows the policy for failures in every situation, and stops where it has to',
  resilient: 'the sender loses no message to restarts, silence and odd responses',
}

/** A level's result, and whether it failed only because a lower one did. */
export interface ShownLevel {
  readonly level: Level
  readonly result: Report['levels'][Level]
  /** The lowest level that failed, where no check of this one did. */
  readonly onlyBecause?: Level
}

export function shownLevels(
  { levels }: Pick<Report, 'levels'>,
  causes: readonly Cause[],
): readonly ShownLevel[] {
  const lowest = LEVELS.find((level) => levels[level] === 'failed')
  return LEVELS.map((level) => {
    const result = levels[level]
    const isOwn = causes.some(
      (cause) => cause.level === level && (cause.status === 'failed' || cause.status === 'errored'),
    )
    return result === 'failed' && lowest !== undefined && level !== lowest && !isOwn
      ? { level, result, onlyBecause: lowest }
      : { level, result }
  })
}

/** `strict failed (only because compatible failed)`. */
export function levelText({ level, result, onlyBecause }: ShownLevel): string {
  return onlyBecause === undefined
    ? `${level} ${result}`
    : `${level} ${result} (only because ${onlyBecause} failed)`
}
