import { type Basis, CATALOGUE, type Requirement, SUITE_VERSION } from '../catalogue/index.ts'
import type { CheckResult, CheckStatus, Level } from '../check.ts'
import type { Redactor } from '../../core/index.ts'
import type { Misconfiguration } from '../run/preflight.ts'
import type { LevelResult, Verdict } from '../verdict.ts'
import { reportedExchange, type ReportedRequest, type ReportedResponse } from './exchange.ts'

/** Of the shape of `report.json`; grows when a member changes its meaning. */
export const SCHEMA_VERSION = 1

export interface ReportedCheck {
  readonly id: string
  readonly title: string
  readonly requirement: string
  readonly level: Level
  readonly operation?: string
  readonly status: CheckStatus
  readonly pointer?: string
  readonly expected: string
  readonly actual: string
  readonly fix?: string
  readonly rule?: string
  readonly waiver?: { readonly reason: string; readonly expires: string }
  readonly request?: ReportedRequest
  readonly response?: ReportedResponse
  /** How long its deciding exchange took; of a latency check, within how long 95 of 100 answers came. */
  readonly durationMs: number
  /** A curl command; secrets are left as `$VARIABLES`. */
  readonly reproduce?: string
}

export interface ReportedRequirement {
  readonly id: string
  readonly level: Requirement['level']
  readonly force: Requirement['force']
  readonly basis: Basis
  readonly sentence: string
  readonly source: string
  /** The worst status among its checks; `not judged` for disputed points. */
  readonly status: CheckStatus | 'not judged' | 'not run'
  readonly checks: number
}

/** `report.json`. */
export interface Report {
  readonly schemaVersion: number
  readonly suiteVersion: string
  readonly contract: { readonly title: string; readonly version: string; readonly sha256: string }
  readonly endpoint: string
  readonly level: Level
  readonly seed: string
  readonly startedAt: string
  readonly durationMs: number
  readonly verdict: Verdict
  /** Why the run ended without a verdict. */
  readonly reason?: string
  readonly levels: Readonly<Record<Level, LevelResult>>
  readonly summary: Readonly<Record<CheckStatus, number>> & { readonly requests: number }
  readonly requirements: readonly ReportedRequirement[]
  readonly checks: readonly ReportedCheck[]
  /** What the run left in the client's system: identifiers of the orders that were accepted. */
  readonly leftBehind: { readonly prefix: string; readonly identifiers: readonly string[] }
  readonly problem?: Misconfiguration
}

export interface ReportInput {
  readonly contract: { readonly title: string; readonly version: string; readonly sha256: string }
  readonly endpoint: string
  readonly level: Level
  readonly seed: string
  readonly startedAt: number
  readonly durationMs: number
  readonly verdict: Verdict
  readonly reason?: string
  readonly levels: Readonly<Record<Level, LevelResult>>
  readonly results: readonly CheckResult[]
  readonly requests: number
  readonly prefix: string
  readonly identifiers: readonly string[]
  readonly redactor: Redactor
  readonly problem?: Misconfiguration
}

export function makeReport(input: ReportInput): Report {
  const { results, redactor } = input
  const count = (status: CheckStatus): number =>
    results.filter((result) => result.status === status).length
  return {
    schemaVersion: SCHEMA_VERSION,
    suiteVersion: SUITE_VERSION,
    contract: {
      title: input.contract.title,
      version: input.contract.version,
      sha256: input.contract.sha256,
    },
    endpoint: input.endpoint,
    level: input.level,
    seed: input.seed,
    startedAt: new Date(input.startedAt).toISOString(),
    durationMs: Math.round(input.durationMs),
    verdict: input.verdict,
    ...(input.reason === undefined ? {} : { reason: redactor.redact(input.reason) }),
    levels: input.levels,
    summary: {
      errored: count('errored'),
      failed: count('failed'),
      warned: count('warned'),
      skipped: count('skipped'),
      passed: count('passed'),
      requests: input.requests,
    },
    requirements: CATALOGUE.map((requirement) => reportedRequirement(requirement, results)),
    checks: results.map((result) => reportedCheck(result, redactor)),
    // Parallel answers come in any order.
    leftBehind: { prefix: input.prefix, identifiers: input.identifiers.toSorted() },
    ...(input.problem === undefined ? {} : { problem: reportedProblem(input.problem, redactor) }),
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
    ...requirement,
    status: requirement.level === 'not judged' ? 'not judged' : (worst ?? 'not run'),
    checks: own.length,
  }
}

function reportedCheck({ exchange, ...result }: CheckResult, redactor: Redactor): ReportedCheck {
  const clean = (text: string): string => redactor.redact(text)
  const { id, title, requirement, level, operation, status, pointer, rule, waiver, fix } = result
  return {
    id,
    title,
    requirement,
    level,
    ...(operation === undefined ? {} : { operation }),
    status,
    ...(pointer === undefined ? {} : { pointer }),
    expected: clean(result.expected),
    actual: clean(result.actual),
    ...(fix === undefined || fix === '' ? {} : { fix: clean(fix) }),
    ...(rule === undefined ? {} : { rule }),
    ...(waiver === undefined ? {} : { waiver }),
    ...(exchange === undefined ? {} : reportedExchange(exchange, clean)),
    durationMs: Math.round(result.durationMs),
  }
}
