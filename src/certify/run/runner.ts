import { HarnessError, messageOf } from '../../core/index.ts'
import { errored, includesLevel, type Outcome, skipped } from '../results/check.ts'
import type { CertifyEvent } from '../results/events.ts'
import type { Misconfiguration } from '../results/report.ts'
import type { Collector } from './collector.ts'
import type { Executable, Watch } from './group.ts'
import type { Plan, PlannedGroup } from './plan.ts'
import { preflight } from './preflight.ts'
import { sendAhead } from './send-ahead.ts'
import type { Session } from './session.ts'
import type { Observation } from './observation.ts'
import { RunEnded } from './run-ended.ts'

/** How a run went, besides the results of its checks. */
export type RunOutcome =
  | { readonly kind: 'complete' }
  /** It ended early: its verdict is open. */
  | {
      readonly kind: 'ended'
      readonly reason: string
      readonly isGone: boolean
      readonly isConclusive: boolean
    }
  | { readonly kind: 'misconfigured'; readonly problem: Misconfiguration }
  /** The token service fails, so nothing else could be checked. */
  | { readonly kind: 'no-token'; readonly sentence: string }

interface RunnerOptions {
  readonly emit: (event: CertifyEvent) => void
  /** The caller's, which tells a run that was stopped from one whose deadline has passed. */
  readonly signal: AbortSignal | undefined
}

/** Makes the preflight and the checks of a plan; every check's outcome is handed to the collector here. */
export async function runPlan(
  plan: Plan,
  session: Session,
  collector: Collector,
  { emit, signal }: RunnerOptions,
): Promise<RunOutcome> {
  watchResponses(plan, session)
  try {
    const found = await preflight(session)
    if (found === undefined) {
      await runGroups(plan.groups, session, collector, emit)
      return { kind: 'complete' }
    }
    if (found.kind === 'failing-token-service') {
      const groups = plan.groups.filter(({ judges }) => judges === 'token service')
      await runGroups(groups, session, collector, emit)
      return { kind: 'no-token', sentence: found.sentence }
    }
    emit({ type: 'misconfigured', problem: found })
    return { kind: 'misconfigured', problem: found }
  } catch (error) {
    if (error instanceof HarnessError) throw error
    if (error instanceof RunEnded)
      return {
        kind: 'ended',
        reason: whyEnded(error, signal, session.target.course.requests),
        isGone: error.cause === 'gone',
        isConclusive: isTooSlow(error),
      }
    // An error of the suite before the first check.
    for (const { check } of plan.groups.flatMap(({ checks }) => checks))
      collector.add(check, errored(messageOf(error)))
    return { kind: 'complete' }
  }
}

/** Shows every response to the checks that watch its operation; what belongs to a higher level says nothing of theirs. */
function watchResponses({ groups }: Plan, { target }: Session): void {
  const watching = groups.flatMap(({ checks }) =>
    checks.flatMap(({ check, watch }) => (watch === undefined ? [] : [{ check, watch }])),
  )
  const known = new Map<string, readonly Watch[]>()
  const concerned = ({ operation, from }: Observation): readonly Watch[] => {
    const key = `${from} ${operation.id}`
    const found =
      known.get(key) ??
      watching.flatMap(({ check, watch }) =>
        check.operation === operation.id && includesLevel(check.level, from) ? [watch] : [],
      )
    known.set(key, found)
    return found
  }
  target.course.observers.push({
    see: (observation) => {
      for (const watch of concerned(observation)) watch.see(observation)
    },
    isNews: (observation) => concerned(observation).some((watch) => watch.isNews(observation)),
  })
}

function whyEnded(ended: RunEnded, signal: AbortSignal | undefined, requests: number): string {
  if (signal?.aborted === true) return 'the run was stopped'
  switch (ended.cause) {
    case 'budget':
      return 'the budget of requests was used up'
    case 'gone':
      return `the endpoint went away during the run: nothing has accepted connections at ${ended.detail ?? 'it'} since about request ${requests}`
    case 'proxy':
      return `${ended.detail ?? 'the proxy gave no connection'} since about request ${requests}; of the endpoint that says nothing`
    case 'silent':
      return `${ended.detail ?? 'the endpoint is silent'}, and each costs the time limit: the other checks are skipped`
    case 'slow':
      return `${ended.detail ?? 'the endpoint is slow'}: the other checks are skipped; --latency-budget allows more time`
    case 'throttled':
      return `the endpoint, or something before it, responds to everything with ${ended.detail ?? 'an error'} since about request ${requests}: run again with fewer requests per second, for example --rate 5`
    default:
      return 'the deadline of the run came first'
  }
}

async function runGroups(
  groups: readonly PlannedGroup[],
  session: Session,
  collector: Collector,
  emit: (event: CertifyEvent) => void,
): Promise<void> {
  let isTold = false
  for (const [index, group] of groups.entries()) {
    const { ended } = session.width
    if (ended !== undefined && !isTold) emit({ type: 'one-by-one', reason: ended })
    isTold = ended !== undefined
    emit({ type: 'probe-started', name: group.name, index, of: groups.length })
    session.target.course.from = group.from
    const { state } = session.options
    const problem = await state?.announce(group.name, { operation: group.operation ?? null })
    if (problem === undefined) {
      await runGroup(group, session, collector).catch(async (error: unknown) => {
        if (isTooSlow(error)) await conclude(groups.slice(index), session, collector)
        throw error
      })
    } else for (const { check } of group.checks) collector.addNotRun(check, problem)
  }
}

function isTooSlow(error: unknown): boolean {
  return error instanceof RunEnded && (error.cause === 'silent' || error.cause === 'slow')
}

/** What is concluded from what was sent already: of an endpoint that is silent, that it is. */
async function conclude(
  groups: readonly PlannedGroup[],
  session: Session,
  collector: Collector,
): Promise<void> {
  for (const { isConclusion, checks } of groups) {
    for (const own of isConclusion ? checks : []) {
      if (own.requests === 0 && own.step === undefined)
        collector.add(own.check, await outcomeOr(() => outcomeOf(own, session)))
    }
  }
}

async function runGroup(
  group: PlannedGroup,
  session: Session,
  collector: Collector,
): Promise<void> {
  const { operation, isConclusion, before, checks } = group
  const silence = isConclusion ? undefined : session.neverResponds(operation)
  const prepared =
    silence === undefined
      ? await outcomeOr(async () => {
          await before?.take(session)
          await sendAhead(group, session)
          return undefined
        })
      : skipped(silence)
  for (const own of checks)
    collector.add(own.check, prepared ?? (await outcomeOr(() => outcomeOf(own, session))))
}

async function outcomeOf({ unless, run }: Executable, session: Session): Promise<Outcome> {
  return unless?.(session) ?? run(session)
}

/** An error that is not the end of the run is one of the suite, and says nothing of the endpoint. */
async function outcomeOr<T>(make: () => Promise<T>): Promise<T | Outcome> {
  try {
    return await make()
  } catch (error) {
    if (error instanceof RunEnded) throw error
    return errored(messageOf(error))
  }
}
