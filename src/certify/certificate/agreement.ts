import canonicalize from 'canonicalize'
import { isRecord, jsonIn } from '../../core/index.ts'
import { bindingOf, knownSet, type RequirementSet } from '../requirement-sets/requirement-set.ts'
import { includesLevel, type Level, LEVELS } from '../results/check.ts'
import { type Certificate, DAY_MS, sha256, VALID_DAYS } from './certificate.ts'

/** Clocks differ a little. */
const SKEW_MS = 5 * 60_000

/** Why a certificate is not valid at a time; `undefined` when it is. */
export function outsideItsTime(
  { startedAt, expiresAt }: Pick<Certificate, 'startedAt' | 'expiresAt'>,
  now: number,
): string | undefined {
  if (now > Date.parse(expiresAt)) return `it expired on ${expiresAt.slice(0, 10)}`
  return Date.parse(startedAt) > now + SKEW_MS
    ? `its run begins in the future, on ${startedAt}`
    : undefined
}

/**
 * Where a certificate contradicts itself, or what this suite knows: whoever holds a key can sign anything.
 * @returns the contradiction, as the end of a sentence; `undefined` when there is none
 */
export function contradictionIn(certificate: Certificate): string | undefined {
  const { startedAt, endedAt, expiresAt, level, levels, subject, requirementSet } = certificate
  const [started, ended, expires] = [startedAt, endedAt, expiresAt].map((time) => Date.parse(time))
  if (![started, ended, expires].every((time) => Number.isFinite(time)))
    return 'its times are not times'
  if (Number(started) > Number(ended) || Number(expires) - Number(ended) > VALID_DAYS * DAY_MS)
    return `its run ends before it begins, or it is valid for more than ${VALID_DAYS} days`
  const failed = LEVELS.find((own) => includesLevel(level, own) && levels[own] !== 'passed')
  if (failed !== undefined) return `it says that level ${failed} was not passed`
  if (requirementSet.name !== subject || knownSet(requirementSet) === undefined)
    return 'its requirement set is not one that this suite knows: a newer suite may know it'
  if (certificate.counts.errored > 0) return 'it counts checks in which the suite itself failed'
  return subject === 'endpoint' ? endpointContradiction(certificate) : undefined
}

function endpointContradiction({ addresses, rules, level }: Certificate): string | undefined {
  if (addresses.length === 0) return 'it names no operation that was checked'
  const unasked = rules.find(({ rejections }) => rejections === 'not asked for')
  return unasked !== undefined && includesLevel(level, 'strict')
    ? `it is strict, and no rejection was asked for on ${unasked.operation}`
    : undefined
}

/** Where a certificate and its report differ; `undefined` when they agree. */
export function differenceFromReport(
  certificate: Certificate,
  reportText: string,
): string | undefined {
  if (certificate.reportSha256 !== sha256(reportText))
    return reportDifference(reportText, certificate.reportSha256)
  const report = parsed(reportText)
  if (!isRecord(report)) return 'the report is not a report of this suite'
  if (report.verdict !== 'certified') return 'the report does not certify anything'
  const differing = SAID_BY_BOTH.find(
    ([own, its]) => canonicalize(certificate[own]) !== canonicalize(report[its]),
  )
  if (differing !== undefined) return `certificate and report differ in ${differing[1]}`
  const set = knownSet(certificate.requirementSet)
  return set === undefined ? undefined : unexplainedFailure(certificate, report, set)
}

/** What a certificate says as its report does, and where. */
const SAID_BY_BOTH = [
  ['endpoint', 'endpoint'],
  ['partner', 'partner'],
  ['environment', 'environment'],
  ['purpose', 'purpose'],
  ['addresses', 'addresses'],
  ['notEnabled', 'notEnabled'],
  ['route', 'route'],
  ['level', 'level'],
  ['levels', 'levels'],
  ['effects', 'effects'],
  ['contract', 'contract'],
  ['suiteVersion', 'suiteVersion'],
  ['seed', 'seed'],
  ['startedAt', 'startedAt'],
  ['counts', 'summary'],
] as const satisfies readonly (readonly [keyof Certificate, string])[]

/** A failure in the report that should have prevented the certificate. */
function unexplainedFailure(
  { level, waivers, counts }: Certificate,
  { checks }: Readonly<Record<string, unknown>>,
  set: RequirementSet,
): string | undefined {
  const rows: readonly unknown[] = Array.isArray(checks) ? checks : []
  const failed = rows.filter(isRecord).filter(({ status }) => status === 'failed')
  if (failed.length !== counts.failed)
    return `the report counts ${counts.failed} failed checks and lists ${failed.length}`
  const preventing = failed.find(
    ({ id, requirement, level: own }) =>
      isIncluded(level, own) &&
      bindingOf(set, String(requirement)) !== undefined &&
      !waivers.some(({ check }) => check === id),
  )
  return preventing === undefined
    ? undefined
    : `the report says that ${String(preventing.id)} failed, which prevents a certificate`
}

function isIncluded(asked: Level, written: unknown): boolean {
  const own = LEVELS.find((level) => level === written)
  return own === undefined || includesLevel(asked, own)
}

/** Other bytes do not prove that somebody changed the report: version control rewrites line endings, too. */
export function reportDifference(reportText: string, certifiedSha256: string): string {
  return sha256(reportText.replaceAll('\r\n', '\n')) === certifiedSha256
    ? "the report's bytes differ from those that were certified, in its line endings alone: give it those that it was written with (git rewrites them where core.autocrlf is set)"
    : "the report's bytes differ from those that were certified: line endings or indentation that a program changed are a usual cause, another report is one too"
}

function parsed(text: string): unknown {
  try {
    return jsonIn(text)
  } catch {
    return undefined
  }
}
