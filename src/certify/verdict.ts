import { canRefuse, requirementOf } from './catalogue/index.ts'
import { type CheckResult, includesLevel, type Level, LEVELS } from './check.ts'

export type Verdict = 'certified' | 'not certified' | 'inconclusive'

export type LevelResult = 'passed' | 'failed' | 'not run'

/** Whether a result stands in the way of a certificate. */
export function isRefusing({ status, requirement, waiver, staleWaiver }: CheckResult): boolean {
  return (
    status === 'failed' &&
    waiver === undefined &&
    (staleWaiver === true || canRefuse(requirementOf(requirement)))
  )
}

/**
 * The result of each level: cumulative, so a failure at one level fails those above it too. A level of which some check was
 * not run, or could not be made by a fault of the suite, has not passed.
 */
export function levelResults(
  results: readonly CheckResult[],
  asked: Level,
): Record<Level, LevelResult> {
  const of = (level: Level): LevelResult => {
    if (!includesLevel(asked, level)) return 'not run'
    const concerned = results.filter((result) => includesLevel(level, result.level))
    if (concerned.some(isRefusing)) return 'failed'
    if (concerned.some(({ status, notRun }) => notRun === true || status === 'errored'))
      return 'not run'
    return concerned.some(
      ({ status, level: own }) => own === level && (status === 'passed' || status === 'warned'),
    )
      ? 'passed'
      : 'not run'
  }
  return Object.fromEntries(LEVELS.map((level) => [level, of(level)])) as Record<Level, LevelResult>
}

/**
 * The run's verdict: the worst that is present. A run in which nothing was checked, that was ended early, or in which the
 * suite itself failed, is inconclusive.
 */
export function verdictOf(
  results: readonly CheckResult[],
  asked: Level,
  isComplete: boolean,
): Verdict {
  if (results.some((result) => result.status === 'errored')) return 'inconclusive'
  if (!isComplete) return 'inconclusive'
  const levels = levelResults(results, asked)
  const own = LEVELS.filter((level) => includesLevel(asked, level)).map((level) => levels[level])
  if (own.includes('failed')) return 'not certified'
  return own.every((result) => result === 'passed') ? 'certified' : 'inconclusive'
}
