import type { Address, Operation } from '../../contract/index.ts'
import type { Exchange } from '../../core/index.ts'

/** What an ordinary message to one operation met in the preflight. */
export interface OrdinaryResponse {
  readonly operation: Operation
  readonly address: Address
  readonly body: unknown
  readonly exchange: Exchange
}
