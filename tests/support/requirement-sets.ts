import { type Check, listed, type Requirement } from '../../src/certify/index.ts'
import type { RequirementSet, SetName } from '../../src/certify/requirement-sets/requirement-set.ts'

/** What a requirement set of the suite as it is now says. */
export function describedSet(
  name: SetName,
  version: string,
  requirements: readonly Requirement[],
  checks: readonly Check[],
): RequirementSet {
  return {
    name,
    version,
    requirements: requirements.map((requirement) => ({
      ...listed(requirement),
      checks: familiesOf(
        checks.filter((check) => check.requirement === requirement.id && check.since === undefined),
      ),
    })),
  }
}

/** Checks that differ in operation, rule or value are of one family: these follow from the contract. */
function familiesOf(checks: readonly Check[]): string[] {
  return [...new Set(checks.map(familyOf))].toSorted()
}

function familyOf({ id, rules }: Check): string {
  const family = id.replaceAll(/drop_shipment_\w+/g, '*')
  if (rules !== undefined && family.startsWith('refuse/*/') && !family.includes('/elsewhere/'))
    return 'refuse/*/RULE'
  return family.replace(/^(accept\/\*\/[\w-]+):.*$/s, '$1:*').replace(/:.*$/s, ':*')
}
