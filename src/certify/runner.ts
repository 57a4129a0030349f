import { createSigner, type Credentials } from '../auth/index.ts'
import type { Contract, Operation } from '../contract/index.ts'
import {
  type Clock,
  createRandom,
  createTransport,
  HarnessError,
  messageOf,
  Redactor,
  type Transport,
} from '../core/index.ts'
import { createMessages, type IdentifierSource, type Messages } from '../messages/index.ts'
import type { CheckResult, Level } from './check.ts'
import type { CertifyEvent } from './events.ts'
import { type Fixtures, fixtureIdentifiers } from './fixtures.ts'
import { makePlan, type Plan } from './plan.ts'
import { makeReport, type Report } from './report/report.ts'
import { Collector } from './run/collector.ts'
import { TOKEN_SERVICE } from './checks/token-service.ts'
import { patientTransport } from './run/patient-transport.ts'
import { type Misconfiguration, preflight } from './run/preflight.ts'
import { type Probe, Session } from './run/session.ts'
import { createStateService } from './run/state.ts'
import { RunEnded, Target } from './run/target.ts'
import { levelResults, verdictOf } from './verdict.ts'
import { applyWaivers, checkWaivers, type Waiver } from './waivers.ts'

export interface CertifyOptions {
  readonly contract: Contract
  /** The URL below which the operations' paths lie. */
  readonly url: string
  readonly credentials: Credentials
  /** Default `strict`. */
  readonly level?: Level
  /** Decides every identifier and value that is sent; default 1. */
  readonly seed?: string
  readonly clock: Clock
  /** Per request, in milliseconds; default 10 000. */
  readonly timeoutMs?: number
  /** For the whole run, in milliseconds; default 600 000. */
  readonly deadlineMs?: number
  /** Default 5 000. */
  readonly latencyBudgetMs?: number
  /** Requests per second at most. */
  readonly rate?: number
  /** Connections of the parallel checks; default 10. */
  readonly concurrency?: number
  readonly only?: readonly string[]
  readonly skip?: readonly string[]
  readonly waivers?: readonly Waiver[]
  readonly fixtures?: Fixtures
  readonly stateUrl?: string
  readonly thorough?: boolean
  /** PEM certificates to trust besides the system's. */
  readonly certificateAuthority?: string
  readonly signal?: AbortSignal
  readonly onEvent?: (event: CertifyEvent) => void
}

export const DEFAULTS = {
  level: 'strict',
  timeoutMs: 10_000,
  deadlineMs: 600_000,
  latencyBudgetMs: 5000,
  concurrency: 10,
} as const

/** A run before it starts: what it would send. */
export interface Preparation {
  readonly plan: Plan
  /** Every synthetic order's identifier starts with it. */
  readonly prefix: string
  run(): Promise<Report>
}

/**
 * Certifies an endpoint: sends what the contract's requirements need, and reports rule by rule.
 * @throws HarnessError for options that name what does not exist
 */
export async function certify(options: CertifyOptions): Promise<Report> {
  return prepare(options).run()
}

export function prepare(options: CertifyOptions): Preparation {
  const { clock, contract } = options
  const level = options.level ?? DEFAULTS.level
  const seed = options.seed ?? '1'
  const random = createRandom(seed)
  // Digits are hexadecimal too: the prefix stays where an identifier is a UUID, and where it is a number.
  const prefix = String(random.fork('prefix').integer(10_000_000, 99_999_999))
  const identifier =
    options.fixtures === undefined ? prefixed(seed, prefix) : fixtureIdentifiers(options.fixtures)
  const messages = new Map<string, Messages>()
  const messagesOf = (operation: Operation): Messages => {
    const known = messages.get(operation.id) ?? createMessages(operation, { seed, identifier })
    messages.set(operation.id, known)
    return known
  }
  const connection = {
    clock,
    timeoutMs: options.timeoutMs ?? DEFAULTS.timeoutMs,
    ...(options.certificateAuthority === undefined
      ? {}
      : { certificateAuthority: options.certificateAuthority }),
  }
  const transport = patientTransport(createTransport({ ...connection, connections: 1 }), clock)
  const plan = makePlan({
    contract,
    baseUrl: options.url,
    credentials: options.credentials,
    level,
    thorough: options.thorough ?? false,
    messagesOf,
    knowsItsOrders: options.fixtures !== undefined,
    transport,
    only: options.only ?? [],
    skip: options.skip ?? [],
    ...(options.certificateAuthority === undefined
      ? {}
      : { certificateAuthority: options.certificateAuthority }),
  })
  checkWaivers(options.waivers ?? [], plan.checks)
  const parallelTransport = createTransport({
    ...connection,
    connections: options.concurrency ?? DEFAULTS.concurrency,
  })
  const run: Run = { options, level, seed, prefix, plan, messagesOf, transport, parallelTransport }
  return {
    plan,
    prefix,
    run: async () => {
      try {
        return await execute(run)
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

interface Run {
  readonly options: CertifyOptions
  readonly level: Level
  readonly seed: string
  readonly prefix: string
  readonly plan: Plan
  readonly messagesOf: (operation: Operation) => Messages
  readonly transport: Transport
  readonly parallelTransport: Transport
}

async function execute(run: Run): Promise<Report> {
  const { options, level, plan } = run
  const { clock, contract, credentials } = options
  const emit = options.onEvent ?? (() => undefined)
  const startedAt = clock.now()
  const began = clock.monotonic()
  const ending = new AbortController()
  const signal =
    options.signal === undefined ? ending.signal : AbortSignal.any([options.signal, ending.signal])
  const deadline = setTimeout(
    () => ending.abort(new Error('deadline')),
    options.deadlineMs ?? DEFAULTS.deadlineMs,
  )
  const signer = createSigner(credentials, { transport: run.transport, clock })
  const target = new Target({
    baseUrl: options.url,
    signer,
    transport: run.transport,
    parallelTransport: run.parallelTransport,
    clock,
    signal,
    maxRequests: plan.budget,
    ...(options.rate === undefined ? {} : { rate: options.rate }),
  })
  const results = new Map<string, CheckResult>()
  const collect = new Collector(plan, results, emit, clock)
  const session = new Session({
    contract,
    credentials,
    level,
    target,
    clock,
    timeoutMs: options.timeoutMs ?? DEFAULTS.timeoutMs,
    latencyBudgetMs: options.latencyBudgetMs ?? DEFAULTS.latencyBudgetMs,
    thorough: options.thorough ?? false,
    messagesOf: run.messagesOf,
    report: (id, outcome) => collect.report(id, outcome),
    state:
      options.stateUrl === undefined ? undefined : createStateService(options.stateUrl, target),
  })
  plan.answers.watch(session)
  emit({
    type: 'started',
    endpoint: options.url,
    level,
    seed: run.seed,
    checks: plan.checks.length,
    budget: plan.budget,
  })
  let problem: Misconfiguration | undefined
  let reason: string | undefined
  /** A failure of the endpoint that left nothing else to be judged. */
  let obstacle: string | undefined
  try {
    const found = await preflight(session, contract, credentials, signer)
    if (found === undefined) await runProbes(plan.probes, session, collect, emit)
    else if (found.kind === 'failing-token-service') {
      await runProbes(
        plan.probes.filter(({ name }) => name === TOKEN_SERVICE),
        session,
        collect,
        emit,
      )
      obstacle = found.sentence
    } else {
      problem = found
      emit({ type: 'misconfigured', problem })
    }
  } catch (error) {
    if (error instanceof HarnessError) throw error
    if (error instanceof RunEnded) reason = whyEnded(error, options.signal)
    else for (const probe of plan.probes) collect.fault(probe, messageOf(error))
  } finally {
    clearTimeout(deadline)
  }
  reason ??= problem?.sentence
  collect.finish(reason ?? obstacle)
  const waived = applyWaivers(
    [...results.values()],
    options.waivers ?? [],
    new Date(startedAt).toISOString().slice(0, 10),
  )
  const isPartial = plan.excluded.size > 0
  const redactor = new Redactor()
  redactor.add(...target.secrets())
  const report = makeReport({
    contract,
    endpoint: options.url,
    level,
    seed: run.seed,
    startedAt,
    durationMs: clock.monotonic() - began,
    verdict:
      problem === undefined
        ? verdict(waived, level, reason === undefined, isPartial || obstacle !== undefined)
        : 'inconclusive',
    levels: levelResults(waived, level),
    results: waived,
    requests: target.requests,
    prefix: run.prefix,
    identifiers: [...target.accepted],
    redactor,
    ...((reason ?? obstacle) === undefined
      ? isPartial
        ? { reason: 'not all checks of the level were made (--only, --skip)' }
        : {}
      : { reason: reason ?? obstacle ?? '' }),
    ...(problem === undefined ? {} : { problem }),
  })
  emit({ type: 'finished', report })
  return report
}

function whyEnded(ended: RunEnded, signal: AbortSignal | undefined): string {
  if (ended.message === 'budget') return 'the budget of requests was used up'
  return signal?.aborted === true ? 'the run was stopped' : 'the deadline of the run came first'
}

function verdict(
  results: readonly CheckResult[],
  level: Level,
  isComplete: boolean,
  isPartial: boolean,
) {
  const found = verdictOf(results, level, isComplete)
  return isPartial && found === 'certified' ? 'inconclusive' : found
}

async function runProbes(
  probes: readonly Probe[],
  session: Session,
  collect: Collector,
  emit: (event: CertifyEvent) => void,
): Promise<void> {
  for (const [index, probe] of probes.entries()) {
    emit({ type: 'probe-started', name: probe.name, index, of: probes.length })
    session.target.from = probe.from ?? 'compatible'
    await session.options.state?.announce(probe.name, { operation: probe.operation ?? null })
    try {
      await probe.run(session)
    } catch (error) {
      if (error instanceof RunEnded) throw error
      collect.fault(probe, messageOf(error))
    }
  }
}
