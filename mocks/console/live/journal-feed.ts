import type { Journal } from '../../stub/index.ts'
import type { Hub } from './hub.ts'
import { summaryOf } from './summary.ts'

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
  const poll = (): void => {
    const newest = journal.totals().requests
    if (!hub.hasListeners) {
      // A page fetches the existing entries when it connects.
      seen = newest
      return
    }
    if (newest === seen) return
    const entries = journal.entries({ after: seen, limit: MAX_AT_ONCE }).map(summaryOf)
    const isComplete = entries.length === newest - seen
    seen = newest
    hub.send('entries', { entries, isComplete, ...journal.kept() })
  }
  const timer = setInterval(poll, EVERY_MS)
  timer.unref()
  return {
    clear: () => {
      journal.clear()
      hub.send('cleared', {})
    },
    close: () => clearInterval(timer),
  }
}
