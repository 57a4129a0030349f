import { atOnce, defined, STEPPED_BYTES, type Steps } from '../../../src/core/index.ts'
import type { StubVerdict } from '../judge.ts'
import type { EntryKind, JournalEntry, RawEntry, TimelineAttempt } from './entry.ts'
import { createMessageCounter, type MessageAttempt } from './messages.ts'
import { Ring, type RingLimits } from './ring.ts'
import { createRedaction, type RedactionOptions } from './redact.ts'
import { showEntry } from './show.ts'
import { createCounter, type JournalTotals } from './totals.ts'

export interface JournalQuery {
  readonly kind?: EntryKind
  /** An operation's id. */
  readonly operation?: string
  readonly verdict?: StubVerdict
  readonly status?: number
  readonly message?: string
  readonly run?: string
  /** Only entries after this id. */
  readonly after?: number
  /** The newest so many; default all that are kept. */
  readonly limit?: number
}

/** The requests that the stub received, with its responses. */
export interface Journal {
  /** Entries that are still kept, oldest first. */
  entries(query?: JournalQuery): JournalEntry[]
  /** The same in steps, because large bodies are validated again when they are shown. */
  entriesInSteps(query?: JournalQuery): Steps<JournalEntry[]>
  entry(id: number): JournalEntry | undefined
  /** The attempts at one message with their waits, oldest first. @param message as {@link JournalEntry.message} names it */
  timeline(message: string): TimelineAttempt[]
  /** Calls back for every new entry until the returned function is called. */
  subscribe(listener: (entry: JournalEntry) => void): () => void
  /** The first entry that matches, kept or future; rejects with the signal's reason. */
  waitFor(query: JournalQuery, signal?: AbortSignal): Promise<JournalEntry>
  /** Counts since the start, requests that are no longer kept included. */
  totals(): JournalTotals
  /** Which entries can still be read. */
  kept(): KeptEntries
  clear(): void
}

export interface KeptEntries {
  /** The id of the oldest; the next entry's if there are none. */
  readonly first: number
  /** How many older ones newer ones have replaced since the journal was last cleared. */
  readonly replaced: number
}

export interface JournalOptions extends RingLimits {
  readonly redaction: RedactionOptions
}

/** The journal with its write access, which only the stub has. */
export interface WritableJournal extends Journal {
  record(entry: RawEntry): void
}

/** An entry with its place among the attempts at one message. */
interface Received {
  readonly id: number
  readonly raw: RawEntry
  readonly attempt: MessageAttempt | undefined
}

/** With bodies of the usual size. */
const ENTRIES_A_STEP = 100

export function createJournal(options: JournalOptions): WritableJournal {
  const ring = new Ring(options)
  const counter = createCounter()
  const redaction = createRedaction(options.redaction)
  const listeners = new Set<(entry: JournalEntry) => void>()
  let count = createMessageCounter()
  const attempts = new Map<number, MessageAttempt | undefined>()
  let counted = 0
  /** Listeners are told of these soon: of one with a large body in a turn of its own. */
  const untold: Received[] = []

  /** Assigns its message to each entry up to the newest; deferred until the journal is read. */
  const catchUp = (): void => {
    for (const id of attempts.keys()) {
      if (id >= ring.first) break
      attempts.delete(id)
    }
    for (let id = Math.max(counted + 1, ring.first); id < ring.next; id++) {
      const raw = ring.at(id)
      if (raw !== undefined) attempts.set(id, count(raw))
      counted = id
    }
  }
  const show = (id: number): JournalEntry | undefined => {
    const raw = ring.at(id)
    return raw === undefined ? undefined : showEntry(id, raw, attempts.get(id), redaction)
  }
  function* entriesInSteps(query: JournalQuery = {}): Steps<JournalEntry[]> {
    catchUp()
    const limit = query.limit ?? Infinity
    const found: JournalEntry[] = []
    for (let id = ring.next - 1; id >= ring.first && found.length < limit; id--) {
      if (query.after !== undefined && id <= query.after) break
      const raw = ring.at(id)
      if (raw === undefined || !matches(raw, attempts.get(id), query)) continue
      const entry = show(id)
      if (entry !== undefined) found.push(entry)
      if (raw.request.body.length >= STEPPED_BYTES || found.length % ENTRIES_A_STEP === 0) yield
    }
    return found.toReversed()
  }
  const entries = (query: JournalQuery = {}): JournalEntry[] => atOnce(entriesInSteps(query))
  const tellNext = (): void => {
    const next = untold.shift()
    if (next === undefined || listeners.size === 0) return
    const entry = showEntry(next.id, next.raw, next.attempt, redaction)
    for (const listener of listeners) listener(entry)
  }
  const tellInTurns = (): void => {
    tellNext()
    if (untold.length > 0) setImmediate(tellInTurns)
  }
  const subscribe = (listener: (entry: JournalEntry) => void): (() => void) => {
    listeners.add(listener)
    return () => {
      while (untold.length > 0) tellNext()
      listeners.delete(listener)
    }
  }
  return {
    record: (raw) => {
      const id = ring.push(raw)
      counter.add(raw)
      if (listeners.size === 0) return
      catchUp()
      untold.push({ id, raw, attempt: attempts.get(id) })
      if (untold.length > 1) return
      if (raw.request.body.length < STEPPED_BYTES) tellNext()
      else setImmediate(tellInTurns)
    },
    entries,
    entriesInSteps,
    entry: (id) => {
      catchUp()
      return show(id)
    },
    timeline: (message) => {
      catchUp()
      const ids = Array.from({ length: ring.next - ring.first }, (_, index) => ring.first + index)
      return timelineOf(
        ids.flatMap((id) => {
          const [raw, attempt] = [ring.at(id), attempts.get(id)]
          return raw !== undefined && attempt?.message === message ? [{ id, raw, attempt }] : []
        }),
      )
    },
    subscribe,
    waitFor: (query, signal) =>
      new Promise((resolve, reject) => {
        const [found] = entries(query)
        if (found !== undefined) return resolve(found)
        if (signal?.aborted === true) return reject(signal.reason as Error)
        const stop = subscribe((entry) => {
          if (!entries({ ...query, after: entry.id - 1 }).some(({ id }) => id === entry.id)) return
          finish()
          resolve(entry)
        })
        const onAbort = (): void => {
          finish()
          reject(signal?.reason as Error)
        }
        const finish = (): void => {
          stop()
          signal?.removeEventListener('abort', onAbort)
        }
        signal?.addEventListener('abort', onAbort, { once: true })
      }),
    totals: () => counter.totals(),
    kept: () => ({ first: ring.first, replaced: ring.replaced }),
    clear: () => {
      ring.clear()
      attempts.clear()
      count = createMessageCounter()
    },
  }
}

function matches(raw: RawEntry, attempt: MessageAttempt | undefined, query: JournalQuery): boolean {
  return (
    (query.kind === undefined || raw.kind === query.kind) &&
    (query.operation === undefined || raw.operation?.id === query.operation) &&
    (query.verdict === undefined || raw.verdict === query.verdict) &&
    (query.status === undefined || raw.response?.status === query.status) &&
    (query.message === undefined || attempt?.message === query.message) &&
    (query.run === undefined || raw.run === query.run)
  )
}

function timelineOf(received: readonly Received[]): TimelineAttempt[] {
  return received.map(({ id, raw, attempt }, index) => {
    const before = received[index - 1]?.raw
    return {
      attempt: attempt?.attempt ?? index + 1,
      entry: id,
      startedAt: raw.startedAt,
      durationMs: raw.durationMs,
      ...(before === undefined
        ? {}
        : { waitedMs: raw.startedAt - (before.startedAt + before.durationMs) }),
      ...defined({ status: raw.response?.status }),
      verdict: raw.verdict,
      ...defined({ played: raw.played }),
    }
  })
}
