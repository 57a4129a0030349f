import type { Operation } from '../../contract/index.ts'
import type { Exchange } from '../../core/index.ts'
import type { Level } from '../results/check.ts'
import type { Observer } from './observation.ts'

/** What a run has sent and met so far, whichever way it sends. */
export interface Course {
  readonly observers: Observer[]
  /** The first level of the group of checks that is being made. */
  from: Level
  /** Requests sent to the endpoint's operations. */
  requests: number
  /** Those of them that the budget counts: without what throttling adds, and without what was tried side by side. */
  planned: number
  /** Identifiers of orders that the endpoint accepted: the test data left on it. */
  readonly accepted: Set<string>
  /** An operation that has accepted a message. */
  accepting: Operation | undefined
  /** What the run learnt of tokens that only some processes of the endpoint know: a 401 is luck then. */
  scatteredTokens: string | undefined
  /** 401 responses to a token that should still have been valid. */
  readonly earlyRejections: Exchange[]
  /** Durations of accepted messages that were sent alone or by checks of the load, in milliseconds. */
  readonly latencies: number[]
}

export function newCourse(): Course {
  return {
    observers: [],
    from: 'compatible',
    requests: 0,
    planned: 0,
    accepted: new Set(),
    accepting: undefined,
    scatteredTokens: undefined,
    earlyRejections: [],
    latencies: [],
  }
}
