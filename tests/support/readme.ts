import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A command that a page shows, with what it prints there. */
export interface ShownCommand {
  readonly line: number
  /** As written, continued lines joined. */
  readonly command: string
  /** Empty when the page shows none. */
  readonly output: readonly string[]
}

/** A fenced block of a page. */
export interface FencedBlock {
  readonly language: string
  readonly line: number
  readonly lines: readonly string[]
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** The text of a page, by its path from the root. */
export function pageText(page: string): string {
  return readFileSync(join(ROOT, page), 'utf8')
}

/** The README and every page of the documentation, by their paths from the root. */
export function documentedPages(): string[] {
  const pages = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
  return [
    'README.md',
    ...pages.filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`),
  ]
}

export function fencedBlocks(markdown: string): FencedBlock[] {
  const blocks: FencedBlock[] = []
  let open: { language: string; line: number; lines: string[] } | undefined
  for (const [index, line] of markdown.split('\n').entries()) {
    const fence = /^ *```(\S*)/.exec(line)
    if (fence === null) open?.lines.push(line)
    else if (open === undefined) open = { language: fence[1] ?? '', line: index + 1, lines: [] }
    else {
      blocks.push(open)
      open = undefined
    }
  }
  return blocks
}

/** The commands of a `console` block: lines after `$ `, each with the output that follows it. */
export function shownCommands({ lines, line }: FencedBlock): ShownCommand[] {
  const shown: { line: number; command: string; output: string[] }[] = []
  let continues = false
  for (const [index, text] of lines.entries()) {
    const last = shown.at(-1)
    if (text.startsWith('$ '))
      shown.push({ line: line + index + 1, command: text.slice(2), output: [] })
    else if (continues && last !== undefined) last.command += ` ${text.trim()}`
    else last?.output.push(text.trimEnd())
    continues = text.endsWith('\\')
    const current = shown.at(-1)
    if (continues && current !== undefined) current.command = current.command.replace(/\s*\\$/, '')
  }
  return shown.map((each) => ({ ...each, output: withoutBlankEnd(each.output) }))
}

function withoutBlankEnd(lines: readonly string[]): readonly string[] {
  const end = lines.findLastIndex((line) => line !== '')
  return lines.slice(0, end + 1)
}

/**
 * Which shown line the printed text does not have, in order: undefined when it has all. A line that is only `…` represents
 * any lines, `…` within a line for any text; times and durations are not compared.
 */
export function missingLine(shown: readonly string[], printed: string): string | undefined {
  const actual = printed.split('\n').map((line) => timeless(line.trimEnd()))
  let at = 0
  let mayskip = false
  for (const line of shown) {
    if (line.trim() === '…') {
      mayskip = true
      continue
    }
    const pattern = new RegExp(
      `^${timeless(line)
        .split('…')
        .map((part) => part.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`))
        .join('.*')}$`,
    )
    const found = actual.findIndex((text, index) => index >= at && pattern.test(text))
    if (found === -1 || (!mayskip && found !== at)) return line
    at = found + 1
    mayskip = false
  }
  return undefined
}

function timeless(line: string): string {
  return line
    .replaceAll(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, '<time>')
    .replaceAll(/\b\d+(?:\.\d+)? ?(?:ms|s|min)\b/g, '<duration>')
    .replaceAll(/\b\d+ per second\b/g, '<rate>')
}
