const QUOTE = 34
const MINUS = 45
export const LIST = 91
const BACKSLASH = 92
export const LIST_END = 93
export const OBJECT = 123
export const OBJECT_END = 125

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

/** The index after the value that starts here, whatever it holds. @param text valid JSON */
export function endOfValue(text: string, start: number): number {
  let depth = 0
  let offset = start
  while (offset < text.length) {
    const code = text.charCodeAt(offset)
    if (code === QUOTE) offset = endOfString(text, offset)
    else if (code === OBJECT || code === LIST) {
      depth++
      offset++
    } else if (code === OBJECT_END || code === LIST_END) {
      if (depth === 0) return offset
      depth--
      offset++
    } else if (depth === 0) return endOfWord(text, offset)
    else offset++
    if (depth === 0) return offset
  }
  return offset
}

/** Of a number, `true`, `false` or `null`. */
function endOfWord(text: string, start: number): number {
  WORD.lastIndex = start
  return WORD.test(text) ? WORD.lastIndex : start
}

const WORD = /[^ \n\r\t,\]}]+/y

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
