import { escapeHtml, formatDuration, plural } from '../../../core/index.ts'
import type { Report, ReportedRow, ReportedTimeline } from '../../results/report.ts'

/** In the units of the drawing. */
const WIDTH = 960
const LABEL = 230
const ROW = 26
const BAR = 14
/** A request of a millisecond is seen too. */
const LEAST_BAR = 3

/** A timeline of each situation: requests as bars over time, before the windows in which a retry may come. */
export function renderTimelines({ timelines }: Report): string {
  if (timelines === undefined) return ''
  return `<h2 id="timelines">Timelines</h2>
<p class="soft">One row for each message. Bars are requests, as long as they were open; shaded windows are when the next retry may come, from the growth of the sender's own waits.</p>
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

/** The silence at the end is long and empty: a tenth of the width is enough for it. */
function scaleOf({ rows, marks }: ReportedTimeline): (ms: number) => number {
  const times = [
    ...rows.flatMap(({ attempts }) => attempts.map(({ endedMs }) => endedMs)),
    ...marks.map(({ atMs }) => atMs),
  ]
  const last = Math.max(1, ...times) * 1.1
  return (ms) => LABEL + (Math.min(ms, last) / last) * (WIDTH - LABEL)
}

function drawing(timeline: ReportedTimeline, caption: string): string {
  const { rows, marks } = timeline
  const x = scaleOf(timeline)
  const height = rows.length * ROW + 6
  const lines = marks.map(
    ({ kind, atMs }) =>
      `<line class="mark" x1="${at(x(atMs))}" y1="0" x2="${at(x(atMs))}" y2="${height}"><title>${escapeHtml(`${kind} after ${formatDuration(atMs)}`)}</title></line>`,
  )
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escapeHtml(caption)}">${rows.map((row, index) => rowOf(row, index, x)).join('')}${lines.join('')}</svg>`
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
  const bars = row.attempts.map(({ atMs, endedMs, played, isSuccess }) =>
    box(
      isSuccess ? 'bar good' : 'bar bad',
      x(atMs),
      Math.max(LEAST_BAR, x(endedMs) - x(atMs)),
      `${played} after ${formatDuration(atMs)}`,
    ),
  )
  return `<text x="0" y="${top + BAR - 3}">${escapeHtml(row.label)}</text><line class="axis" x1="${LABEL}" y1="${top + BAR / 2}" x2="${WIDTH}" y2="${top + BAR / 2}"/>${windows.join('')}${bars.join('')}`
}

function at(value: number): string {
  return value.toFixed(1)
}
