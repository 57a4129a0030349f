import type { KeyObject } from 'node:crypto'
import { createRandom, type Random } from '../../core/index.ts'
import { bindingOf, currentSet } from '../requirement-sets/requirement-set.ts'
import type { Check } from '../results/check.ts'
import type { Report } from '../results/report.ts'
import { sha256 } from './certificate.ts'
import { encodeJws } from './jws.ts'

/** That somebody other than the partner repeated a share of a certificate's checks, and found the same. */
export interface Countersignature {
  readonly schemaVersion: 2
  /** The certificate, as it was given. */
  readonly certificate: string
  readonly certificateSha256: string
  /** The public key that its signature was checked with: the JWK's `x` (RFC 8037). */
  readonly certificateKey: string
  readonly rerun: Rerun
  readonly runBy: string
}

/** What was repeated. */
export interface Rerun {
  /** Of all checks of the level: 0.2 for a fifth. */
  readonly share: number
  readonly checks: number
  readonly passed: number
  readonly warned: number
  readonly skipped: number
  readonly requests: number
  readonly seed: string
  readonly suiteVersion: string
  /** ISO 8601 in UTC. */
  readonly startedAt: string
  readonly endedAt: string
}

/**
 * The checks to repeat: a share of them that nobody can foresee, of every operation at every level at least one.
 * @param share more than 0, at most 1
 */
export function chooseShare(checks: readonly Check[], share: number, random: Random): string[] {
  const groups = new Map<string, string[]>()
  for (const { id, operation = '', level } of checks) {
    const group = `${operation} ${level}`
    groups.set(group, [...(groups.get(group) ?? []), id])
  }
  return [...groups.values()].flatMap((ids) => {
    const shuffled = ids
      .map((id) => ({ id, at: random.next() }))
      .toSorted((one, other) => one.at - other.at)
    return shuffled.slice(0, Math.max(1, Math.round(ids.length * share))).map(({ id }) => id)
  })
}

/** Where the checks that were repeated are chosen from. */
export function shareRandom(seed: string): Random {
  return createRandom(seed).fork('share')
}

export interface RerunFacts {
  readonly share: number
  readonly chosen: readonly string[]
  /** Checks whose failure the certificate waives. */
  readonly waived: readonly string[]
}

/** What a rerun came to; the reason where it does not support the certificate. */
export function rerunOf(
  report: Report,
  { share, chosen, waived }: RerunFacts,
): { readonly rerun: Rerun } | { readonly reason: string } {
  const ids = new Set(chosen)
  const made = report.checks.filter(({ id }) => ids.has(id))
  const count = (status: string): number => made.filter((each) => each.status === status).length
  const set = currentSet('endpoint')
  const failed = made.find(
    ({ id, status, requirement }) =>
      status === 'errored' ||
      (status === 'failed' && !waived.includes(id) && bindingOf(set, requirement) !== undefined),
  )
  if (failed !== undefined) {
    const what = failed.status === 'failed' ? 'failed' : 'met an error of the suite'
    return { reason: `${failed.id} ${what}: ${failed.actual}` }
  }
  if (count('passed') === 0) return { reason: nothingPassed(report, made.length) }
  const { suiteVersion, seed, startedAt, durationMs, summary } = report
  return {
    rerun: {
      share,
      checks: made.length,
      passed: count('passed'),
      warned: count('warned'),
      skipped: count('skipped'),
      requests: summary.requests,
      seed,
      suiteVersion,
      startedAt,
      endedAt: new Date(Date.parse(startedAt) + durationMs).toISOString(),
    },
  }
}

/** A problem of the whole run, or that every check of a small share happened to be skipped. */
function nothingPassed({ problem, reason }: Report, chosen: number): string {
  return problem !== undefined && reason !== undefined
    ? reason
    : `every repeated check (${chosen}) was skipped: repeat more of them with a larger --share`
}

export interface CountersigningFacts {
  /** The certificate as it is written. */
  readonly certificate: string
  /** The public key that its signature was checked with. */
  readonly key: KeyObject
  readonly rerun: Rerun
  readonly runBy: string
}

/** Signs that a certificate's checks were repeated. */
export function countersign(
  { certificate, key, rerun, runBy }: CountersigningFacts,
  signingKey: KeyObject,
): Promise<string> {
  const countersignature: Countersignature = {
    schemaVersion: 2,
    certificate,
    certificateSha256: sha256(certificate),
    certificateKey: String(key.export({ format: 'jwk' }).x),
    rerun,
    runBy,
  }
  return encodeJws(countersignature, 'dropship-countersignature', signingKey)
}
