import { setMaxListeners } from 'node:events'
import { createSigner } from '../auth/index.ts'
import { type Addresses, describeEndpoint, type Operation } from '../contract/index.ts'
import { defined, recordRoute, Redactor, type Transport } from '../core/index.ts'
import type { Messages } from '../messages/index.ts'
import type { DescribedMessages } from './described-messages.ts'
import { DEFAULTS, type PreparationOptions } from './options.ts'
import { countBySet, currentSet } from './requirement-sets/requirement-set.ts'
import { makeReport } from './report/report.ts'
import { CATALOGUE, REQUIREMENTS, SUITE_VERSION } from './requirements/catalogue.ts'
import { takesEffect } from './requirements/effect-checks.ts'
import { type CheckResult, includesLevel, type Level } from './results/check.ts'
import { coverRules, missingRejections, type PlannedRules } from './results/rules.ts'
import type { Report, ReportedRoute } from './results/report.ts'
import { effectsResult, levelResults, verdictOf } from './results/verdict.ts'
import { createBodyStore } from './run/body-store.ts'
import { Collector } from './run/collector.ts'
import type { Plan } from './run/plan.ts'
import { createEffectObserver } from './run/effect-observer.ts'
import { excludeUnreachable, foldRootCauses, foldScatteredTokens } from './run/root-causes.ts'
import { type RunOutcome, runPlan } from './run/runner.ts'
import { Session } from './run/session.ts'
import { createStateService } from './run/state-service.ts'
import { Target } from './run/target.ts'
import { createTimeService } from './run/time-service.ts'
import { applyWaivers } from './waivers.ts'

/** A certification that is prepared: everything is decided, and nothing is sent yet. */
export interface Certification {
  /** With the contract of the enabled operations alone. */
  readonly options: PreparationOptions
  readonly addresses: Addresses
  readonly level: Level
  readonly seed: string
  readonly prefix: string
  readonly plan: Plan
  /** Of the request schemas; listed when they are asked for. */
  readonly rules: () => readonly PlannedRules[]
  readonly timeoutMs: number
  readonly deadlineMs: number
  readonly latencyBudgetMs: number
  readonly messagesOf: (operation: Operation) => Messages
  readonly described: () => DescribedMessages
  readonly transport: Transport
  readonly parallelTransport: Transport
}

/** Runs a certification: preflight and checks, root causes, waivers, verdict and report. */
export async function runCertification(
  certification: Certification,
  stop?: AbortSignal,
): Promise<Report> {
  const { options, addresses, level, seed, plan } = certification
  const { clock } = options
  const emit = options.onEvent ?? (() => undefined)
  const startedAt = clock.now()
  const began = clock.monotonic()
  const ending = new AbortController()
  const signal = stop === undefined ? ending.signal : AbortSignal.any([stop, ending.signal])
  // Every request that is under way listens to it.
  setMaxListeners(0, signal)
  const target = targetOf(certification, signal)
  const session = sessionOf(certification, target)
  const collector = new Collector(emit, clock)
  const endpoint = describeEndpoint(addresses)
  emit({
    type: 'started',
    endpoint,
    level,
    seed,
    checks: plan.checks.length,
    budget: plan.budget,
  })
  const deadline = setTimeout(() => ending.abort(new Error('deadline')), certification.deadlineMs)
  const outcome = await runPlan(plan, session, collector, {
    emit,
    signal: stop,
  }).finally(() => clearTimeout(deadline))
  const route = await routeOf(certification, outcome)
  const reason = reasonOf(outcome)
  const results = applyWaivers(
    countBySet(
      causesOf(collector.complete(plan, reason), outcome, session),
      currentSet('endpoint').version,
    ),
    options.waivers ?? [],
    new Date(startedAt).toISOString().slice(0, 10),
  )
  const judgement = judged(results, certification, outcome)
  const redactor = new Redactor()
  redactor.add(...target.secrets.all())
  const report = makeReport({
    ...judgement,
    ...described(certification, endpoint),
    route,
    results,
    redactor,
    startedAt,
    durationMs: clock.monotonic() - began,
    requests: target.course.requests,
    identifiers: [...target.course.accepted],
    ...(outcome.kind === 'ended' && outcome.isGone ? defined({ diedOn: target.reach.diedOn }) : {}),
    ...certification.described(),
    reason: reason ?? partialReason(plan) ?? withoutRejections(judgement),
    problem: outcome.kind === 'misconfigured' ? outcome.problem : undefined,
  })
  emit({ type: 'finished', report })
  return report
}

function targetOf(certification: Certification, signal: AbortSignal): Target {
  const { options, addresses, plan, transport, parallelTransport } = certification
  const { timeoutMs, latencyBudgetMs } = certification
  const { clock, credentials, rate, requestHeaders = [] } = options
  return new Target({
    addresses,
    signer: createSigner(credentials, { transport, clock, headers: requestHeaders }),
    transport,
    parallelTransport,
    bodies: createBodyStore(options.collectGarbage),
    clock,
    signal,
    maxRequests: plan.budget,
    timeoutMs,
    latencyBudgetMs,
    concurrency: options.concurrency ?? DEFAULTS.concurrency,
    ...defined({ rate }),
  })
}

function sessionOf(certification: Certification, target: Target): Session {
  const { options, level, timeoutMs, latencyBudgetMs, messagesOf } = certification
  const { contract, credentials, clock, stateUrl, clockUrl, observer } = options
  return new Session({
    contract,
    credentials,
    level,
    target,
    clock,
    timeoutMs,
    latencyBudgetMs,
    concurrency: options.concurrency ?? DEFAULTS.concurrency,
    messagesOf,
    state: stateUrl === undefined ? undefined : createStateService(stateUrl, target),
    observer: observer === undefined ? undefined : createEffectObserver(observer, target),
    time: clockUrl === undefined ? undefined : createTimeService(clockUrl, target),
    knowsItsOrders: options.fixtures !== undefined,
    ownOrders: options.fixtures?.orders.map(({ identifier }) => identifier) ?? [],
  })
}

/** An endpoint that was not reached is not asked what its certificate rests on. */
async function routeOf(
  { options, addresses, timeoutMs }: Certification,
  { kind }: RunOutcome,
): Promise<ReportedRoute> {
  const { credentials, stateUrl, clockUrl, observer, requestHeaders = [], route = {} } = options
  const urls = [
    ...addresses.enabled.map(({ url }) => url),
    ...(credentials.scheme === 'oauth2' ? [credentials.tokenUrl] : []),
    ...(stateUrl === undefined ? [] : [stateUrl]),
    ...(clockUrl === undefined ? [] : [clockUrl]),
    ...(observer === undefined ? [] : [observer.url]),
  ].map((url) => new URL(url))
  const isReached = kind === 'complete' || kind === 'no-token'
  const record = await recordRoute(urls, { route, timeoutMs, asksServers: isReached })
  return { ...record, requestHeaders: requestHeaders.map(([name]) => name).toSorted() }
}

function reasonOf(outcome: RunOutcome): string | undefined {
  switch (outcome.kind) {
    case 'complete':
      return undefined
    case 'ended':
      return outcome.reason
    case 'misconfigured':
      return outcome.problem.sentence
    case 'no-token':
      return outcome.sentence
  }
}

function causesOf(
  results: readonly CheckResult[],
  outcome: RunOutcome,
  session: Session,
): readonly CheckResult[] {
  const reached =
    outcome.kind === 'ended' && outcome.isGone
      ? excludeUnreachable(results, outcome.reason)
      : results
  const explained = foldScatteredTokens(reached, session.target.course.scatteredTokens)
  return foldRootCauses(explained, session.brokenOperations())
}

function judged(
  results: readonly CheckResult[],
  { level, addresses, rules: planned }: Certification,
  outcome: RunOutcome,
) {
  const rules = coverRules(planned(), results, includesLevel(level, 'strict'))
  const operations = addresses.enabled.map(({ operation }) => operation)
  const { kind } = outcome
  // Of an endpoint that is silent or slow, what failed until then counts.
  const isComplete =
    kind === 'complete' || kind === 'no-token' || (kind === 'ended' && outcome.isConclusive)
  return {
    requirements: REQUIREMENTS,
    verdict: verdictOf(results, CATALOGUE, level, isComplete, rules),
    levels: levelResults(results, CATALOGUE, level, rules),
    rules,
    effects: effectsResult(results, operations, takesEffect.id),
  }
}

function described({ options, addresses, level, seed, prefix }: Certification, endpoint: string) {
  const { contract, partner, environment, purpose, selfTest } = options
  return {
    suiteVersion: SUITE_VERSION,
    contract,
    endpoint,
    addresses,
    partner,
    environment,
    purpose,
    selfTest,
    level,
    seed,
    prefix,
  }
}

function withoutRejections({ verdict, rules }: ReturnType<typeof judged>): string | undefined {
  return verdict === 'inconclusive' ? missingRejections(rules) : undefined
}

function partialReason({ excluded }: Plan): string | undefined {
  return excluded.size === 0
    ? undefined
    : 'not all checks of the level were made (--only, --skip), so no level is judged as a whole'
}
