import { HarnessError, parseDuration } from '../../core/index.ts'

/**
 * A point in time: ISO 8601, or a duration that lies back from now.
 * @returns milliseconds since the epoch
 * @throws HarnessError INVALID_OPTION
 */
export function readTime(value: unknown, flag: string, now: number): number {
  const text = String(value).trim()
  if (/^\d+(\.\d+)?(ms|s|m|h)$/.test(text)) return now - parseDuration(text, flag)
  const time = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN
  if (!Number.isNaN(time)) return time
  throw new HarnessError('INVALID_OPTION', `${flag} is not a time.`, {
    expected: '2026-01-31T12:00:00Z, or a duration such as 2h for two hours ago',
    found: JSON.stringify(value),
    where: flag,
  })
}
