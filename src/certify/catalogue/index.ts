import { ACCESS } from './access.ts'
import { BEHAVIOUR } from './behaviour.ts'
import { DISPUTED } from './disputed.ts'
import { MESSAGES } from './messages.ts'
import type { Requirement } from './requirement.ts'

export type { Basis, Requirement } from './requirement.ts'

/** Of this catalogue and its checks: a certificate says against which. */
export const SUITE_VERSION = '1.0.0'

/** Every sentence of the contract that can be tested from outside. */
export const CATALOGUE: readonly Requirement[] = [...MESSAGES, ...ACCESS, ...BEHAVIOUR, ...DISPUTED]

const BY_ID = new Map(CATALOGUE.map((entry) => [entry.id, entry]))

export function requirementOf(id: string): Requirement {
  const found = BY_ID.get(id)
  if (found === undefined) throw new Error(`no requirement ${id} in the catalogue`)
  return found
}

/** A requirement that rests on our policy, or only says SHOULD, warns; it never refuses a certificate. */
export function canRefuse({ force, basis }: Requirement): boolean {
  return force === 'MUST' && basis !== 'policy'
}
