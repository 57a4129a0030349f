import { formatDuration } from '../../core/index.ts'
import type { Report } from '../results/report.ts'

/** The requirement of latency under load: the duration of its checks is the 95th percentile of their responses. */
const LATENCY = 'DS-RES-03'

/** The largest message that every operation accepted, in words; `undefined` where it was not measured. */
export function largestMessage({ checks }: Report): string | undefined {
  const measured = checks.flatMap(({ bytes }) => bytes ?? [])
  if (measured.length === 0) return undefined
  const bytes = Math.min(...measured)
  // A message of whole items is a little smaller than the size that was asked for.
  return bytes > 950_000 ? 'at least 1 MB' : `${Math.max(1, Math.round(bytes / 1000))} kB`
}

/** How fast the slowest operation responded under load, in words; `undefined` where it was not measured. */
export function latencyUnderLoad({ checks }: Report): string | undefined {
  const measured = checks.filter(
    ({ requirement, status }) =>
      requirement === LATENCY && (status === 'passed' || status === 'failed'),
  )
  if (measured.length === 0) return undefined
  const slowest = Math.max(...measured.map(({ durationMs }) => durationMs))
  return `95 of 100 responses within ${formatDuration(slowest)}`
}
