/**
 * Strict checks of the formats the contract uses, on character codes: RFC 3339 to the letter, impossible days rejected.
 */

const ZERO = 48
const NINE = 57

/** The number that two digits make, or −1 when one is none: whole numbers all the way, which is what makes it fast. */
function pair(text: string, at: number): number {
  const tens = text.charCodeAt(at) - ZERO
  const ones = text.charCodeAt(at + 1) - ZERO
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1
}

const DAYS = Uint8Array.of(0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

function isFullDate(text: string): boolean {
  const century = pair(text, 0)
  const year = pair(text, 2)
  const month = pair(text, 5)
  const day = pair(text, 8)
  if (century < 0 || year < 0 || month < 1 || month > 12 || day < 1) return false
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return false
  if (day <= (DAYS[month] ?? 0)) return true
  const isLeap = year === 0 ? century % 4 === 0 : year % 4 === 0
  return month === 2 && day === 29 && isLeap
}

/** RFC 3339 `full-date`. */
export function isDate(text: string): boolean {
  return text.length === 10 && isFullDate(text)
}

/** RFC 3339 `full-time`, from an index on: the zone is required; 23:59:60 UTC is a leap second. */
function isFullTime(text: string, from: number): boolean {
  const hour = pair(text, from)
  const minute = pair(text, from + 3)
  const second = pair(text, from + 6)
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return false
  if (text.charCodeAt(from + 2) !== 58 || text.charCodeAt(from + 5) !== 58) return false
  let index = from + 8
  if (text.charCodeAt(index) === 46) {
    const first = ++index
    while (text.charCodeAt(index) >= ZERO && text.charCodeAt(index) <= NINE) index++
    if (index === first) return false
  }
  const offset = zoneOffset(text, index)
  if (offset === NO_ZONE) return false
  if (second < 60) return true
  const utc = (hour * 60 + minute - offset + 1440) % 1440
  return utc === 1439
}

const NO_ZONE = 10_000

/** Minutes east of UTC of the zone that ends the text. */
function zoneOffset(text: string, index: number): number {
  const code = text.charCodeAt(index)
  if (code === 90 || code === 122) return text.length === index + 1 ? 0 : NO_ZONE
  if ((code !== 43 && code !== 45) || text.length !== index + 6) return NO_ZONE
  const hour = pair(text, index + 1)
  const minute = pair(text, index + 4)
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return NO_ZONE
  if (text.charCodeAt(index + 3) !== 58) return NO_ZONE
  return (code === 45 ? -1 : 1) * (hour * 60 + minute)
}

/** RFC 3339 `full-time`. */
export function isTime(text: string): boolean {
  return isFullTime(text, 0)
}

/** RFC 3339 `date-time`: `T` or `t` between date and time, never a blank. */
export function isDateTime(text: string): boolean {
  if (text.length < 20) return false
  const separator = text.charCodeAt(10)
  if (separator !== 84 && separator !== 116) return false
  return isFullDate(text) && isFullTime(text, 11)
}

/** The formats that are checked by this project's own code, under their JSON Schema names. */
export const formats: Readonly<Record<string, (text: string) => boolean>> = {
  date: isDate,
  time: isTime,
  'date-time': isDateTime,
}
