/**
 * Strict checks of the formats the contract uses, on character codes: RFC 3339 to the letter, impossible days refused.
 */

const ZERO = 48
const NINE = 57

/** The number that `count` digits from `from` make, or NaN when one is no digit. */
function digits(text: string, from: number, count: number): number {
  let value = 0
  for (let index = from; index < from + count; index++) {
    const code = text.charCodeAt(index)
    if (!(code >= ZERO && code <= NINE)) return Number.NaN
    value = value * 10 + code - ZERO
  }
  return value
}

const DAYS = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function isFullDate(text: string): boolean {
  const year = digits(text, 0, 4)
  const month = digits(text, 5, 2)
  const day = digits(text, 8, 2)
  if (!(year >= 0 && month >= 1 && month <= 12 && day >= 1)) return false
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return false
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return day <= (leap ? 29 : (DAYS[month] ?? 0))
}

/** RFC 3339 `full-date`. */
export function isDate(text: string): boolean {
  return text.length === 10 && isFullDate(text)
}

/** RFC 3339 `full-time`, from an index on: the zone is required; 23:59:60 UTC is a leap second. */
function isFullTime(text: string, from: number): boolean {
  const hour = digits(text, from, 2)
  const minute = digits(text, from + 3, 2)
  const second = digits(text, from + 6, 2)
  if (!(hour <= 23 && minute <= 59 && second <= 60)) return false
  if (text.charCodeAt(from + 2) !== 58 || text.charCodeAt(from + 5) !== 58) return false
  let index = from + 8
  if (text.charCodeAt(index) === 46) {
    const first = ++index
    while (text.charCodeAt(index) >= ZERO && text.charCodeAt(index) <= NINE) index++
    if (index === first) return false
  }
  const offset = zoneOffset(text, index)
  if (Number.isNaN(offset)) return false
  if (second < 60) return true
  const utc = (hour * 60 + minute - offset + 1440) % 1440
  return utc === 1439
}

/** Minutes east of UTC of the zone that ends the text, or NaN. */
function zoneOffset(text: string, index: number): number {
  const code = text.charCodeAt(index)
  if (code === 90 || code === 122) return text.length === index + 1 ? 0 : Number.NaN
  if ((code !== 43 && code !== 45) || text.length !== index + 6) return Number.NaN
  const hour = digits(text, index + 1, 2)
  const minute = digits(text, index + 4, 2)
  if (!(hour <= 23 && minute <= 59) || text.charCodeAt(index + 3) !== 58) return Number.NaN
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
