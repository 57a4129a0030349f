import { printableLine } from './printable.ts'

/** A stretch of a text: from `start` up to, not including, `end`. */
export interface Span {
  readonly start: number
  readonly end: number
}

interface Position {
  /** From 1. */
  readonly line: number
  /** From 1, in UTF-16 units. */
  readonly column: number
}

/** A text with its lines, to find the line and column of an index. */
export interface Lines {
  readonly text: string
  positionOf(offset: number): Position
  /** The index at which the line with this offset starts, and the one at which it ends. */
  around(offset: number): Span
}

/** One line of a payload with the part that is wrong, cut to a width that fits a terminal. */
export interface Excerpt {
  readonly text: string
  /** Where the wrong part starts within `text`, and how many characters it has: at least one. */
  readonly start: number
  readonly length: number
}

/** @param firstLine the number of the text's first line within its file */
export function linesOf(text: string, firstLine = 1): Lines {
  let starts: readonly number[] | undefined
  const lineAt = (offset: number): number => {
    starts ??= lineStarts(text)
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return low
  }
  return {
    text,
    positionOf: (offset) => {
      const line = lineAt(offset)
      return { line: firstLine + line, column: offset - (starts?.[line] ?? 0) + 1 }
    },
    around: (offset) => {
      const line = lineAt(offset)
      const start = starts?.[line] ?? 0
      const next = starts?.[line + 1]
      return { start, end: next === undefined ? text.length : next - 1 }
    },
  }
}

function lineStarts(text: string): number[] {
  const starts = [0]
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) {
    starts.push(end + 1)
  }
  return starts
}

const WIDTH = 88
const BEFORE = 24

/** The line around a span, with as much context as fits; a span over several lines is shown to the end of its first. */
export function excerptOf(lines: Lines, span: Span): Excerpt {
  const { text } = lines
  const line = lines.around(span.start)
  const isShort = line.end - line.start <= WIDTH
  const from = isShort ? line.start : wholeAt(text, Math.max(line.start, span.start - BEFORE))
  const to = isShort ? line.end : wholeAt(text, Math.min(line.end, from + WIDTH))
  const end = wholeAt(text, Math.min(Math.max(span.end, span.start + 1), to))
  const before = `${from > line.start ? '…' : ''}${printableLine(text.slice(from, span.start))}`
  const marked = printableLine(text.slice(span.start, end))
  // A file may end its lines as Windows does.
  const after = `${printableLine(text.slice(end, to).replace(/\r$/, ''))}${to < line.end ? '…' : ''}`
  return {
    text: `${before}${marked}${after}`,
    start: before.length,
    length: Math.max(marked.length, 1),
  }
}

/** The index, or the next one where it would part a pair of surrogates. */
function wholeAt(text: string, index: number): number {
  return /[\udc00-\udfff]/.test(text[index] ?? '') ? index + 1 : index
}
