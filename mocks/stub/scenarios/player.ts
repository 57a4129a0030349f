import { createRandom, parseRequestJson, type Random } from '../../../src/core/index.ts'
import { meetsAll } from './match.ts'
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
  /** Whether any scenario is active; called for every request, so it must be cheap. */
  isActive(): boolean
  playing(): readonly { readonly name: string; readonly run?: string }[]
  /** Takes the next step for a request. Synchronous, so that two requests never get the same step. */
  next(facts: RequestFacts): PlannedBehaviour | undefined
}

interface Progress {
  /** Number of requests that have taken a step. */
  taken: number
  readonly random: Random
}

interface Playing {
  readonly scenario: Scenario
  readonly progress: Map<string, Progress>
}

const MAX_SEQUENCES = 20_000

export function createPlayer(): ScenarioPlayer {
  const byRun = new Map<string, Playing>()
  let forAll: Playing | undefined
  return {
    play: (scenario, run) => {
      const playing = { scenario, progress: new Map<string, Progress>() }
      if (run === undefined) forAll = playing
      else byRun.set(run, playing)
    },
    stop: (run) => {
      if (run !== undefined) {
        byRun.delete(run)
        return
      }
      forAll = undefined
      byRun.clear()
    },
    isActive: () => forAll !== undefined || byRun.size > 0,
    playing: () => [
      ...(forAll === undefined ? [] : [{ name: forAll.scenario.name }]),
      ...[...byRun].map(([run, { scenario }]) => ({ name: scenario.name, run })),
    ],
    next: (facts) => {
      const own = facts.run === undefined ? undefined : byRun.get(facts.run)
      const playing = own ?? forAll
      return playing === undefined ? undefined : nextBehaviour(playing, facts)
    },
  }
}

function nextBehaviour(
  { scenario, progress }: Playing,
  facts: RequestFacts,
): PlannedBehaviour | undefined {
  for (const [index, rule] of scenario.rules.entries()) {
    if (!applies(rule, facts)) continue
    const key = `${index} ${sequenceOf(rule, facts)}`
    const sequence = progress.get(key) ?? {
      taken: 0,
      random: createRandom(`${scenario.seed}/${key}`),
    }
    progress.delete(key)
    progress.set(key, sequence)
    forgetOldest(progress)
    const step = stepAt(rule, sequence.taken)
    if (step === undefined) continue
    sequence.taken += 1
    return plannedBehaviour(step, sequence.random, scenario.name)
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

/** The step for the request that follows `taken` others, or `undefined` when the steps are used up. */
function stepAt(rule: ScenarioRule, taken: number): ScenarioStep | undefined {
  const length = rule.steps.reduce((sum, { times }) => sum + times, 0)
  let left = rule.after === 'repeat' && length < Infinity ? taken % length : taken
  for (const step of rule.steps) {
    if (left < step.times) return step
    left -= step.times
  }
  return rule.after === 'last' ? rule.steps.at(-1) : undefined
}

function plannedBehaviour(
  step: ScenarioStep,
  random: Random,
  name: string,
): PlannedBehaviour | undefined {
  // Both are always drawn, so that the steps that follow do not depend on which were needed.
  const [isDone, swing] = [random.next() < step.chance, random.next() * 2 - 1]
  if (!isDone) return undefined
  const delayMs = Math.max(0, step.delayMs + swing * step.jitterMs)
  return {
    behaviour: step.behaviour,
    delayMs,
    description: `${name}: ${describeBehaviour(step.behaviour, delayMs)}`,
  }
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
