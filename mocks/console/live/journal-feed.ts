import { inTurns, type Steps } from '../../../src/core/index.ts'
import type { Journal } from '../../stub/index.ts'
import type { Hub } from './hub.ts'
import type { EntrySummary } from '../api.ts'
import { summariesOf } from './summary.ts'

const EVERY_MS = 100
/** With more, the page asks for the list again, after the flood. */
const MAX_AT_ONCE = 200

export interface JournalFeed {
  /** Clears the journal and notifies the pages. */
  clear(): void
  close(): void
}

/**
 * Sends new entries to the pages. The journal is polled, and only while a page is open, because a callback for every
 * request would slow the stub down.
 */
export function watchJournal(journal: Journal, hub: Hub): JournalFeed {
  let seen = journal.totals().requests
  let isReading = false
  let cleared = 0
  function* newer(): Steps<EntrySummary[]> {
    const entries = yield* journal.entriesInSteps({ after: seen, limit: MAX_AT_ONCE })
    return yield* summariesOf(entries)
  }
  const poll = async (): Promise<void> => {
    const newest = journal.totals().requests
    if (!hub.hasListeners) {
      // A page fetches the existing entries when it connects.
      seen = newest
      return
    }
    if (newest === seen || isReading) return
    isReading = true
    const before = cleared
    const entries = await inTurns(newer())
    const isComplete = entries.length === newest - seen
    isReading = false
    seen = Math.max(seen, newest)
    if (cleared > before) return
    hub.send('entries', { entries, isComplete, ...journal.kept() })
  }
  const timer = setInterval(() => void poll(), EVERY_MS)
  timer.unref()
  return {
    clear: () => {
      journal.clear()
      cleared += 1
      hub.send('cleared', {})
    },
    close: () => clearInterval(timer),
  }
}
