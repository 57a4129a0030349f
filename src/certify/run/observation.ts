import type { Operation } from '../../contract/index.ts'
import type { Exchange } from '../../core/index.ts'
import type { Level } from '../results/check.ts'
import type { Subject } from './request.ts'
import type { ParsedResponse } from './response.ts'

/** One response as observers see it, whatever check it belongs to. */
export interface Observation {
  readonly exchange: Exchange
  readonly operation: Operation
  readonly parsed: ParsedResponse
  readonly subject?: Subject
  /** Whether it was sent with the credentials that the endpoint was certified with, or needs none. */
  readonly isAuthorized: boolean
  /** The first level at which this is sent. */
  readonly from: Level
}

export interface Observer {
  readonly see: (observation: Observation) => void
  /** Whether something would fail for this response that has not failed yet. */
  readonly isNews: (observation: Observation) => boolean
}
