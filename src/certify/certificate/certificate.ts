import { createHash } from 'node:crypto'
import { defined, plural } from '../../core/index.ts'
import { untestedByReason, untestedRuleText } from '../report/rules.ts'
import {
  nameOfSet,
  currentSet,
  type RequirementSetName,
} from '../requirement-sets/requirement-set.ts'
import { type Level, skippedReason } from '../results/check.ts'
import type { Report, ReportedAddress, ReportedRoute } from '../results/report.ts'
import type { OperationRules } from '../results/rules.ts'
import type { LevelResults, Verdict } from '../results/verdict.ts'

/** For how long a certificate is valid after its run. */
export const VALID_DAYS = 90
export const DAY_MS = 86_400_000

/** Checks that were skipped for one reason. */
export interface SkippedChecks {
  readonly reason: string
  readonly checks: number
  readonly requirements: readonly string[]
}

/** A run against the same addresses, as a local file remembers it. */
export interface EarlierRun {
  readonly startedAt: string
  readonly level: Level
  readonly verdict: Verdict
}

/** The runs against the same addresses since the last certificate. The file is local: whoever has it can change it. */
export interface EarlierRuns {
  readonly source: 'local file' | 'none'
  /** When the last certificate's run began. */
  readonly since?: string
  readonly runs: readonly EarlierRun[]
  /** Earlier ones beyond those that are listed. */
  readonly omitted: number
}

/**
 * What is certified: of which endpoint or sender, at which level, by which contract and requirement set, for how long, and
 * everything that somebody who relies on it must know: what was skipped, not tested or waived.
 */
export interface Certificate {
  readonly schemaVersion: 2
  readonly subject: 'endpoint' | 'sender'
  /** The base URL, the operations' own URLs, or the sender's name. */
  readonly endpoint: string
  readonly partner?: string
  readonly environment?: string
  /** What the run was for. */
  readonly purpose?: string
  /** Of each operation that was checked. */
  readonly addresses: readonly ReportedAddress[]
  /** Operations of the contract that the client does not use: nothing is certified of them. */
  readonly notEnabled: readonly string[]
  /** What was special about the way to them. */
  readonly route: ReportedRoute
  readonly level: Level
  readonly levels: LevelResults
  /** Whether it was seen what messages did. */
  readonly effects: Report['effects']
  readonly contract: Report['contract']
  readonly requirementSet: RequirementSetName
  readonly suiteVersion: string
  readonly seed: string
  /** ISO 8601 in UTC, as all times. */
  readonly startedAt: string
  readonly endedAt: string
  readonly expiresAt: string
  /** Who ran it, by their own account. */
  readonly runBy: string
  readonly counts: Report['summary']
  readonly skipped: readonly SkippedChecks[]
  /** Rules of the request schemas, counted for each operation. */
  readonly rules: readonly OperationRules[]
  /** Rules that no check covers, by the reason. */
  readonly rulesNotTested: readonly { readonly reason: string; readonly rules: readonly string[] }[]
  /** Ids of the requirements of the set that no check tests. */
  readonly sentencesNotTested: readonly string[]
  /** Failures that their owner explained. */
  readonly waivers: readonly {
    readonly check: string
    readonly reason: string
    readonly expires: string
  }[]
  readonly earlierRuns: EarlierRuns
  /** Of `report.json`, byte for byte. */
  readonly reportSha256: string
}

/** What a certificate says beyond its report. */
export interface SigningFacts {
  readonly runBy: string
  readonly earlierRuns: EarlierRuns
}

/**
 * What a report certifies.
 * @param reportText `report.json` as it is written
 * @returns `undefined` when the report certifies nothing
 */
export function certificateOf(
  report: Report,
  reportText: string,
  { runBy, earlierRuns }: SigningFacts,
): Certificate | undefined {
  if (report.verdict !== 'certified') return undefined
  const { endpoint, partner, environment, purpose, addresses, notEnabled, route, rules } = report
  const { level, levels, effects, contract, suiteVersion, seed, startedAt, checks } = report
  const subject = report.timelines === undefined ? 'endpoint' : 'sender'
  const endedAt = Date.parse(startedAt) + report.durationMs
  return {
    schemaVersion: 2,
    subject,
    endpoint,
    ...defined({ partner, environment, purpose }),
    addresses,
    notEnabled,
    route,
    level,
    levels,
    effects,
    contract,
    requirementSet: nameOfSet(currentSet(subject)),
    suiteVersion,
    seed,
    startedAt,
    endedAt: new Date(endedAt).toISOString(),
    expiresAt: new Date(endedAt + VALID_DAYS * DAY_MS).toISOString(),
    runBy,
    counts: report.summary,
    skipped: skippedChecks(report),
    rules: rules?.operations ?? [],
    rulesNotTested: rulesNotTested(report),
    sentencesNotTested: report.requirements
      .filter(({ notTested }) => notTested !== undefined)
      .map(({ id }) => id),
    waivers: checks.flatMap(({ id, waiver }) =>
      waiver === undefined ? [] : [{ check: id, ...waiver }],
    ),
    earlierRuns,
    reportSha256: sha256(reportText),
  }
}

function rulesNotTested({ rules }: Pick<Report, 'rules'>): Certificate['rulesNotTested'] {
  return rules === undefined
    ? []
    : untestedByReason(rules).map((each) => ({
        reason: each.reason,
        rules: each.rules.map(untestedRuleText),
      }))
}

function skippedChecks({ checks }: Report): SkippedChecks[] {
  const reasons = new Map<string, { checks: number; requirements: Set<string> }>()
  for (const { status, actual, requirement } of checks) {
    if (status !== 'skipped') continue
    const reason = skippedReason(actual)
    const known = reasons.get(reason) ?? { checks: 0, requirements: new Set<string>() }
    known.checks += 1
    known.requirements.add(requirement)
    reasons.set(reason, known)
  }
  return [...reasons].map(([reason, known]) => ({
    reason,
    checks: known.checks,
    requirements: [...known.requirements],
  }))
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** «2 checks: no short-lived token (DS-AUTH-04)». */
export function skippedText({ reason, checks, requirements }: SkippedChecks): string {
  return `${plural(checks, 'check')}: ${reason} (${requirements.join(', ')})`
}
