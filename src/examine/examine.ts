import { secretsOf } from '../auth/index.ts'
import {
  type CheckResult,
  includesLevel,
  countBySet,
  currentSet,
  levelResults,
  makeReport,
  type Report,
  verdictOf,
} from '../certify/index.ts'
import { HarnessError, nearest, Redactor } from '../core/index.ts'
import { checkExamineOptions, EXAMINE_DEFAULTS, type ExamineOptions } from './options.ts'
import {
  SENDER_CATALOGUE,
  SENDER_REQUIREMENTS,
  SENDER_SUITE_VERSION,
  senderChecks,
} from './requirements/catalogue.ts'
import type { SenderCheck } from './requirements/check.ts'
import { conclude } from './requirements/conclude.ts'
import { reportedTimelines } from './report.ts'
import { playAll } from './run/play-all.ts'
import type { SenderSituation } from './situations/situation.ts'
import { SITUATIONS } from './situations/situations.ts'
import type { SenderPace } from './timeline/quiet.ts'
import type { Timeline } from './timeline/received.ts'

/** An examination that is prepared: everything is decided, and nothing is started yet. */
export interface Examination {
  readonly options: ExamineOptions
  readonly situations: readonly SenderSituation[]
  readonly checks: readonly SenderCheck[]
  readonly pace: SenderPace
  /** Milliseconds that it takes for a sender that follows the page with the usual waits. */
  readonly estimateMs: number
  run(): Promise<Report>
}

/**
 * Prepares the examination of a sender.
 * @throws HarnessError INVALID_OPTION, UNKNOWN_ID
 */
export function prepareExamination(options: ExamineOptions): Examination {
  checkExamineOptions(options)
  const { contract, auth, driver } = options
  const settings = { ...EXAMINE_DEFAULTS, ...options }
  const { level, timeScale } = settings
  const pace: SenderPace = {
    firstWaitMs: settings.firstWaitMs / timeScale,
    timeoutMs: settings.senderTimeoutMs / timeScale,
    startMs: settings.startMs,
  }
  const checks = senderChecks({
    hasTokens: auth.scheme === 'oauth2',
    operations: contract.operations.length,
    timeScale,
    timeoutMs: pace.timeoutMs,
    can: { restart: driver.canRestart, retry: driver.retry !== undefined },
  }).filter((check) => includesLevel(level, check.level))
  const needed = new Set(checks.flatMap((check) => check.situations))
  const only = chosen(options.only ?? [])
  const situations = SITUATIONS.filter(
    (situation) => needed.has(situation.name) && only(situation) && isPossible(situation, options),
  )
  const prepared = { options, situations, checks, pace, estimateMs: ESTIMATE_MS / timeScale }
  return { ...prepared, run: () => runExamination(prepared) }
}

/** The page's policy with the usual numbers: waits of 1 to 16 s, six timeouts of 30 s, silence of twice the wait after. */
const ESTIMATE_MS = 31_000 + 6 * 30_000 + 2 * 1.2 * 32_000

function isPossible(
  { needsTokens, restart, manualRetry }: SenderSituation,
  { auth, driver }: ExamineOptions,
): boolean {
  return (
    (needsTokens !== true || auth.scheme === 'oauth2') &&
    (restart !== true || driver.canRestart) &&
    (manualRetry !== true || driver.retry !== undefined)
  )
}

/** @throws HarnessError UNKNOWN_ID for a name that no situation has */
function chosen(only: readonly string[]): (situation: SenderSituation) => boolean {
  const names = SITUATIONS.map(({ name }) => name)
  for (const wanted of only) {
    if (names.includes(wanted)) continue
    const meant = nearest(wanted, names)
    throw new HarnessError('UNKNOWN_ID', `There is no situation ${JSON.stringify(wanted)}.`, {
      expected: `one of ${names.join(', ')}`,
      where: '--only',
      next: meant === undefined ? 'choose one of these' : `did you mean ${meant}?`,
    })
  }
  return ({ name }) => only.length === 0 || only.includes(name)
}

async function runExamination(examination: Omit<Examination, 'run'>): Promise<Report> {
  const { options, situations, checks, estimateMs } = examination
  const { clock, contract, auth, level = EXAMINE_DEFAULTS.level } = options
  const emit = options.onEvent ?? (() => undefined)
  const startedAt = clock.now()
  const began = clock.monotonic()
  emit({
    type: 'started',
    level,
    situations: situations.length,
    checks: checks.length,
    estimateMs,
  })
  const timelines = await playAll(examination, emit)
  const concluded = conclude(checks, {
    contract,
    timeScale: options.timeScale ?? EXAMINE_DEFAULTS.timeScale,
    hasTokens: auth.scheme === 'oauth2',
    timelines: new Map(timelines.map((timeline) => [timeline.situation, timeline])),
  })
  const results = countBySet(concluded, currentSet('sender').version)
  const report = reportOf(examination, timelines, results, {
    startedAt,
    durationMs: clock.monotonic() - began,
  })
  emit({ type: 'finished', report })
  return report
}

interface Times {
  readonly startedAt: number
  readonly durationMs: number
}

/** The report of an examination has the shape of every certification's, and a timeline of each situation besides. */
function reportOf(
  { options, situations }: Omit<Examination, 'run'>,
  timelines: readonly Timeline[],
  results: readonly CheckResult[],
  { startedAt, durationMs }: Times,
): Report {
  const { contract, auth, level = EXAMINE_DEFAULTS.level, partner, environment } = options
  const redactor = new Redactor()
  redactor.add(...secretsOf(auth))
  const reason = reasonOf(timelines, results, options)
  const isComplete = reason === undefined
  return makeReport({
    requirements: SENDER_REQUIREMENTS,
    suiteVersion: SENDER_SUITE_VERSION,
    contract,
    endpoint: options.name,
    addresses: { enabled: [], notEnabled: [], secrets: [] },
    route: { proxies: [], authorities: [], requestHeaders: [] },
    partner,
    environment,
    level,
    seed: '-',
    startedAt,
    durationMs,
    verdict: verdictOf(results, SENDER_CATALOGUE, level, isComplete),
    reason,
    effects: 'not observed',
    levels: levelResults(results, SENDER_CATALOGUE, level),
    results,
    requests: timelines.reduce((sum, { received }) => sum + received.length, 0),
    prefix: '',
    identifiers: [],
    redactor,
    problem: undefined,
    timelines: reportedTimelines(timelines, situations),
  })
}

/** Why an examination has no verdict. */
function reasonOf(
  timelines: readonly Timeline[],
  results: readonly CheckResult[],
  { only = [] }: ExamineOptions,
): string | undefined {
  if (timelines.every(({ received }) => received.length === 0)) {
    const trouble = timelines.find((timeline) => timeline.trouble !== undefined)?.trouble
    return `the sender sent nothing in any situation${trouble === undefined ? '' : `: ${trouble}`}`
  }
  if (timelines.some(({ isCut }) => isCut)) return 'the examination ended before it was over'
  if (only.length > 0) return 'not all situations were played (--only)'
  return results.some(({ notRun }) => notRun === true) ? 'not all checks were made' : undefined
}
