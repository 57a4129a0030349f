import type { Excerpt } from './lines.ts'

/** How parts of a marked line are coloured. */
export interface LinePaint {
  dim(text: string): string
  red(text: string): string
}

/**
 * A line of a file with a marker under its wrong part, as compilers show it.
 * @param note written below the marker, if any
 */
export function renderMarkedLine(
  line: number,
  excerpt: Excerpt,
  paint: LinePaint,
  note?: string,
): string[] {
  const number = String(line)
  const gutter = ' '.repeat(number.length)
  const bar = paint.dim('│')
  return [
    `  ${paint.dim(number)} ${bar} ${excerpt.text}`,
    `  ${gutter} ${bar} ${' '.repeat(excerpt.start)}${paint.red('^'.repeat(excerpt.length))}`,
    ...(note === undefined ? [] : [`  ${gutter} ${paint.dim(`= ${note}`)}`]),
  ]
}
