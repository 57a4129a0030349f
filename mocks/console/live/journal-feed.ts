import type { Journal } from '../../stub/index.ts'
import type { Hub } from './hub.ts'
import { summaryOf } from './summary.ts'

const EVERY_MS = 100
/** More at once are only counted: nobody reads them, and the page must stay quick. */
const MAX_AT_ONCE = 200

export interface JournalFeed {
  /** Forgets what is kept, and tells the pages. */
  clear(): void
  close(): void
}

/**
 * Sends new entries to the pages. The journal is asked now and then, and only while a page is open: to be called for
 * every request would cost the stub its speed.
 */
export function watchJournal(journal: Journal, hub: Hub): JournalFeed {
  let seen = journal.totals().requests
  const look = (): void => {
    const newest = journal.totals().requests
    if (!hub.isHeard) {
      // A page that connects asks for what is there.
      seen = newest
      return
    }
    if (newest === seen) return
    const entries = journal.entries({ after: seen, limit: MAX_AT_ONCE }).map(summaryOf)
    const skipped = newest - seen - entries.length
    seen = newest
    hub.send('entries', { entries, skipped })
  }
  const timer = setInterval(look, EVERY_MS)
  timer.unref()
  return {
    clear: () => {
      journal.clear()
      hub.send('cleared', {})
    },
    close: () => clearInterval(timer),
  }
}
