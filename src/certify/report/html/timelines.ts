import { escapeHtml, formatDuration, plural } from '../../../core/index.ts'
import type { Report, ReportedRow, ReportedTimeline } from '../../results/report.ts'

/** In the units of the drawing. */
const WIDTH = 960
const LABEL = 230
const ROW = 26
const BAR = 14
/** A request of a millisecond is seen too. */
const LEAST_BAR = 3
/** Between requests that come at once: each is seen. */
const GAP = 1
/** Below the rows, for the times. */
const SCALE = 18
const MOST_TICKS = 8

/** A timeline of each situation: requests as bars over time, before the windows in which a retry may come. */
export function renderTimelines({ timelines }: Report): string {
  if (timelines === undefined) return ''
  return `<h2 id="timelines">Timelines</h2>
<p class="soft">One row for each message. Bars are requests, as long as they were open: green were accepted, red were not. Shaded windows are when a retry may come: as Retry-After asks, else the second to the fifth by the growth of the sender's own waits; the silence after the last request is cut.</p>
${timelines.map(figureOf).join('\n')}
`
}

function figureOf(timeline: ReportedTimeline): string {
  const { situation, sentence, rows, durationMs } = timeline
  const requests = rows.reduce((sum, row) => sum + row.requests, 0)
  const caption = `${situation}: ${sentence}; ${plural(requests, 'request')} in ${formatDuration(durationMs)}`
  return `<figure class="timeline" id="timeline-${escapeHtml(situation)}"><figcaption>${escapeHtml(caption)}</figcaption>
${rows.length === 0 ? '<p class="soft">Nothing came.</p>' : drawing(timeline, caption)}</figure>`
}

/** Until when it is drawn: the silence at the end is long and empty, a tenth of the width is enough for it. */
function drawnMs({ rows, marks }: ReportedTimeline): number {
  const times = [
    ...rows.flatMap(({ attempts, windows }) => [
      ...attempts.map(({ endedMs }) => endedMs),
      ...windows.map(({ toMs }) => toMs),
    ]),
    ...marks.map(({ atMs }) => atMs),
  ]
  return Math.max(1, ...times) * 1.1
}

/** Milliseconds at which the time is written: every 1, 2 or 5 of a power of ten. */
function ticksOf(lastMs: number): number[] {
  const size = 10 ** Math.floor(Math.log10(lastMs))
  const step = [0.1, 0.2, 0.5, 1]
    .map((part) => part * size)
    .find((each) => lastMs / each <= MOST_TICKS)
  const stepMs = Math.max(1, step ?? size)
  return Array.from({ length: Math.floor(lastMs / stepMs) + 1 }, (_none, index) => index * stepMs)
}

function drawing(timeline: ReportedTimeline, caption: string): string {
  const { rows, marks } = timeline
  const lastMs = drawnMs(timeline)
  const x = (ms: number): number => LABEL + (Math.min(ms, lastMs) / lastMs) * (WIDTH - LABEL)
  const height = rows.length * ROW + 6
  const times = ticksOf(lastMs).map(
    (ms) =>
      `<text class="time" x="${at(x(ms))}" y="${height + 9}">${ms === 0 ? '0' : formatDuration(ms)}</text>`,
  )
  const lines = marks.map(
    ({ kind, atMs }) =>
      `<line class="mark" x1="${at(x(atMs))}" y1="0" x2="${at(x(atMs))}" y2="${height}"><title>${escapeHtml(`${kind} after ${formatDuration(atMs)}`)}</title></line>`,
  )
  return `<svg viewBox="0 0 ${WIDTH} ${height + SCALE}" role="img" aria-label="${escapeHtml(caption)}">${rows.map((row, index) => rowOf(row, index, x)).join('')}${lines.join('')}${times.join('')}</svg>`
}

function rowOf(row: ReportedRow, index: number, x: (ms: number) => number): string {
  const top = index * ROW + 6
  const box = (name: string, from: number, width: number, title: string): string =>
    `<rect class="${name}" x="${at(from)}" y="${top}" width="${at(width)}" height="${BAR}"><title>${escapeHtml(title)}</title></rect>`
  const windows = row.windows.map(({ fromMs, toMs }) =>
    box(
      'window',
      x(fromMs),
      x(toMs) - x(fromMs),
      `a retry may come between ${formatDuration(fromMs)} and ${formatDuration(toMs)}`,
    ),
  )
  let free = 0
  const bars = row.attempts.map(({ atMs, endedMs, played, isSuccess }) => {
    const from = Math.max(free, x(atMs))
    const width = Math.max(LEAST_BAR, x(endedMs) - x(atMs))
    free = from + width + GAP
    const name = isSuccess ? 'bar good' : 'bar bad'
    return box(name, from, width, `${played} after ${formatDuration(atMs)}`)
  })
  return `<text x="0" y="${top + BAR - 3}">${escapeHtml(row.label)}</text><line class="axis" x1="${LABEL}" y1="${top + BAR / 2}" x2="${WIDTH}" y2="${top + BAR / 2}"/>${windows.join('')}${bars.join('')}`
}

function at(value: number): string {
  return value.toFixed(1)
}
