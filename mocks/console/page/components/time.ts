const CLOCK = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hour12: false,
})

/** `14:03:07.512` in the reader's own time zone. */
export function clockTime(at: number): string {
  return `${CLOCK.format(at)}.${String(Math.floor(at % 1000)).padStart(3, '0')}`
}

/** The full timestamp, for a tooltip. */
export function fullTime(at: number): string {
  return new Date(at).toISOString()
}
