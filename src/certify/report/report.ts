import { type Addresses, describeOutOfReach, type ExcludedOperation } from '../../contract/index.ts'
import { defined, type Exchange, type Redactor, shownUrl } from '../../core/index.ts'
import type { CheckResult, CheckStatus, Level } from '../results/check.ts'
import type { BaseMessage, ContractLine } from '../results/contract-line.ts'
import { listed, type Requirement } from '../results/requirement.ts'
import {
  type Misconfiguration,
  type Report,
  type ReportedCheck,
  type ReportedRequirement,
  type ReportedRoute,
  type ReportedTimeline,
} from '../results/report.ts'
import type { RuleCoverage } from '../results/rules.ts'
import type { SelfTestFigure } from '../results/self-test-figure.ts'
import type { EffectsResult, LevelResults, Verdict } from '../results/verdict.ts'
import { reportedExchange, withExchange } from './exchange.ts'

export interface ReportInput {
  /** The requirements of the run, in the order in which they are listed. */
  readonly requirements: readonly Requirement[]
  readonly suiteVersion: string
  readonly contract: {
    readonly title: string
    readonly version: string
    readonly sha256: string
    readonly excluded?: readonly ExcludedOperation[]
    readonly outOfReach?: readonly string[]
  }
  readonly endpoint: string
  readonly addresses: Addresses
  readonly route: ReportedRoute
  readonly partner: string | undefined
  readonly environment: string | undefined
  /** What the run is for; a sender's examination does not say. */
  readonly purpose?: string | undefined
  readonly level: Level
  readonly seed: string
  readonly startedAt: number
  readonly durationMs: number
  readonly verdict: Verdict
  readonly reason: string | undefined
  readonly levels: LevelResults
  readonly effects: EffectsResult
  /** Where an endpoint was certified. */
  readonly rules?: RuleCoverage
  readonly selfTest?: SelfTestFigure | undefined
  readonly results: readonly CheckResult[]
  readonly requests: number
  readonly prefix: string
  readonly identifiers: readonly string[]
  readonly redactor: Redactor
  readonly problem: Misconfiguration | undefined
  readonly diedOn?: Exchange
  readonly contractLines?: readonly ContractLine[]
  readonly baseMessages?: readonly BaseMessage[]
  /** Where a sender was examined. */
  readonly timelines?: readonly ReportedTimeline[]
}

export function makeReport(input: ReportInput): Report {
  const { results, redactor } = input
  const count = (status: CheckStatus): number =>
    results.filter((result) => result.status === status).length
  return {
    suiteVersion: input.suiteVersion,
    contract: {
      title: input.contract.title,
      version: input.contract.version,
      sha256: input.contract.sha256,
    },
    endpoint: redactor.redact(input.endpoint),
    addresses: input.addresses.enabled.map(({ operation, url }) => ({
      operation,
      url: redactor.redact(shownUrl(url)),
    })),
    notEnabled: input.addresses.notEnabled,
    ...outOfReachOf(input.contract),
    route: input.route,
    ...defined({
      partner: input.partner,
      environment: input.environment,
      purpose: input.purpose,
    }),
    level: input.level,
    seed: input.seed,
    startedAt: new Date(input.startedAt).toISOString(),
    durationMs: Math.round(input.durationMs),
    verdict: input.verdict,
    ...(input.reason === undefined ? {} : { reason: redactor.redact(input.reason) }),
    levels: input.levels,
    effects: input.effects,
    ...defined({ rules: input.rules, selfTest: input.selfTest }),
    summary: {
      errored: count('errored'),
      failed: count('failed'),
      warned: count('warned'),
      skipped: count('skipped'),
      passed: count('passed'),
      requests: input.requests,
    },
    requirements: input.requirements.map((requirement) =>
      reportedRequirement(requirement, results),
    ),
    checks: reportedChecks(results, redactor),
    // Parallel responses come in any order.
    leftBehind: { prefix: input.prefix, identifiers: input.identifiers.toSorted() },
    ...(input.problem === undefined ? {} : { problem: reportedProblem(input.problem, redactor) }),
    ...(input.diedOn === undefined
      ? {}
      : { diedOn: reportedExchange(input.diedOn, (text) => redactor.redact(text)) }),
    ...defined({
      timelines: input.timelines,
      contractLines: input.contractLines,
      baseMessages: input.baseMessages,
    }),
  }
}

function reportedProblem(problem: Misconfiguration, redactor: Redactor): Misconfiguration {
  return {
    ...problem,
    sentence: redactor.redact(problem.sentence),
    next: redactor.redact(problem.next),
  }
}

const WORST_FIRST: readonly CheckStatus[] = ['errored', 'failed', 'warned', 'passed', 'skipped']

function reportedRequirement(
  requirement: Requirement,
  results: readonly CheckResult[],
): ReportedRequirement {
  const own = results.filter((result) => result.requirement === requirement.id)
  const worst = WORST_FIRST.find((status) => own.some((result) => result.status === status))
  return {
    ...listed(requirement),
    status: requirement.level === 'not judged' ? 'not judged' : (worst ?? 'not run'),
    checks: own.length,
  }
}

/** Checks that did not pass, of which the exchanges are made at once: they are what a report is read for. */
const MOST_AT_HAND = 500

function reportedChecks(results: readonly CheckResult[], redactor: Redactor): ReportedCheck[] {
  const clean = (text: string): string => redactor.redact(text)
  let atHand = 0
  return results.map((result) => {
    const check = reportedCheck(result, clean)
    if (result.exchange === undefined) return check
    const whole = withExchange(check, result.exchange, clean)
    if (result.status === 'passed' || atHand >= MOST_AT_HAND) return whole
    atHand += 1
    return { ...whole }
  })
}

function reportedCheck(result: CheckResult, clean: (text: string) => string): ReportedCheck {
  const { id, title, requirement, level, operation, status, pointer, rule, waiver, fix } = result
  return {
    id,
    title,
    requirement,
    level,
    ...defined({ operation }),
    status,
    ...defined({ pointer }),
    expected: clean(result.expected),
    actual: clean(result.actual),
    ...(fix === undefined || fix === '' ? {} : { fix: clean(fix) }),
    ...defined({ rule, waiver }),
    ...defined({
      bytes: result.bytes,
      kind: result.kind,
      change: result.change,
      because: result.because,
      isNotRun: result.notRun,
    }),
    durationMs: Math.round(result.durationMs),
  }
}

function outOfReachOf(contract: ReportInput['contract']): Pick<Report, 'excluded'> {
  const excluded = describeOutOfReach(contract)
  return excluded.length === 0 ? {} : { excluded }
}
