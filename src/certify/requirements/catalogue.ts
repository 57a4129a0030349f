import { catalogueOf, type Requirement } from '../results/requirement.ts'
import { ACCEPTANCE } from './acceptance.ts'
import { AUTHENTICATION } from './authentication.ts'
import { COMBINATIONS } from './combinations.ts'
import { DISPUTED } from './disputed.ts'
import { DUPLICATES } from './duplicates.ts'
import { EFFECTS } from './effect-checks.ts'
import { ENCODED } from './encodings.ts'
import { ONE_TOKEN } from './one-token.ts'
import { ORDERING } from './ordering.ts'
import { REJECTION } from './rejection.ts'
import { RESILIENCE } from './resilience.ts'
import { RESPONSES } from './responses.ts'
import { ROBUSTNESS } from './robustness.ts'
import { SIZE } from './size.ts'
import { STRICTNESS } from './strictness.ts'
import { TOKEN_SERVICE } from './token-service.ts'
import { TOKENS } from './tokens.ts'
import { TRANSPORT } from './transport.ts'
import { UNREADABLE_BODIES } from './unreadable-bodies.ts'
import { UNTESTED } from './untested.ts'

/** Of these requirements and their checks: a certificate says by which version. */
export const SUITE_VERSION = '1.0.0'

/** The sentences of the contract that concern endpoints, in the order in which reports list them. */
export const REQUIREMENTS: readonly Requirement[] = [
  ...byId([...ACCEPTANCE, ...ENCODED]),
  ...COMBINATIONS,
  ...SIZE,
  ...STRICTNESS,
  ...byId([...REJECTION, ...UNREADABLE_BODIES]),
  ...RESPONSES,
  ...byId([...AUTHENTICATION, ...TOKENS, ...ONE_TOKEN]),
  ...TOKEN_SERVICE,
  ...TRANSPORT,
  ...ROBUSTNESS,
  ...DUPLICATES,
  ...byId([...RESILIENCE, ...ORDERING]),
  ...byId([...EFFECTS, ...UNTESTED]),
  ...DISPUTED,
]

export const CATALOGUE = catalogueOf(REQUIREMENTS)

function byId(requirements: readonly Requirement[]): Requirement[] {
  return requirements.toSorted((one, other) => (one.id < other.id ? -1 : 1))
}
