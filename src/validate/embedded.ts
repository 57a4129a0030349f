import { decodedIndexes, type Lines, locate, type Segment, type Span } from '../core/index.ts'

/** Leads from a span of an inner text to where it is written in the outer one. */
export type Outer = (span: Span) => { readonly lines: Lines; readonly span: Span }

/**
 * For a text that stands in another as a string.
 *
 * @param at the steps to the string
 * @param isText false when the string holds the text in another form, such as base64: the whole string is shown then
 */
export function outerOf(lines: Lines, at: readonly Segment[], isText = true): Outer {
  let indexes: readonly number[] | undefined
  return (span) => {
    const [found, parent] = locate(lines.text, [at, at.slice(0, -1)])
    const whole = found?.value ?? parent?.value ?? { start: 0, end: 1 }
    if (!isText || found === undefined) return { lines, span: whole }
    indexes ??= decodedIndexes(lines.text, whole)
    const start = indexes[span.start] ?? whole.end - 1
    return { lines, span: { start, end: indexes[span.end] ?? start + 1 } }
  }
}
