import { defined, STEPPED_BYTES, type Steps } from '../../../src/core/index.ts'
import type { JournalEntry } from '../../stub/index.ts'
import { identifierIn } from '../identifier-in.ts'
import type { EntrySummary } from '../api.ts'

/** The part of an entry that the feed shows; small, because it shows a thousand. */
function summaryOf(entry: JournalEntry): EntrySummary {
  const {
    answer: response,
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
    ...defined({ status: response?.status, identifier }),
  }
}

/** The same of many, in steps, because each body is read for its identifier. */
export function* summariesOf(entries: readonly JournalEntry[]): Steps<EntrySummary[]> {
  const summaries: EntrySummary[] = []
  for (const entry of entries) {
    summaries.push(summaryOf(entry))
    if (entry.bodyBytes >= STEPPED_BYTES) yield
  }
  return summaries
}
