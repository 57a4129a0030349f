import type { ReportedRow, ReportedTimeline } from '../certify/index.ts'
import type { SenderSituation } from './situations/situation.ts'
import {
  isSuccess,
  messagesOf,
  type MessageDeliveries,
  tokenRequestsOf,
  waitsOf,
} from './timeline/messages.ts'
import type { SenderRequest, Timeline } from './timeline/received.ts'
import { growthOf } from './timeline/waits.ts'

/** Within what a wait may be around the one that the growth leads to expect. */
const TOLERANCE = 1.3

/** Jitter may lengthen what Retry-After asks for by this share. */
const LATER = 0.5

/** "Optoro will retry five times with the same message." */
const MOST_RETRIES = 5

/** Rows of more requests than this are cut: a sender that loops is seen by then. */
const MOST_ATTEMPTS = 60

/** The timelines of an examination as reports show them. */
export function reportedTimelines(
  timelines: readonly Timeline[],
  situations: readonly SenderSituation[],
): ReportedTimeline[] {
  const factor = factorOf(timelines)
  return timelines.map((timeline) => ({
    situation: timeline.situation,
    sentence: situations.find(({ name }) => name === timeline.situation)?.sentence ?? '',
    durationMs: Math.round(timeline.durationMs),
    marks: timeline.marks.map(({ kind, atMs }) => ({ kind, atMs: Math.round(atMs) })),
    rows: rowsOf(timeline, factor),
  }))
}

/** By what the sender's own waits grow; 2 where that cannot be said. */
function factorOf(timelines: readonly Timeline[]): number {
  const growth = growthOf(timelines.flatMap(messagesOf).map(waitsOf))
  return growth.kind === 'exponential' ? growth.factor : 2
}

function rowsOf(timeline: Timeline, factor: number): ReportedRow[] {
  const others = timeline.received.filter(
    ({ kind }) => kind === 'redirect-target' || kind === 'unknown-path',
  )
  return [
    row('token service', tokenRequestsOf(timeline), timeline, []),
    ...messagesOf(timeline).map((message) =>
      row(message.operation, message.deliveries, timeline, windowsOf(message, factor)),
    ),
    row('elsewhere', others, timeline, []),
  ].filter(({ attempts }) => attempts.length > 0)
}

function row(
  label: string,
  requests: readonly SenderRequest[],
  { durationMs }: Timeline,
  windows: ReportedRow['windows'],
): ReportedRow {
  const attempts = requests.slice(0, MOST_ATTEMPTS).map((request) => ({
    atMs: Math.round(request.atMs),
    endedMs: Math.round(request.endedMs ?? durationMs),
    played: request.played,
    isSuccess: isSuccess(request),
  }))
  return { label, attempts, windows: windows.slice(0, MOST_ATTEMPTS), requests: requests.length }
}

/**
 * When a retry may come: after a response that asks to wait (Retry-After), from then on; else each but the first by the wait
 * before, times the factor, within the tolerance. A sixth has no window.
 */
function windowsOf(
  { deliveries, ...message }: MessageDeliveries,
  factor: number,
): ReportedRow['windows'] {
  const waits = waitsOf({ deliveries, ...message })
  return deliveries.slice(0, MOST_RETRIES).flatMap(({ endedMs, notBeforeMs }, index) => {
    if (endedMs === undefined) return []
    if (notBeforeMs !== undefined) {
      const longest = (notBeforeMs - endedMs) * (1 + LATER)
      return [{ fromMs: Math.round(notBeforeMs), toMs: Math.round(endedMs + longest) }]
    }
    const before = waits[index - 1]
    if (before === undefined || index >= waits.length) return []
    const expected = before * factor
    return [
      {
        fromMs: Math.round(endedMs + expected / TOLERANCE),
        toMs: Math.round(endedMs + expected * TOLERANCE),
      },
    ]
  })
}
