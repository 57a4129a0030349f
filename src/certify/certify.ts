import {
  describeOutOfReach,
  enabledContract,
  type Operation,
  readStateUrl,
  resolveAddresses,
  withGivenParameters,
} from '../contract/index.ts'
import { createRandom, createTransport, defined, type Transport } from '../core/index.ts'
import { createMessages, type IdentifierSource, type Messages } from '../messages/index.ts'
import { type Certification, runCertification } from './certification.ts'
import {
  type CertificationOptions,
  checkOptions,
  DEFAULTS,
  type PreparationOptions,
  readClockUrl,
  readObserver,
} from './options.ts'
import { fillableContract } from './fillable.ts'
import { fixtureIdentifiers } from './fixtures.ts'
import { endpointGroups } from './requirements/groups.ts'
import { describeMessages } from './described-messages.ts'
import { plannedRules } from './planned-rules.ts'
import type { Report } from './results/report.ts'
import type { Level } from './results/check.ts'
import type { PlannedRules } from './results/rules.ts'
import { makePlan, type Plan } from './run/plan.ts'
import { retryOnStaleConnection } from './run/retry-on-stale-connection.ts'
import { checkRunSize } from './run-size.ts'
import { checkWaivers } from './waivers.ts'

/** A run before it starts: what it would send. */
export interface Preparation {
  readonly plan: Plan
  /** Every synthetic order's identifier contains it; empty with fixtures, whose orders are the client's own. */
  readonly prefix: string
  readonly level: Level
  /** Of the request schemas; listed when they are asked for. */
  readonly rules: () => readonly PlannedRules[]
  /** Operations that are not judged and security schemes that are not sent, with the reason, as sentences. */
  readonly outOfReach: readonly string[]
  /** @param signal ends the run early; nothing listens to it before, so that a signal ends a process that still derives messages */
  run(signal?: AbortSignal): Promise<Report>
}

/**
 * Certifies an endpoint: sends what the contract's requirements need, and reports rule by rule.
 * @throws HarnessError for options that name what does not exist, and for addresses that cannot be called
 */
export async function certify(options: CertificationOptions): Promise<Report> {
  return prepare(options).run(options.signal)
}

/** What a run uses in place of what it would make: an endpoint in memory, messages that are derived already. */
export interface RunParts {
  readonly transport: Transport
  readonly messagesOf: (operation: Operation) => Messages
}

export function prepare(given: PreparationOptions, parts?: RunParts): Preparation {
  checkOptions(given)
  const stateUrl =
    given.stateUrl === undefined ? {} : { stateUrl: readStateUrl(given.stateUrl, 'stateUrl') }
  if (parts === undefined)
    checkRunSize(enabledContract(given.contract, resolveAddresses(given.contract, given)))
  const source = fillableContract(
    withGivenParameters(given.contract, given.parameters ?? {}),
    given.operations,
  )
  const addresses = resolveAddresses(source, given)
  const contract = enabledContract(source, addresses)
  const observer = given.observer === undefined ? {} : { observer: readObserver(given.observer) }
  const clockUrl =
    given.clockUrl === undefined ? {} : { clockUrl: readClockUrl(given.clockUrl, 'clockUrl') }
  const options = { ...given, contract, ...stateUrl, ...clockUrl, ...observer }
  const { clock, route = {} } = options
  const level = options.level ?? DEFAULTS.level
  const seed = options.seed ?? '1'
  const random = createRandom(seed)
  const { fixtures } = options
  // Digits are hexadecimal too: the prefix stays where an identifier is a UUID, and where it is a number.
  const prefix =
    fixtures === undefined ? String(random.fork('prefix').integer(10_000_000, 99_999_999)) : ''
  const identifiers = (): IdentifierSource =>
    fixtures === undefined ? prefixed(seed, prefix) : fixtureIdentifiers(fixtures)
  const identifier = identifiers()
  const messages = new Map<string, Messages>()
  const derived = (operation: Operation): Messages => {
    const known = messages.get(operation.id) ?? createMessages(operation, { seed, identifier })
    messages.set(operation.id, known)
    return known
  }
  const messagesOf = parts?.messagesOf ?? derived
  const connection = {
    clock,
    timeoutMs: options.timeoutMs ?? DEFAULTS.timeoutMs,
    route,
  }
  const transportOf = (connections: number): Transport =>
    parts?.transport ??
    retryOnStaleConnection(createTransport({ ...connection, connections }), clock)
  const transport = transportOf(1)
  const groups = endpointGroups({
    contract,
    addresses,
    credentials: options.credentials,
    thorough: options.thorough ?? false,
    messagesOf,
    knowsItsOrders: options.fixtures !== undefined,
    isObserved: options.observer !== undefined,
    transport,
    ...defined({ otherClient: options.otherClient }),
    route,
  })
  const plan = makePlan(groups, {
    operations: contract.operations.map(({ id }) => id),
    level,
    only: options.only ?? [],
    skip: options.skip ?? [],
  })
  const rules = (): readonly PlannedRules[] => plannedRules(contract, messagesOf)
  checkWaivers(options.waivers ?? [], plan.checks)
  const parallelTransport = transportOf(options.concurrency ?? DEFAULTS.concurrency)
  const certification: Certification = {
    options,
    addresses,
    level,
    seed,
    prefix,
    plan,
    rules,
    timeoutMs: options.timeoutMs ?? DEFAULTS.timeoutMs,
    deadlineMs: options.deadlineMs ?? DEFAULTS.deadlineMs,
    latencyBudgetMs: options.latencyBudgetMs ?? DEFAULTS.latencyBudgetMs,
    messagesOf,
    described: () => describeMessages(contract, messagesOf, { seed, identifier: identifiers() }),
    transport,
    parallelTransport,
  }
  return {
    plan,
    prefix,
    level,
    rules,
    outOfReach: describeOutOfReach(source),
    run: async (signal) => {
      try {
        return await runCertification(certification, signal)
      } finally {
        await Promise.all([transport.close(), parallelTransport.close()])
      }
    },
  }
}

/** UUIDs that all start alike: a run's orders can be recognised, and deleted, by their first eight digits. */
function prefixed(seed: string, prefix: string): IdentifierSource {
  const random = createRandom(seed).fork('identifiers')
  return () => `${prefix}${random.uuid().slice(8)}`
}
