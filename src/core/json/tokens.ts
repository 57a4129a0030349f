const QUOTE = 34
const MINUS = 45
const BACKSLASH = 92

/** The index after the closing quote of the string that starts here. @param text valid JSON */
export function endOfString(text: string, start: number): number {
  let quote = text.indexOf('"', start + 1)
  while (isEscaped(text, quote)) quote = text.indexOf('"', quote + 1)
  return quote === -1 ? text.length : quote + 1
}

function isEscaped(text: string, quote: number): boolean {
  let at = quote - 1
  while (text.charCodeAt(at) === BACKSLASH) at--
  return (quote - at) % 2 === 0
}

export function startsString(code: number): boolean {
  return code === QUOTE
}

export function startsNumber(code: number): boolean {
  return isDigit(code) || code === MINUS
}

/** The index after the number that starts here. @param text valid JSON */
export function endOfNumber(text: string, start: number): number {
  NUMBER.lastIndex = start
  return NUMBER.test(text) ? NUMBER.lastIndex : start + 1
}

const NUMBER = /[-\d][\d.eE+-]*/y

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}
