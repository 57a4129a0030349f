import { formatPointer, type Segment, toField } from '../json-pointer.ts'
import { linesOf, type Span } from '../lines.ts'
import { printableLine } from '../printable.ts'
import { type NumberChange, numberChange } from './numbers.ts'
import { countProperties, isLongNumber, surveyBytes } from './survey.ts'
import { endOfNumber, endOfString, startsNumber, startsString } from './tokens.ts'

/** What readers of the same valid JSON may understand differently. */
export type JsonWarningKind = 'duplicate-property' | 'imprecise-number'

/** Something in valid JSON that not every reader understands alike, and where it is written. */
export interface JsonWarning {
  readonly kind: JsonWarningKind
  /** JSON Pointer to the property or number. */
  readonly pointer: string
  /** The same in dotted form. */
  readonly field: string
  /** One sentence without its full stop. */
  readonly message: string
  /** The property's name, or the number, in the text. */
  readonly span: Span
}

/** The first warnings of a text, and how many there are in all. */
export interface JsonWarnings<Warning = JsonWarning> {
  /** At most {@link MAX_WARNINGS}. */
  readonly found: readonly Warning[]
  readonly total: number
}

/** A warning with its place in the text: line and column from 1, the column in UTF-16 units. */
export interface PlacedWarning extends Omit<JsonWarning, 'span'> {
  readonly line: number
  readonly column: number
}

/** More of one message would not be read. */
export const MAX_WARNINGS = 20

/**
 * Properties that an object has twice, and numbers that a double cannot represent. Both are valid JSON (RFC 8259, sections 4 and 6),
 * and readers differ over what they mean: the verdict on a message is that on its last property of a name, and on the
 * nearest double.
 *
 * @param text valid JSON
 * @param value what `JSON.parse` makes of it
 * @param bytes the text in UTF-8, where that is at hand
 */
export function findWarnings(
  text: string,
  value: unknown,
  bytes: Uint8Array = Buffer.from(text),
): JsonWarnings {
  const { names, hasLongNumber } = surveyBytes(bytes)
  const mayWarn = hasLongNumber || names !== countProperties(value)
  return mayWarn ? collect(text) : { found: [], total: 0 }
}

/** The same with their places, for a text of its own. */
export function placedWarnings(
  text: string,
  value: unknown,
  bytes?: Uint8Array,
): JsonWarnings<PlacedWarning> {
  const { found, total } = findWarnings(text, value, bytes)
  const lines = linesOf(text)
  return {
    found: found.map(({ span, ...warning }) => ({ ...warning, ...lines.positionOf(span.start) })),
    total,
  }
}

/** An object or array that is being walked. */
interface Container {
  /** Of an object: the names that came so far. */
  readonly names?: Set<string>
  /** The step to what comes now. */
  step: Segment
}

function collect(text: string): JsonWarnings {
  const found: JsonWarning[] = []
  let total = 0
  const open: Container[] = []
  let expectsName = false
  const warn = (kind: JsonWarningKind, start: number, end: number, told: string): void => {
    if (++total > MAX_WARNINGS) return
    const path = open.map(({ step }) => step)
    const field = toField(path)
    const subject = field === '' ? 'the body' : shortened(printableLine(field))
    const pointer = formatPointer(path)
    found.push({ kind, pointer, field, message: `${subject} ${told}`, span: { start, end } })
  }
  const takeString = (start: number, end: number): void => {
    const current = open.at(-1)
    if (!expectsName || current?.names === undefined) return
    expectsName = false
    current.step = nameOf(text.slice(start, end))
    if (current.names.has(current.step)) warn('duplicate-property', start, end, DUPLICATE)
    current.names.add(current.step)
  }
  const takeNumber = (start: number, end: number): void => {
    const literal = text.slice(start, end)
    if (!isLongNumber(literal)) return
    const change = numberChange(literal)
    if (change !== undefined) warn('imprecise-number', start, end, toldOf(literal, change))
  }
  const takeSign = (sign: string): void => {
    const current = open.at(-1)
    if (sign === '{') open.push({ names: new Set(), step: '' })
    else if (sign === '[') open.push({ step: 0 })
    else if (sign === '}' || sign === ']') open.pop()
    if (sign === '{' || sign === '[') expectsName = sign === '{'
    if (sign !== ',' || current === undefined) return
    expectsName = current.names !== undefined
    if (typeof current.step === 'number') current.step++
  }
  for (let at = 0; at < text.length;) {
    const code = text.charCodeAt(at)
    const start = at
    if (startsString(code)) takeString(start, (at = endOfString(text, at)))
    else if (startsNumber(code)) takeNumber(start, (at = endOfNumber(text, at)))
    else takeSign(text.charAt(at++))
  }
  return { found, total }
}

function nameOf(quoted: string): string {
  return quoted.includes('\\') ? String(JSON.parse(quoted)) : quoted.slice(1, -1)
}

const DUPLICATE =
  'is given more than once: the last one is what is validated here, and other readers may take the first or reject the message'

function toldOf(literal: string, change: NumberChange): string {
  const is = `is ${shortened(literal)}`
  switch (change.kind) {
    case 'overflow':
      return `${is}, which is beyond the range of a double: readers may make it infinite or null, or reject the message`
    case 'underflow':
      return `${is}, which is too close to zero for a double: most readers make it 0`
    case 'rounded':
      return `${is}, which a double cannot represent: most readers make it ${change.to}`
  }
}

const SHOWN = 80

function shortened(text: string): string {
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN)}…`
}
