import { createRandom, parseRequestJson, type Random } from '../../../src/core/index.ts'
import { meetsAll } from './match.ts'
import { type Act, type Rule, type Scenario, type Step, TOKEN_SERVICE } from './scenario.ts'

/** What is to be done with one request. */
export interface Cue {
  readonly act: Act
  /** Milliseconds to wait before. */
  readonly delayMs: number
  /** For the journal: the scenario and what it does. */
  readonly shown: string
}

/** What the stage looks at. */
export interface Performance {
  /** An operation's id, or `token`. */
  readonly target: string
  readonly run: string | undefined
  readonly body: Buffer
  /** Names the message; asked only by rules that go by message. */
  readonly message: () => string
}

/** The scenarios that are played now: owns how far each has come. */
export interface Stage {
  /** Plays a scenario from its first step, for one run's requests or for all that no run's scenario is for. */
  play(scenario: Scenario, run?: string): void
  /** Stops what is played for a run, or for all others; without arguments everything. */
  stop(run?: string): void
  /** Whether anything is played: asked of every request, before more is made of it. */
  isActive(): boolean
  playing(): readonly { readonly name: string; readonly run?: string }[]
  /** Takes the next step for a request. Nothing waits in here, so that no two requests get the same step. */
  cue(performance: Performance): Cue | undefined
}

interface Progress {
  /** Requests that have taken a step so far. */
  taken: number
  readonly random: Random
}

interface Playing {
  readonly scenario: Scenario
  readonly progress: Map<string, Progress>
}

const MAX_SEQUENCES = 20_000

export function createStage(): Stage {
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
    cue: (performance) => {
      const own = performance.run === undefined ? undefined : byRun.get(performance.run)
      const playing = own ?? forAll
      return playing === undefined ? undefined : nextCue(playing, performance)
    },
  }
}

function nextCue({ scenario, progress }: Playing, performance: Performance): Cue | undefined {
  for (const [index, rule] of scenario.rules.entries()) {
    if (!applies(rule, performance)) continue
    const key = `${index} ${sequenceOf(rule, performance)}`
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
    return cueOf(step, sequence.random, scenario.name)
  }
  return undefined
}

function applies(rule: Rule, { target, body }: Performance): boolean {
  if (rule.on === undefined ? target === TOKEN_SERVICE : !rule.on.includes(target)) return false
  if (rule.where.length === 0) return true
  const parsed = parseRequestJson(body)
  return parsed.ok && meetsAll(parsed.value, rule.where)
}

function sequenceOf(rule: Rule, performance: Performance): string {
  switch (rule.per) {
    case 'all':
      return ''
    case 'run':
      return performance.run ?? ''
    case 'message':
      return `${performance.run ?? ''} ${performance.message()}`
  }
}

function forgetOldest(progress: Map<string, Progress>): void {
  if (progress.size <= MAX_SEQUENCES) return
  const [oldest] = progress.keys()
  if (oldest !== undefined) progress.delete(oldest)
}

/** The step for the request after `taken` others, or `undefined` when the steps are used up. */
function stepAt(rule: Rule, taken: number): Step | undefined {
  const length = rule.steps.reduce((sum, { times }) => sum + times, 0)
  let left = rule.after === 'repeat' && length < Infinity ? taken % length : taken
  for (const step of rule.steps) {
    if (left < step.times) return step
    left -= step.times
  }
  return rule.after === 'last' ? rule.steps.at(-1) : undefined
}

function cueOf(step: Step, random: Random, name: string): Cue | undefined {
  // Both are drawn whether they are needed or not: one more step does not change what comes after it.
  const [isDone, swing] = [random.next() < step.chance, random.next() * 2 - 1]
  if (!isDone) return undefined
  const delayMs = Math.max(0, step.delayMs + swing * step.jitterMs)
  return { act: step.act, delayMs, shown: `${name}: ${showAct(step.act, delayMs)}` }
}

function showAct(act: Act, delayMs: number): string {
  const wait = delayMs > 0 ? ` after ${Math.round(delayMs)} ms` : ''
  switch (act.kind) {
    case 'status':
      return `status ${act.status}${wait}`
    case 'tokens':
      return `tokens ${act.end === 'expire' ? 'expired' : 'revoked'}${wait}`
    default:
      return `${act.kind}${wait}`
  }
}
