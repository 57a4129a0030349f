import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../src/core/index.ts'
import { lint, type LintProblem, type LintResult, type MockProvider } from '../../src/lint/index.ts'

/** What is linted: the shipped document and errata as they are where nothing else is said. */
export interface Linted {
  readonly document?: string
  readonly errata?: string
  readonly pact?: string
  readonly reasons?: string
  readonly provider?: MockProvider
}

export const DOCUMENT = readFileSync('openapi/drop-ship.yaml', 'utf8')
export const ERRATA = readFileSync('openapi/ERRATA.md', 'utf8')

/** Lints copies in a folder of their own, under the names contract.yaml, ERRATA.md, pact.json and reasons.yaml. */
export async function lintCopies(copies: Linted): Promise<LintResult> {
  const folder = mkdtempSync(join(tmpdir(), 'dropship-lint-'))
  const write = (shownAs: string, text: string) => {
    const path = join(folder, shownAs)
    writeFileSync(path, text)
    return { path, shownAs }
  }
  try {
    write('ERRATA.md', copies.errata ?? ERRATA)
    const { pact, reasons, provider } = copies
    return await lint({
      documents: [write('contract.yaml', copies.document ?? DOCUMENT)],
      pacts: pact === undefined ? [] : [write('pact.json', pact)],
      ...(reasons === undefined ? {} : { reasons: write('reasons.yaml', reasons) }),
      ...(provider === undefined ? {} : { providers: () => [provider] }),
      clock: systemClock,
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A copy with one change; the text must be there. */
export function changed(text: string, find: string, replacement: string): string {
  if (!text.includes(find)) throw new Error(`nothing to change: ${find}`)
  return text.replace(find, () => replacement)
}

/** The number of the first line that contains a text, from 1. */
export function lineOf(text: string, part: string): number {
  const index = text.split('\n').findIndex((line) => line.includes(part))
  if (index === -1) throw new Error(`no line has ${part}`)
  return index + 1
}

/** `rule file:line`, as tables compare it. */
export function shown(problems: readonly LintProblem[]): string[] {
  return problems.map(({ rule, file, line }) => `${rule} ${file}:${line}`)
}
