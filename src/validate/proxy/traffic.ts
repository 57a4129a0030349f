import type { Operation } from '../../contract/index.ts'
import type { Problem } from '../problem.ts'

/** One HTTP message as it passed, up to the limit on its body. */
export interface Passed {
  /** Names and values in turn, as they were received. */
  readonly rawHeaders: readonly string[]
  readonly body: Buffer
  /** True when the body was longer than what is kept; it still passed whole. */
  readonly truncated: boolean
}

/** One request through the proxy, its response, and the problems of both. */
export interface Traffic {
  /** Counts from 1. */
  readonly id: number
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  /** Until the last byte of the response. */
  readonly durationMs: number
  readonly method: string
  readonly target: string
  /** Absent where method and path are not an operation of the contract. */
  readonly operation?: Operation
  readonly request: Passed
  readonly response?: Passed & { readonly status: number; readonly statusText: string }
  /** Why the endpoint sent no complete response, in one sentence. */
  readonly failure?: string
  /** The problems of the request's body. */
  readonly requestProblems: readonly Problem[]
  /** The problems of the response's body or status. */
  readonly responseProblems: readonly Problem[]
}
