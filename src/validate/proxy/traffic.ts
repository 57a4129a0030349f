import type { Operation } from '../../contract/index.ts'
import type { Problem } from '../problem.ts'

/** One message of HTTP as it passed, up to the bound on its body. */
export interface Passed {
  /** Names and values in turn, as they were received. */
  readonly rawHeaders: readonly string[]
  readonly body: Buffer
  /** True when the body was longer than what is kept; it still passed whole. */
  readonly truncated: boolean
}

/** One request that passed through the proxy, its answer, and what is wrong with either. */
export interface Traffic {
  /** Counts from 1. */
  readonly id: number
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  /** Until the last byte of the answer. */
  readonly durationMs: number
  readonly method: string
  readonly target: string
  /** Absent where method and path are none of the contract's. */
  readonly operation?: Operation
  readonly request: Passed
  readonly response?: Passed & { readonly status: number; readonly statusText: string }
  /** Why no complete answer came from the endpoint, in one sentence. */
  readonly failure?: string
  /** What is wrong with the request's body; empty where nothing is. */
  readonly requestProblems: readonly Problem[]
  /** What is wrong with the answer's body or status. */
  readonly responseProblems: readonly Problem[]
}
