import type { Check, Outcome } from '../results/check.ts'
import { skipped } from '../results/check.ts'
import type { TestedRequirement } from '../results/requirement.ts'
import { check, type Executable, type Watch } from './group.ts'
import type { Observation } from './observation.ts'
import { share } from './wording.ts'

/** What one response says of a requirement. */
export type ResponseFinding =
  | 'correct'
  | 'not concerned'
  | (Pick<Outcome, 'actual'> & Partial<Pick<Outcome, 'pointer' | 'rule' | 'fix'>>)

interface EveryResponse extends Pick<Check, 'id' | 'title' | 'expected' | 'fix'> {
  /** Why nothing is concluded where no response was concerned. */
  readonly unseen: string
  /** What one deviating response makes of the check; default `failed`. */
  readonly deviating?: 'failed' | 'warned'
  readonly judge: (observation: Observation) => ResponseFinding
}

/** Declares a check of every response of an operation, whatever was sent: one result at the end of the run. */
export function everyResponse(
  requirement: TestedRequirement,
  { unseen, deviating, judge, ...described }: EveryResponse,
): Executable {
  return check(requirement, { ...described, watch: () => watchOf(judge, unseen, deviating) })
}

function watchOf(
  judge: EveryResponse['judge'],
  unseen: string,
  deviating: 'failed' | 'warned' = 'failed',
): Watch {
  let seen = 0
  let deviated = 0
  let first: Omit<Outcome, 'status'> | undefined
  return {
    isNews: (observation) => {
      const found = first === undefined ? judge(observation) : 'correct'
      return found !== 'correct' && found !== 'not concerned'
    },
    see: (observation) => {
      const found = judge(observation)
      if (found === 'not concerned') return
      seen++
      if (found === 'correct') return
      deviated++
      const { exchange, subject } = observation
      const about =
        subject === undefined || subject.pointer === '' ? {} : { pointer: subject.pointer }
      first ??= { exchange, ...about, ...found }
    },
    conclude: () => {
      if (seen === 0) return skipped(unseen)
      if (first === undefined) return { status: 'passed', actual: share(seen, seen, 'response') }
      const { actual, ...rest } = first
      return {
        status: deviating,
        actual: `${share(deviated, seen, 'response')}: ${actual}`,
        ...rest,
      }
    },
  }
}
