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
  /** The line of the page at which the output begins. */
  readonly outputLine: number
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
  const shown: { line: number; command: string; output: string[]; outputLine: number }[] = []
  let continues = false
  for (const [index, text] of lines.entries()) {
    const last = shown.at(-1)
    const number = line + index + 1
    if (text.startsWith('$ '))
      shown.push({ line: number, command: text.slice(2), output: [], outputLine: number + 1 })
    else if (continues && last !== undefined) {
      last.command += ` ${text.trim()}`
      last.outputLine = number + 1
    } else last?.output.push(text.trimEnd())
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
