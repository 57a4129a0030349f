import { defined } from '../../core/index.ts'
import type { Level } from './check.ts'

/** What a requirement rests on; only a sentence of the page and documented practice can prevent a certificate. */
export type Basis = 'page' | 'practice' | 'policy'

interface Common {
  /** Stable across versions: `DS-REF-01`. */
  readonly id: string
  readonly keyword: 'MUST' | 'SHOULD'
  readonly basis: Basis
  /** Our sentence. */
  readonly text: string
  /** The place on the documentation page, or the practice it comes from. */
  readonly source: string
}

/** A sentence of the contract that checks can test from outside. */
export interface TestedRequirement extends Common {
  readonly level: Level
  readonly notTested?: undefined
}

/** A sentence that no check can test, or on which the published material contradicts itself: listed, and never checked. */
export interface UntestedRequirement extends Common {
  readonly level: 'not judged'
  /** Why no check tests it, as the end of a sentence. */
  readonly notTested: string
}

export type Requirement = TestedRequirement | UntestedRequirement

/** Declares a requirement; only a tested one takes checks. */
export function requirement(declared: TestedRequirement): TestedRequirement
export function requirement(declared: UntestedRequirement): UntestedRequirement
export function requirement(declared: Requirement): Requirement {
  return declared
}

/** Requirements by their ids: the sentences that a run checks, of endpoints or of senders. */
export type Catalogue = ReadonlyMap<string, Requirement>

export function catalogueOf(requirements: readonly Requirement[]): Catalogue {
  return new Map(requirements.map((entry) => [entry.id, entry]))
}

/** Whether a failure prevents a certificate: a requirement of our own policy, or one that only says SHOULD, does not. */
export function isBinding({ keyword, basis }: Requirement): boolean {
  return keyword === 'MUST' && basis !== 'policy'
}

/** A requirement as `report.json` and `certify --list --json` show it. */
export interface ListedRequirement {
  readonly id: string
  readonly level: Requirement['level']
  readonly force: Requirement['keyword']
  readonly sentence: string
  readonly basis: Basis
  readonly source: string
  /** Why no check tests it. */
  readonly notTested?: string
}

export function listed({
  id,
  level,
  keyword,
  text,
  basis,
  source,
  notTested,
}: Requirement): ListedRequirement {
  return { id, level, force: keyword, sentence: text, basis, source, ...defined({ notTested }) }
}
