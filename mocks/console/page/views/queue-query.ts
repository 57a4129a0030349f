import type { DeliveryOutcome } from '../../outcome.ts'
import { ANY_TIME, type Period, spanOf } from './feed-filter.ts'

/** The filters of the queue's view. */
export interface QueueFilter {
  readonly text: string
  /** A URL without its query. */
  readonly to: string
  readonly operation: string
  readonly outcome: '' | DeliveryOutcome
  readonly period: Period
}

export const NO_QUEUE_FILTER: QueueFilter = {
  text: '',
  to: '',
  operation: '',
  outcome: '',
  period: ANY_TIME,
}

/** The filter as the server reads it; empty values count as absent. */
export function queryOf(
  { text, to, operation, outcome, period }: QueueFilter,
  now: number,
): Readonly<Record<string, string>> {
  const { since, until } = spanOf(period, now)
  return {
    text,
    to,
    operation,
    outcome,
    since: since === undefined ? '' : String(since),
    until: until === undefined ? '' : String(until),
  }
}
