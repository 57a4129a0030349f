import type { Contract } from '../../contract/index.ts'
import type { Check, Level, Outcome, TestedRequirement } from '../../certify/index.ts'
import type { Timeline } from '../timeline/received.ts'

/** What was seen in the situations of an examination. */
export interface Exam {
  readonly contract: Contract
  readonly timeScale: number
  /** Whether the sender uses access tokens. */
  readonly hasTokens: boolean
  readonly timelines: ReadonlyMap<string, Timeline>
}

/** One test of one requirement of senders, concluded from what was seen in situations. */
export interface SenderCheck extends Check {
  /** The situations that it needs; where one of them was not played, the check is skipped. */
  readonly situations: readonly string[]
  /** Pure: the same timelines give the same outcome. */
  readonly conclude: (exam: Exam, timelines: readonly Timeline[]) => Outcome
}

export interface DeclaredCheck {
  /** Below the requirement's topic: `retries/server-error/same-bytes`. */
  readonly id: string
  readonly title: string
  readonly expected: string
  readonly fix: string
  /** Where it differs from the requirement's. */
  readonly level?: Level
  readonly situations: readonly string[]
  /** The requirement set from which on it counts; absent: it was there from the first. */
  readonly since?: string
  readonly conclude: SenderCheck['conclude']
}

export function check({ id, level }: TestedRequirement, declared: DeclaredCheck): SenderCheck {
  return { level, ...declared, requirement: id }
}

export function passed(actual: string): Outcome {
  return { status: 'passed', actual }
}

export function failed(actual: string): Outcome {
  return { status: 'failed', actual }
}

/** The first complaint fails a check; without one it passes. */
export function unlessAny(complaints: readonly string[], actual: string): Outcome {
  const [first, ...others] = complaints
  if (first === undefined) return passed(actual)
  return failed(others.length === 0 ? first : `${first} (and ${others.length} more)`)
}
