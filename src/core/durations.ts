import { HarnessError } from './errors.ts'

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }

/**
 * Parses `100ms`, `1.5s`, `2m`, `1h` to milliseconds.
 * @throws HarnessError INVALID_DURATION naming the option
 */
export function parseDuration(text: string, option: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text.trim())
  const unit = match?.[2] === undefined ? undefined : UNITS[match[2]]
  if (match?.[1] === undefined || unit === undefined) {
    throw new HarnessError('INVALID_DURATION', `${option} is not a duration.`, {
      expected: 'a number with its unit: 100ms, 1s, 2m or 1h',
      found: JSON.stringify(text),
      where: option,
      next: `write for example ${option} 30s`,
    })
  }
  return Number(match[1]) * unit
}

/** Milliseconds as a person writes them: `87 ms`, `1.4 s`, `2 min 5 s`. */
export function formatDuration(ms: number): string {
  if (ms < 1) return '<1 ms'
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`
  const minutes = Math.floor(ms / 60_000)
  const seconds = Math.round((ms % 60_000) / 1000)
  return seconds === 0 ? `${minutes} min` : `${minutes} min ${seconds} s`
}
