const DAY_AND_TIME = { day: 'numeric', month: 'short' } as const
const CLOCK = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const

/** `28 Nov 14:03:07`, in the reader's own time zone unless another is given. */
export function dayAndTime(at: number, timeZone?: string): string {
  const zone = timeZone === undefined ? {} : { timeZone }
  const day = new Intl.DateTimeFormat('en-GB', { ...DAY_AND_TIME, ...zone }).format(at)
  return `${day} ${new Intl.DateTimeFormat('en-GB', { ...CLOCK, ...zone }).format(at)}`
}

/** `Saturday, 28 November 2026 at 14:03:07.512 UTC`. */
export function fullTime(at: number, timeZone?: string): string {
  const zone = timeZone === undefined ? {} : { timeZone }
  return new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    ...CLOCK,
    fractionalSecondDigits: 3,
    timeZoneName: 'short',
    ...zone,
  }).format(at)
}

const UNITS = [
  ['day', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
] as const

/** `3 min ago`, `in 25 h`, `now`: whole units, rounded down. */
export function relativeTime(at: number, now: number): string {
  const distance = Math.abs(now - at)
  const found = UNITS.find(([unit, size]) => distance >= (unit === 'day' ? 2 * size : size))
  if (found === undefined) return 'now'
  const [unit, size] = found
  const count = Math.floor(distance / size)
  const text = `${count} ${unit === 'day' ? 'days' : unit}`
  return at <= now ? `${text} ago` : `in ${text}`
}

/** A time as a field of the kind `datetime-local` has it, to the second: `2026-11-28T14:03:07`. */
export function localText(at: number): string {
  const shifted = at - new Date(at).getTimezoneOffset() * 60_000
  return new Date(shifted).toISOString().slice(0, 19)
}

/** The inverse; `undefined` for an empty or invalid text. */
export function localTime(text: string): number | undefined {
  const at = new Date(text).getTime()
  return text === '' || Number.isNaN(at) ? undefined : at
}
