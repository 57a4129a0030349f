import { createSigner } from '../auth/index.ts'
import { type Addresses, describeEndpoint, type Operation } from '../contract/index.ts'
import { HarnessError, messageOf, Redactor, type Transport } from '../core/index.ts'
import type { Messages } from '../messages/index.ts'
import { foldCauses, withoutAbsence } from './causes.ts'
import type { CheckResult, Level } from './results/check.ts'
import { TOKEN_SERVICE } from './checks/token-service.ts'
import type { CertifyEvent } from './results/events.ts'
import type { Plan } from './plan.ts'
import { makeReport } from './report/report.ts'
import { CATALOGUE, REQUIREMENTS, SUITE_VERSION } from './requirements/catalogue.ts'
import type { Misconfiguration, Report } from './results/report.ts'
import { Collector } from './run/collector.ts'
import { preflight } from './run/preflight.ts'
import { type Probe, Session } from './run/session.ts'
import { createStateService } from './run/state.ts'
import { RunEnded, Target } from './run/target.ts'
import type { CertifyOptions } from './options.ts'
import { levelResults, verdictOf } from './results/verdict.ts'
import { applyWaivers } from './waivers.ts'

/** A run that is prepared: everything is decided, and nothing is sent yet. */
export interface Run {
  /** With the contract of the enabled operations alone. */
  readonly options: CertifyOptions
  readonly addresses: Addresses
  readonly level: Level
  readonly seed: string
  readonly prefix: string
  readonly plan: Plan
  readonly timeoutMs: number
  readonly deadlineMs: number
  readonly latencyBudgetMs: number
  readonly messagesOf: (operation: Operation) => Messages
  readonly transport: Transport
  readonly parallelTransport: Transport
}

/** How a run went, besides the results of its checks. */
interface Course {
  /** Why the run ended early; its verdict is open then. */
  readonly reason?: string
  /** The endpoint went away. */
  readonly isGone?: boolean
  readonly problem?: Misconfiguration
  /** A failure of the endpoint that left nothing else to be judged. */
  readonly obstacle?: string
}

/** Makes a run: preflight, probes, what they leave open, causes, waivers, report. */
export async function conduct(run: Run): Promise<Report> {
  const { options, addresses, level, plan } = run
  const endpoint = describeEndpoint(addresses)
  const { clock, contract } = options
  const emit = options.onEvent ?? (() => undefined)
  const startedAt = clock.now()
  const began = clock.monotonic()
  const ending = new AbortController()
  const signal =
    options.signal === undefined ? ending.signal : AbortSignal.any([options.signal, ending.signal])
  const target = targetOf(run, signal)
  const results = new Map<string, CheckResult>()
  const collect = new Collector(plan, results, emit, clock)
  const session = sessionOf(run, target, collect)
  emit({
    type: 'started',
    endpoint,
    level,
    seed: run.seed,
    checks: plan.checks.length,
    budget: plan.budget,
  })
  const deadline = setTimeout(() => ending.abort(new Error('deadline')), run.deadlineMs)
  const course = await courseOf(run, session, collect, emit).finally(() => clearTimeout(deadline))
  const reason = course.reason ?? course.problem?.sentence ?? course.obstacle
  collect.finish(reason)
  const made = [...results.values()]
  const waived = applyWaivers(
    foldCauses(
      course.isGone === true ? withoutAbsence(made, course.reason ?? '') : made,
      session.breaks(),
    ),
    options.waivers ?? [],
    new Date(startedAt).toISOString().slice(0, 10),
  )
  const redactor = new Redactor()
  redactor.add(...target.secrets())
  const shownReason = reason ?? partialReason(plan)
  const report = makeReport({
    requirements: REQUIREMENTS,
    suiteVersion: SUITE_VERSION,
    contract,
    endpoint,
    addresses,
    ...(options.partner === undefined ? {} : { partner: options.partner }),
    ...(options.environment === undefined ? {} : { environment: options.environment }),
    level,
    seed: run.seed,
    startedAt,
    durationMs: clock.monotonic() - began,
    verdict: verdictOf(
      waived,
      CATALOGUE,
      level,
      course.reason === undefined && course.problem === undefined,
    ),
    levels: levelResults(waived, CATALOGUE, level),
    results: waived,
    requests: target.requests,
    prefix: run.prefix,
    identifiers: [...target.accepted],
    redactor,
    ...(shownReason === undefined ? {} : { reason: shownReason }),
    ...(course.problem === undefined ? {} : { problem: course.problem }),
  })
  emit({ type: 'finished', report })
  return report
}

function targetOf(run: Run, signal: AbortSignal): Target {
  const { options, addresses, plan, transport, parallelTransport } = run
  const { clock, credentials, rate } = options
  return new Target({
    addresses,
    signer: createSigner(credentials, { transport, clock }),
    transport,
    parallelTransport,
    clock,
    signal,
    maxRequests: plan.budget,
    ...(rate === undefined ? {} : { rate }),
  })
}

function sessionOf(run: Run, target: Target, collect: Collector): Session {
  const { options, plan } = run
  const session = new Session({
    contract: options.contract,
    credentials: options.credentials,
    level: run.level,
    target,
    clock: options.clock,
    timeoutMs: run.timeoutMs,
    latencyBudgetMs: run.latencyBudgetMs,
    thorough: options.thorough ?? false,
    messagesOf: run.messagesOf,
    report: (id, outcome) => collect.report(id, outcome),
    state:
      options.stateUrl === undefined ? undefined : createStateService(options.stateUrl, target),
  })
  plan.answers.watch(session)
  return session
}

async function courseOf(
  { options, plan }: Run,
  session: Session,
  collect: Collector,
  emit: (event: CertifyEvent) => void,
): Promise<Course> {
  try {
    const found = await preflight(session, options.contract, options.credentials)
    if (found === undefined) {
      await runProbes(plan.probes, session, collect, emit)
      return {}
    }
    if (found.kind !== 'failing-token-service') {
      emit({ type: 'misconfigured', problem: found })
      return { problem: found }
    }
    const probes = plan.probes.filter(({ name }) => name === TOKEN_SERVICE)
    await runProbes(probes, session, collect, emit)
    return { obstacle: found.sentence }
  } catch (error) {
    if (error instanceof HarnessError) throw error
    if (error instanceof RunEnded) {
      return {
        reason: whyEnded(error, options.signal, session.target.requests),
        isGone: error.cause === 'gone',
      }
    }
    for (const probe of plan.probes) collect.fault(probe, messageOf(error))
    return {}
  }
}

function whyEnded(ended: RunEnded, signal: AbortSignal | undefined, requests: number): string {
  if (signal?.aborted === true) return 'the run was stopped'
  switch (ended.cause) {
    case 'budget':
      return 'the budget of requests was used up'
    case 'gone':
      return `the endpoint went away during the run: nothing has accepted connections at ${ended.origin ?? 'it'} since about request ${requests}`
    default:
      return 'the deadline of the run came first'
  }
}

function partialReason({ excluded }: Plan): string | undefined {
  return excluded.size === 0
    ? undefined
    : 'not all checks of the level were made (--only, --skip), so no level is judged as a whole'
}

async function runProbes(
  probes: readonly Probe[],
  session: Session,
  collect: Collector,
  emit: (event: CertifyEvent) => void,
): Promise<void> {
  const { contract, state } = session.options
  for (const [index, probe] of probes.entries()) {
    emit({ type: 'probe-started', name: probe.name, index, of: probes.length })
    session.target.from = probe.from ?? 'compatible'
    const trouble = await state?.announce(probe.name, { operation: probe.operation ?? null })
    if (trouble !== undefined) {
      collect.leaveOut(probe, trouble)
      continue
    }
    const operation = contract.operations.find(({ id }) => id === probe.operation)
    const silence = operation === undefined ? undefined : session.neverAnswers(operation)
    try {
      if (silence === undefined || probe.requests <= CONCLUDING) await probe.run(session)
      else session.skip(probe, silence)
    } catch (error) {
      if (error instanceof RunEnded) throw error
      collect.fault(probe, messageOf(error))
    }
  }
}

/** Probes with so few requests conclude from what others have seen. */
const CONCLUDING = 2
