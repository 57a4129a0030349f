import { formatDuration, printableLine } from '../../core/index.ts'
import type { Report, ReportedRow, ReportedTimeline } from '../results/report.ts'

/** What fits on a line or two. */
const MOST_ATTEMPTS = 8

/** What a sender did, in text: the situations in which a check failed, or all of them. */
export function timelineLines(
  { timelines = [], checks }: Pick<Report, 'timelines' | 'checks'>,
  full: boolean,
): string[] {
  const failing = checks.filter(({ status }) => status === 'failed' || status === 'warned')
  const shown = timelines.filter(
    ({ situation }) => full || failing.some(({ id }) => id.split('/').includes(situation)),
  )
  if (shown.length === 0) return []
  return ['', 'What came (responses, and the waits between them)', ...shown.flatMap(linesOf)]
}

function linesOf({ situation, sentence, marks, rows }: ReportedTimeline): string[] {
  const done = marks.map(({ kind, atMs }) => `${kind} after ${formatDuration(atMs)}`)
  const aside = done.length === 0 ? '' : ` (${done.join(', ')})`
  return [
    `  ${situation}: ${sentence}${aside}`,
    ...alike(rows).map(([row, more]) => `    ${printableLine(row.label)}${more}: ${rowText(row)}`),
  ]
}

/** Rows that are of no message. */
const SINGLE = new Set(['token service', 'elsewhere'])

/** Rows in which the same came in the same order are one, whatever the waits: messages of several operations, as a rule. */
function alike(rows: readonly ReportedRow[]): (readonly [row: ReportedRow, more: string])[] {
  const same = new Map<string, ReportedRow[]>()
  for (const row of rows) {
    const key = [
      SINGLE.has(row.label) ? row.label : '',
      ...row.attempts.map(({ played }) => played),
    ].join()
    same.set(key, [...(same.get(key) ?? []), row])
  }
  return [...same.values()].flatMap(([row, ...others]) =>
    row === undefined ? [] : [[row, others.length === 0 ? '' : ` (and ${others.length} alike)`]],
  )
}

/** `500, 1.0 s, 500, 2.0 s, 200`. */
function rowText({ attempts, requests }: ReportedRow): string {
  const shown = attempts.slice(0, MOST_ATTEMPTS)
  const parts = shown.flatMap(({ atMs, played }, index) => {
    const before = attempts[index - 1]
    return before === undefined
      ? [played]
      : [formatDuration(Math.max(0, atMs - before.endedMs)), played]
  })
  const more = requests - shown.length
  return more > 0 ? `${parts.join(', ')}, and ${more} more` : parts.join(', ')
}
