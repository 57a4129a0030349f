import { defined } from '../../../../src/core/index.ts'
import type { EntrySummary } from '../../api.ts'
import { OUTCOMES, type DeliveryOutcome, outcomeOf } from '../../outcome.ts'
import { localTime } from '../components/times.ts'

/** A span of time: the last minutes, or between two times as fields of the page have them. */
export interface Period {
  readonly kind: 'any' | 'between' | `${number}`
  readonly from: string
  readonly to: string
}

export const ANY_TIME: Period = { kind: 'any', from: '', to: '' }

export const PERIODS = [
  ['any', 'any time'],
  ['1', 'last minute'],
  ['5', 'last 5 minutes'],
  ['15', 'last 15 minutes'],
  ['60', 'last hour'],
  ['1440', 'last 24 hours'],
  ['between', 'between two times …'],
] as const satisfies readonly (readonly [Period['kind'], string])[]

/** Its ends in milliseconds since the epoch, the second exclusive; what is absent does not restrict. */
export function spanOf(
  { kind, from, to }: Period,
  now: number,
): { readonly since?: number; readonly until?: number } {
  if (kind === 'any') return {}
  if (kind !== 'between') return { since: now - Number(kind) * 60_000 }
  const [since, until] = [localTime(from), localTime(to)]
  return defined({ since, until })
}

export const WHICH = [
  ['all', 'everything'],
  ['delivery', 'deliveries'],
  ...OUTCOMES.map((outcome) => [outcome, outcome] as const),
  ['repeated', 'retried'],
  ['played', 'simulated by a scenario'],
  ['token', 'token service'],
] as const

export type Which = 'all' | 'delivery' | DeliveryOutcome | 'repeated' | 'played' | 'token'

export interface FeedFilter {
  readonly search: string
  readonly which: Which
  /** An operation's id; empty for all. */
  readonly operation: string
  readonly period: Period
}

export const NO_FILTER: FeedFilter = { search: '', which: 'all', operation: '', period: ANY_TIME }

/** Whether an entry is shown, the search aside. @param now of the clock that entries are recorded with */
export function matchesFilter(
  entry: EntrySummary,
  { which, operation, period }: FeedFilter,
  now: number,
): boolean {
  const { since = -Infinity, until = Infinity } = spanOf(period, now)
  return (
    (operation === '' || entry.operation === operation) &&
    entry.startedAt >= since &&
    entry.startedAt < until &&
    isWhich(entry, which)
  )
}

function isWhich(
  { kind, status, attempt = 1, duplicate, played }: EntrySummary,
  which: Which,
): boolean {
  switch (which) {
    case 'all':
      return true
    case 'delivery':
    case 'token':
      return kind === which
    case 'repeated':
      return attempt > 1 || duplicate === true
    case 'played':
      return played !== undefined
    case 'delivered':
    case 'rejected':
    case 'failed':
      return kind === 'delivery' && outcomeOf(status) === which
  }
}
