import { type CheckResult, includesLevel, type Level, LEVELS } from './check.ts'
import { missingRejections, type RuleCoverage } from './rules.ts'
import { type Catalogue, isBinding } from './requirement.ts'

export type Verdict = 'certified' | 'not certified' | 'inconclusive'

export type LevelResult = 'passed' | 'failed' | 'not run'

export type EffectsResult = 'observed' | 'not observed'

export type LevelResults = Readonly<Record<Level, LevelResult>>

/** Whether a result prevents a certificate. */
export function preventsCertificate(
  { status, requirement, waiver, staleWaiver }: CheckResult,
  catalogue: Catalogue,
): boolean {
  if (status !== 'failed' || waiver !== undefined) return false
  const entry = catalogue.get(requirement)
  // An unknown requirement is on the safe side.
  return staleWaiver === true || entry === undefined || isBinding(entry)
}

/**
 * The result of each level: cumulative, so a failure at one level fails those above it too. A level of which some check was
 * not run, or met an error of the suite, has not passed; neither has `strict` without a rejection asked for on each
 * operation that has a rule to break.
 */
export function levelResults(
  results: readonly CheckResult[],
  catalogue: Catalogue,
  asked: Level,
  rules?: RuleCoverage,
): LevelResults {
  const lacksRejections = rules !== undefined && missingRejections(rules) !== undefined
  const of = (level: Level): LevelResult => {
    if (!includesLevel(asked, level)) return 'not run'
    const concerned = results.filter((result) => includesLevel(level, result.level))
    if (concerned.some((result) => preventsCertificate(result, catalogue))) return 'failed'
    if (concerned.some(({ status, notRun }) => notRun === true || status === 'errored'))
      return 'not run'
    if (lacksRejections && includesLevel(level, 'strict')) return 'not run'
    return concerned.some(
      ({ status, level: own }) => own === level && (status === 'passed' || status === 'warned'),
    )
      ? 'passed'
      : 'not run'
  }
  return { compatible: of('compatible'), strict: of('strict'), resilient: of('resilient') }
}

/**
 * The run's verdict: the worst that is present. A run in which nothing was checked, that ended early, or in which the
 * suite itself failed, is inconclusive.
 */
export function verdictOf(
  results: readonly CheckResult[],
  catalogue: Catalogue,
  asked: Level,
  isComplete: boolean,
  rules?: RuleCoverage,
): Verdict {
  if (results.some(({ status }) => status === 'errored')) return 'inconclusive'
  if (!isComplete) return 'inconclusive'
  const levels = levelResults(results, catalogue, asked, rules)
  const own = LEVELS.filter((level) => includesLevel(asked, level)).map((level) => levels[level])
  if (own.includes('failed')) return 'not certified'
  return own.every((result) => result === 'passed') ? 'certified' : 'inconclusive'
}

/**
 * Whether effects were observed: every operation of the run has a conclusion about what an accepted message does.
 * @param requirement that an accepted message takes effect
 */
export function effectsResult(
  results: readonly CheckResult[],
  operations: readonly string[],
  requirement: string,
): EffectsResult {
  const isObserved = operations.every((id) =>
    results.some(
      ({ requirement: own, operation, status }) =>
        own === requirement && operation === id && status !== 'skipped' && status !== 'errored',
    ),
  )
  return isObserved ? 'observed' : 'not observed'
}
