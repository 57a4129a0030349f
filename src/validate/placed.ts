import {
  decodedIndexes,
  type Lines,
  linesOf,
  locate,
  type Segment,
  type Span,
} from '../core/index.ts'

/** A text of a file, and where each stretch of it is written there. */
export interface PlacedText {
  readonly text: string
  readonly place: (span: Span) => { readonly lines: Lines; readonly span: Span }
}

/** A text of its own: a whole file, or a line of one. @param firstLine the number of its first line */
export function standalone(text: string, firstLine = 1): PlacedText {
  const lines = linesOf(text, firstLine)
  return { text, place: (span) => ({ lines, span }) }
}

/** A stretch of a text. */
export function partOf(whole: PlacedText, { start, end }: Span): PlacedText {
  return {
    text: whole.text.slice(start, end),
    place: (span) => whole.place({ start: start + span.start, end: start + span.end }),
  }
}

/**
 * A text that is written in another as a string.
 *
 * @param at the steps to the string
 * @param isText false when the string holds the text in another form, such as base64: the whole string is shown then
 */
export function withinString(
  whole: PlacedText,
  at: readonly Segment[],
  text: string,
  isText = true,
): PlacedText {
  let indexes: readonly number[] | undefined
  const place: PlacedText['place'] = (span) => {
    const [found, parent] = locate(whole.text, [at, at.slice(0, -1)])
    const string = found?.value ?? parent?.value ?? { start: 0, end: 1 }
    if (!isText || found === undefined) return whole.place(string)
    indexes ??= decodedIndexes(whole.text, string)
    const start = indexes[span.start] ?? string.end - 1
    return whole.place({ start, end: indexes[span.end] ?? start + 1 })
  }
  return { text, place }
}
