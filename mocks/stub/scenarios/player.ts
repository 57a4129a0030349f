import { type Clock, createRandom, parseRequestJson, type Random } from '../../../src/core/index.ts'
import { meetsAll } from './match.ts'
import { currentStep, type StepProgress } from './progress.ts'
import {
  type ScenarioBehaviour,
  type ScenarioRule,
  type Scenario,
  type ScenarioStep,
  TOKEN_SERVICE,
} from './scenario.ts'

/** What the stub is to do with one request. */
export interface PlannedBehaviour {
  readonly behaviour: ScenarioBehaviour
  /** Milliseconds to wait first. */
  readonly delayMs: number
  /** For the journal: the scenario and what it does. */
  readonly description: string
}

/** The facts of a request on which its step depends. */
export interface RequestFacts {
  /** An operation's id, or `token`. */
  readonly target: string
  readonly run: string | undefined
  readonly body: Buffer
  /** Identifies the message; called only for rules that are per message. */
  readonly message: () => string
}

/** The active scenarios: owns the progress of each. */
export interface ScenarioPlayer {
  /** Starts a scenario at its first step, for one run or for all runs without a scenario of their own. */
  play(scenario: Scenario, run?: string): void
  /** Stops the scenario of a run; without a run, all scenarios. */
  stop(run?: string): void
  /** Plays the scenario of a provider state over that for all runs, which goes on where it was once the state has ended. */
  enter(state: string, scenario: Scenario): void
  leave(state: string): void
  /** Whether any scenario is active; called for every request, so it must be cheap. */
  isActive(): boolean
  playing(): readonly { readonly name: string; readonly run?: string }[]
  /** Takes the next step for a request. Synchronous, so that two requests never get the same step. */
  next(facts: RequestFacts): PlannedBehaviour | undefined
}

interface Progress extends StepProgress {
  readonly random: Random
}

interface Playing {
  readonly scenario: Scenario
  readonly progress: Map<string, Progress>
}

const MAX_SEQUENCES = 20_000

export type PlayerClock = Pick<Clock, 'now' | 'monotonic'>

/** @param clock what steps that last for a time, and dates in Retry-After, follow */
export function createPlayer(clock: PlayerClock): ScenarioPlayer {
  const byRun = new Map<string, Playing>()
  // The last one entered plays.
  const byState = new Map<string, Playing>()
  let forAll: Playing | undefined
  return {
    play: (scenario, run) => {
      if (run === undefined) forAll = started(scenario)
      else byRun.set(run, started(scenario))
    },
    stop: (run) => {
      if (run !== undefined) {
        byRun.delete(run)
        return
      }
      forAll = undefined
      byRun.clear()
      byState.clear()
    },
    enter: (state, scenario) => {
      byState.delete(state)
      byState.set(state, started(scenario))
    },
    leave: (state) => void byState.delete(state),
    isActive: () => forAll !== undefined || byRun.size > 0 || byState.size > 0,
    playing: () => [
      ...[...byState.values()].toReversed().map(({ scenario }) => ({ name: scenario.name })),
      ...(forAll === undefined ? [] : [{ name: forAll.scenario.name }]),
      ...[...byRun].map(([run, { scenario }]) => ({ name: scenario.name, run })),
    ],
    next: (facts) => {
      const own = facts.run === undefined ? undefined : byRun.get(facts.run)
      const playing = own ?? [...byState.values()].at(-1) ?? forAll
      return playing === undefined ? undefined : nextBehaviour(playing, facts, clock)
    },
  }
}

function started(scenario: Scenario): Playing {
  return { scenario, progress: new Map() }
}

function nextBehaviour(
  { scenario, progress }: Playing,
  facts: RequestFacts,
  clock: PlayerClock,
): PlannedBehaviour | undefined {
  for (const [index, rule] of scenario.rules.entries()) {
    if (!applies(rule, facts)) continue
    const key = `${index} ${sequenceOf(rule, facts)}`
    const sequence = progress.get(key) ?? {
      step: 0,
      taken: 0,
      since: undefined,
      random: createRandom(`${scenario.seed}/${key}`),
    }
    progress.delete(key)
    progress.set(key, sequence)
    forgetOldest(progress)
    const now = clock.monotonic()
    const step = currentStep(rule, sequence, now)
    if (step === undefined) continue
    sequence.taken += 1
    const endsAt = sequence.step < rule.steps.length ? endOf(step, sequence) : undefined
    const leftMs = Math.max(0, (endsAt ?? now) - now)
    return plannedBehaviour(step, sequence.random, scenario.name, { leftMs, now: clock.now() })
  }
  return undefined
}

function applies(rule: ScenarioRule, { target, body }: RequestFacts): boolean {
  if (rule.on === undefined ? target === TOKEN_SERVICE : !rule.on.includes(target)) return false
  if (rule.where.length === 0) return true
  const parsed = parseRequestJson(body)
  return parsed.ok && meetsAll(parsed.value, rule.where)
}

function sequenceOf(rule: ScenarioRule, facts: RequestFacts): string {
  switch (rule.per) {
    case 'all':
      return ''
    case 'run':
      return facts.run ?? ''
    case 'message':
      return `${facts.run ?? ''} ${facts.message()}`
  }
}

function forgetOldest(progress: Map<string, Progress>): void {
  if (progress.size <= MAX_SEQUENCES) return
  const [oldest] = progress.keys()
  if (oldest !== undefined) progress.delete(oldest)
}

/** When a step that lasts for a time is over; on the monotonic clock. */
function endOf({ forMs }: ScenarioStep, { since }: Progress): number | undefined {
  return forMs === undefined || since === undefined ? undefined : since + forMs
}

/** The time of a request, in milliseconds. */
interface StepTime {
  /** Since the epoch. */
  readonly now: number
  /** Of a step that lasts for a time. */
  readonly leftMs: number
}

function plannedBehaviour(
  step: ScenarioStep,
  random: Random,
  name: string,
  time: StepTime,
): PlannedBehaviour | undefined {
  // Both are always drawn, so that the steps that follow do not depend on which were needed.
  const [isDone, swing] = [random.next() < step.chance, random.next() * 2 - 1]
  if (!isDone) return undefined
  const delayMs = Math.max(0, step.delayMs + swing * step.jitterMs)
  return {
    behaviour: withRetryAfter(step, delayMs, time),
    delayMs,
    description: `${name}: ${describeBehaviour(step.behaviour, delayMs)}`,
  }
}

/** The response of a step with its Retry-After, counted from when it is sent. Both forms have whole seconds: never sooner. */
function withRetryAfter(
  { behaviour, retryAfter }: ScenarioStep,
  delayMs: number,
  { now, leftMs }: StepTime,
): ScenarioBehaviour {
  if (retryAfter === undefined || behaviour.kind !== 'status') return behaviour
  const waitMs = retryAfter.waitMs === 'left' ? Math.max(0, leftMs - delayMs) : retryAfter.waitMs
  const text =
    retryAfter.as === 'date'
      ? new Date(Math.ceil((now + delayMs + waitMs) / 1000) * 1000).toUTCString()
      : String(Math.ceil(waitMs / 1000))
  return { ...behaviour, headers: { ...behaviour.headers, 'Retry-After': text } }
}

function describeBehaviour(behaviour: ScenarioBehaviour, delayMs: number): string {
  const wait = delayMs > 0 ? ` after ${Math.round(delayMs)} ms` : ''
  switch (behaviour.kind) {
    case 'status':
      return `status ${behaviour.status}${wait}`
    case 'tokens':
      return `tokens ${behaviour.end === 'expire' ? 'expired' : 'revoked'}${wait}`
    default:
      return `${behaviour.kind}${wait}`
  }
}
