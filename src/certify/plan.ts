import type { Credentials } from '../auth/index.ts'
import type { Addresses, Contract, Operation } from '../contract/index.ts'
import { HarnessError, type Transport } from '../core/index.ts'
import type { Messages } from '../messages/index.ts'
import { type Check, includesLevel, type Level } from './results/check.ts'
import { acceptsProbe } from './checks/accepts.ts'
import { type AnswerChecks, answerChecks } from './checks/answers.ts'
import { authenticationProbe, tokenReuseProbe } from './checks/authentication.ts'
import { duplicatesProbe } from './checks/duplicates.ts'
import { elsewhereProbe } from './checks/elsewhere.ts'
import { refusesProbe } from './checks/refuses.ts'
import { orderingProbe, resilienceProbe } from './checks/resilience.ts'
import { spellingsProbe } from './checks/spellings.ts'
import { steadyProbe } from './checks/steady.ts'
import { strangersProbe } from './checks/strangers.ts'
import { survivesProbe } from './checks/survives.ts'
import { tlsProbe } from './checks/tls.ts'
import { tokenServiceProbe } from './checks/token-service.ts'
import type { OtherClient } from './options.ts'
import type { Probe } from './run/session.ts'

export interface PlanOptions {
  readonly contract: Contract
  readonly addresses: Addresses
  readonly credentials: Credentials
  readonly otherClient?: OtherClient
  readonly level: Level
  /** Sends every deviation in a message of its own. */
  readonly thorough: boolean
  readonly messagesOf: (operation: Operation) => Messages
  /** Whether identifiers are those of orders that exist, given as fixtures. */
  readonly knowsItsOrders: boolean
  readonly transport: Transport
  readonly certificateAuthority?: string
  /** Ids or patterns with `*`; all checks when empty. */
  readonly only: readonly string[]
  readonly skip: readonly string[]
}

/** What a run will do, decided before anything is sent. */
export interface Plan {
  readonly probes: readonly Probe[]
  readonly answers: AnswerChecks
  /** Every check of the level, with whether `--only` and `--skip` leave it in. */
  readonly checks: readonly Check[]
  readonly excluded: ReadonlySet<string>
  /** Requests to the endpoint's operations at most. */
  readonly budget: number
  /** Those of the preflight among them. */
  readonly preflight: number
  /** How many of them go to each operation at most; those of probes that concern several are counted for each of these. */
  readonly perOperation: readonly { readonly operation: string; readonly requestsAtMost: number }[]
}

/** Two ordinary messages for each operation come before everything else. */
const PREFLIGHT_REQUESTS = 2

/** @throws HarnessError UNKNOWN_ID when a pattern of `only` or `skip` matches no check */
export function makePlan(options: PlanOptions): Plan {
  const { contract, credentials, level } = options
  const answers = answerChecks(contract.operations, level)
  const perOperation = contract.operations.flatMap((operation, index) =>
    probesOf(operation, { index, of: contract.operations.length }, options),
  )
  const ordering = includesLevel(level, 'resilient') ? orderingProbe(contract) : undefined
  const all: Probe[] = [
    ...(includesLevel(level, 'resilient')
      ? [tlsProbe(options.addresses, options.certificateAuthority)]
      : []),
    ...(credentials.scheme === 'oauth2'
      ? [tokenServiceProbe(credentials, options.otherClient, contract.operations)]
      : []),
    ...perOperation,
    ...(includesLevel(level, 'strict') ? strangersProbe(contract, options.messagesOf) : []),
    ...(ordering === undefined ? [] : [ordering]),
    ...(credentials.scheme === 'oauth2' && includesLevel(level, 'resilient')
      ? [tokenReuseProbe()]
      : []),
    ...contract.operations.map((operation) => steadyProbe(operation)),
    ...answers.probes,
  ]
  const checks = all
    .flatMap((probe) => probe.checks)
    .filter((check) => includesLevel(level, check.level))
  const excluded = excludedIds(checks, options.only, options.skip)
  const probes = all.filter(
    (probe) => probe.checks.length === 0 || probe.checks.some(({ id }) => !excluded.has(id)),
  )
  const wanted =
    options.only.length === 0 ? probes : probes.filter((probe) => probe.checks.length > 0)
  const preflight = contract.operations.length * PREFLIGHT_REQUESTS
  return {
    probes: wanted,
    answers,
    checks,
    excluded,
    preflight,
    budget: preflight + requestsOf(wanted),
    perOperation: contract.operations.map(({ id }) => ({
      operation: id,
      requestsAtMost:
        PREFLIGHT_REQUESTS + requestsOf(wanted.filter(({ operation = id }) => operation === id)),
    })),
  }
}

function requestsOf(probes: readonly Probe[]): number {
  return probes.reduce((sum, { requests }) => sum + requests, 0)
}

/** Which of the operations it is: what is the same on all of them is tried on one after the other. */
interface Turn {
  readonly index: number
  readonly of: number
}

function probesOf(operation: Operation, turn: Turn, options: PlanOptions): Probe[] {
  const { credentials, level, thorough } = options
  const messages = options.messagesOf(operation)
  const deviations = messages.deviations()
  return [
    acceptsProbe(operation, messages.variations(), options.knowsItsOrders),
    authenticationProbe(operation, credentials, deviations, level, options.transport, turn),
    spellingsProbe(operation),
    survivesProbe(operation, deviations, level, turn),
    duplicatesProbe(operation, deviations),
    refusesProbe(operation, deviations, level, thorough),
    ...(includesLevel(level, 'strict') ? [elsewhereProbe(operation, deviations)] : []),
    ...(includesLevel(level, 'resilient') ? [resilienceProbe(operation, deviations)] : []),
  ]
}

function excludedIds(
  checks: readonly Check[],
  only: readonly string[],
  skip: readonly string[],
): Set<string> {
  for (const pattern of [...only, ...skip]) {
    if (checks.some((check) => matches(check, pattern))) continue
    throw new HarnessError('UNKNOWN_ID', `No check matches ${JSON.stringify(pattern)}.`, {
      expected: 'an id or a pattern with *, of a check or a requirement of this level',
      next: 'run dropship certify --list to see every check',
    })
  }
  const isOut = (check: Check): boolean =>
    (only.length > 0 && !only.some((pattern) => matches(check, pattern))) ||
    skip.some((pattern) => matches(check, pattern))
  return new Set(checks.filter(isOut).map(({ id }) => id))
}

function matches({ id, requirement }: Check, pattern: string): boolean {
  const source = pattern
    .split('*')
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
    .join('.*')
  const expression = new RegExp(`^${source}$`)
  return expression.test(id) || expression.test(requirement)
}
