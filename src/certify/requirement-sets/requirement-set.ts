import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { isRecord } from '../../core/index.ts'
import type { CheckResult } from '../results/check.ts'
import type { ListedRequirement } from '../results/requirement.ts'
import endpoint1 from './endpoint-1.0.json' with { type: 'json' }
import sender1 from './sender-1.0.json' with { type: 'json' }

/** What is certified: an endpoint of a client, or a sender. */
export type SetName = 'endpoint' | 'sender'

/** A requirement of a set, with the families of checks that test it: `duplicate/…/twice`. */
export interface SetRequirement extends ListedRequirement {
  readonly checks: readonly string[]
}

/**
 * The requirements that a certificate rests on. A released set does not change: a check that comes later is made and shown,
 * and counts from the next set on, so that a better suite takes no certificate away.
 */
export interface RequirementSet {
  readonly name: SetName
  readonly version: string
  readonly requirements: readonly SetRequirement[]
}

/** What names a set in a certificate. */
export interface RequirementSetName {
  readonly name: SetName
  readonly version: string
  /** Of the set in canonical JSON (RFC 8785). */
  readonly sha256: string
}

/** Every released set, the current one of each name last. */
export const REQUIREMENT_SETS: readonly RequirementSet[] = [
  asSet(endpoint1, 'endpoint'),
  asSet(sender1, 'sender'),
]

/** The set by which a run is judged now. */
export function currentSet(name: SetName): RequirementSet {
  const found = REQUIREMENT_SETS.findLast((set) => set.name === name)
  if (found === undefined) throw new Error(`no requirement set of ${name}`)
  return found
}

/** The set that a certificate names, if this suite knows it with exactly that content. */
export function knownSet({
  name,
  version,
  sha256,
}: RequirementSetName): RequirementSet | undefined {
  return REQUIREMENT_SETS.find(
    (set) => set.name === name && set.version === version && nameOfSet(set).sha256 === sha256,
  )
}

export function nameOfSet(set: RequirementSet): RequirementSetName {
  const sha256 = createHash('sha256')
    .update(canonicalize(set) ?? '')
    .digest('hex')
  return { name: set.name, version: set.version, sha256 }
}

/** Whether a failure of a requirement prevents a certificate under this set, at the requirement's level. */
export function bindingOf(set: RequirementSet, id: string): SetRequirement | undefined {
  return set.requirements.find(
    (own) => own.id === id && own.force === 'MUST' && own.basis !== 'policy',
  )
}

/**
 * Lets what is newer than the set warn only.
 * @param version of the set by which the run is judged
 */
export function countBySet(results: readonly CheckResult[], version: string): CheckResult[] {
  return results.map((result) =>
    result.since === undefined || result.status !== 'failed' || !isLater(result.since, version)
      ? result
      : {
          ...result,
          status: 'warned',
          actual: `${result.actual} (the check is newer than requirement set ${version}, and counts from set ${result.since} on)`,
        },
  )
}

/** Whether one version, `1.10`, comes after another. */
export function isLater(one: string, other: string): boolean {
  const [major = 0, minor = 0] = one.split('.').map(Number)
  const [otherMajor = 0, otherMinor = 0] = other.split('.').map(Number)
  return major === otherMajor ? minor > otherMinor : major > otherMajor
}

function asSet(written: unknown, name: SetName): RequirementSet {
  if (isRecord(written) && written.name === name && Array.isArray(written.requirements))
    return written as unknown as RequirementSet
  throw new Error(`the requirement set of ${name} is malformed`)
}
