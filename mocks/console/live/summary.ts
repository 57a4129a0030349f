import type { JournalEntry } from '../../stub/index.ts'
import { identifierIn } from '../identifier-in.ts'
import type { EntrySummary } from '../api.ts'

/** What the feed shows of an entry: small, so that a thousand of them are. */
export function summaryOf(entry: JournalEntry): EntrySummary {
  const {
    answer,
    violations,
    warnings,
    body,
    headers: _headers,
    bodyBytes: _bytes,
    ...shown
  } = entry
  const identifier = entry.kind === 'delivery' ? identifierIn(body) : undefined
  return {
    ...shown,
    violations: violations.length,
    warnings: warnings.length,
    ...(answer === undefined ? {} : { status: answer.status }),
    ...(identifier === undefined ? {} : { identifier }),
  }
}
