import type { Operation } from '../../contract/index.ts'
import type { RawExchange } from '../../core/index.ts'
import type { Problem } from '../problem.ts'

/** One request through the proxy with its response, and the problems of both. Bodies pass whole, whatever is kept of them. */
export interface Traffic extends RawExchange {
  /** Counts from 1. */
  readonly id: number
  /** Absent where method and path are not an operation of the contract. */
  readonly operation?: Operation
  /** The problems of the request's parameters and body. */
  readonly requestProblems: readonly Problem[]
  /** The problems of the response's body or status. */
  readonly responseProblems: readonly Problem[]
}
