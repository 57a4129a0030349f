import { catalogueOf, type Requirement } from '../../certify/index.ts'
import { FAILING, SITUATIONS } from '../situations/situations.ts'
import { AUTHENTICATION, authenticationChecks } from './authentication.ts'
import type { SenderCheck } from './check.ts'
import { DELIVERIES, deliveryChecks } from './deliveries.ts'
import { OPERATION, operationChecks } from './operation.ts'
import { OUTCOMES, outcomeChecks } from './outcomes.ts'
import { PACE, paceChecks } from './pace.ts'
import { RETRYING, retryChecks } from './retries.ts'
import { TOKEN_SERVICE, tokenServiceChecks } from './tokens.ts'
import { UNTESTED } from './untested.ts'

/** Of these requirements and their checks: a certificate says by which version. */
export const SENDER_SUITE_VERSION = '1.0.0'

/** The sentences of the contract that concern senders, in the order in which reports list them. */
export const SENDER_REQUIREMENTS: readonly Requirement[] = [
  ...DELIVERIES,
  ...AUTHENTICATION,
  ...TOKEN_SERVICE,
  ...RETRYING,
  ...PACE,
  ...OUTCOMES,
  ...OPERATION,
  ...UNTESTED,
]

export const SENDER_CATALOGUE = catalogueOf(SENDER_REQUIREMENTS)

export interface CheckScope {
  readonly hasTokens: boolean
  /** Messages in each situation. */
  readonly operations: number
  readonly timeScale: number
  /** Within which a request without a response is given up; milliseconds. */
  readonly timeoutMs: number
  /** What the examiner can do with the sender. */
  readonly can: { readonly restart: boolean; readonly retry: boolean }
}

/** Every check of an examination. */
export function senderChecks(scope: CheckScope): SenderCheck[] {
  const { hasTokens, operations, timeScale, timeoutMs, can } = scope
  const all = SITUATIONS.filter(({ https }) => https !== true).map(({ name }) => name)
  return [
    ...deliveryChecks(all),
    ...authenticationChecks(
      all,
      FAILING.map(({ name }) => name),
      hasTokens,
    ),
    ...(hasTokens ? tokenServiceChecks(operations) : []),
    ...retryChecks(),
    ...paceChecks(timeScale),
    ...outcomeChecks(timeoutMs),
    ...operationChecks(can),
  ]
}
