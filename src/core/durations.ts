import { HarnessError } from './errors.ts'

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }

/** Timers of more milliseconds than this fire at once. */
const LONGEST_MS = 2 ** 31 - 1

/**
 * Parses `100ms`, `1.5s`, `2m`, `1h` to milliseconds, up to 24 days.
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
  const ms = Number(match[1]) * unit
  if (ms > LONGEST_MS) {
    throw new HarnessError('INVALID_DURATION', `${option} is longer than the harness can wait.`, {
      expected: 'at most 596h',
      found: JSON.stringify(text),
      where: option,
    })
  }
  return ms
}

/** Milliseconds as {@link parseDuration} reads them, in the largest unit that holds a whole number: `1s`, `25h`. */
export function writeDuration(ms: number): string {
  const [unit, size] =
    Object.entries(UNITS)
      .toReversed()
      .find(([, each]) => ms % each === 0) ?? (['ms', 1] as const)
  return `${ms / size}${unit}`
}

/** Milliseconds as a person writes them: `87 ms`, `1.4 s`, `2 min 5 s`, `25 h`. */
export function formatDuration(ms: number): string {
  if (ms < 1) return '<1 ms'
  if (Math.round(ms) < 1000) return `${Math.round(ms)} ms`
  const whole = Math.round(ms / 1000)
  if (whole < 60) return ms < 9950 ? `${(ms / 1000).toFixed(1)} s` : `${whole} s`
  return whole < 3600 ? parts(whole, 60, 'min', 's') : parts(Math.round(whole / 60), 60, 'h', 'min')
}

/** Milliseconds as machines read them: to the microsecond, without the digits that a clock adds. */
export function roundedMs(ms: number): number {
  return Math.round(ms * 1000) / 1000
}

function parts(count: number, size: number, unit: string, rest: string): string {
  const more = count % size
  return `${Math.floor(count / size)} ${unit}${more === 0 ? '' : ` ${more} ${rest}`}`
}
