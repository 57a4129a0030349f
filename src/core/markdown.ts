import { printable, printableLine } from './printable.ts'

/** Texts of others put into Markdown (CommonMark with GitHub's tables): whatever they hold, they stay text. */

/** Within a line of prose, or in a cell of a table. GitHub makes links of addresses too: `https://` and `www.`. */
export function markdownText(text: string): string {
  return printableLine(text)
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll(/[!#&*<>@[\\\]_`|~]|^[+=-]|(?<=^\d+)[.)]|:(?=\/\/)|(?<=www)\./gi, String.raw`\$&`)
}

/** As code within a line: between more backticks than the text has in a row. Not for cells, which a `|` would end. */
export function markdownCode(text: string): string {
  const line = printableLine(text)
  const ticks = '`'.repeat(longestRun(line) + 1)
  const gap = /^`|`$|^\s*$/.test(line) ? ' ' : ''
  return `${ticks}${gap}${line}${gap}${ticks}`
}

/** As a block of code, whose fence is longer than any within. */
export function markdownFence(text: string, language = ''): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1))
  return `${fence}${language}\n${printable(text)}\n${fence}`
}

/**
 * A table of cells that are Markdown already.
 * @param columns the heading of each; `#` before it: numbers, to the right
 */
export function markdownTable(
  columns: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string[] {
  const lines = [
    columns.map((column) => column.replace(/^#/, '')),
    columns.map((column) => (column.startsWith('#') ? '---:' : '---')),
    ...rows,
  ]
  return lines.map((cells) => `| ${cells.join(' | ')} |`)
}

function longestRun(text: string): number {
  return Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length))
}
