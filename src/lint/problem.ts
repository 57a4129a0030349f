import type { LocatedValue, RulePlace, Source } from '../contract/index.ts'
import { type Excerpt, excerptOf, linesOf } from '../core/index.ts'

/** What each rule of the linter asks for, in words. */
export const LINT_RULES = {
  contract: 'the document is a contract that the harness can work with',
  structure: 'the document has the structure that the OpenAPI Specification describes',
  reference: 'every reference leads somewhere',
  unsatisfiable: 'every schema can be satisfied',
  'without-effect': 'every keyword has an effect where it is, and can be checked',
  'required-undefined': 'every required property is described',
  'unused-component': 'every component is used',
  'unknown-security-scheme': 'every security scheme that is asked for is described',
  'duplicate-operation-id': 'every operation has a name of its own',
  example: 'every example conforms to its schema',
  'unknown-keyword': 'keywords are spelt right',
  'unknown-extension': 'extension keywords are spelt right',
  disputed: 'disputed rules are well-formed and have an effect',
  errata: 'ERRATA.md and the disputed rules of the document agree',
  'pact-operation': 'every interaction calls an operation of the contract',
  'pact-status': 'every interaction expects a documented status',
  'pact-request': 'what the pact sends conforms to the contract',
  'pact-response': 'what the pact expects conforms to the contract',
  'matcher-place': 'every matcher is at a place that the contract knows',
  'matcher-looser': 'no matcher of a request accepts what the contract forbids',
  'matcher-stricter': 'no matcher rejects what the contract allows',
  'not-covered': 'every documented status is covered by an interaction, or by a reason',
  'stale-reason': 'a reason for not covering something still holds',
  'provider-answer': 'the response of a mock conforms to the contract',
} as const

export type LintRule = keyof typeof LINT_RULES

/** What is legal and harms nobody: reported, and no failure. */
const WARNINGS: ReadonlySet<LintRule> = new Set(['without-effect', 'unused-component'])

export function isWarning({ rule }: { readonly rule: LintRule }): boolean {
  return WARNINGS.has(rule)
}

/** One problem, at the line to correct. */
export interface LintProblem {
  readonly rule: LintRule
  readonly file: string
  /** From 1. */
  readonly line: number
  /** From 1, in UTF-16 units. */
  readonly column: number
  /** What is wrong, as one sentence. */
  readonly message: string
  /** What to do about it. */
  readonly next: string
  readonly excerpt: Excerpt
}

/** What a rule found; where it was found is added by {@link problemAt}. */
export interface RuleFinding {
  readonly rule: LintRule
  readonly message: string
  readonly next: string
}

/** The text of a file that problems point into. */
export type Text = Pick<Source, 'file' | 'text'>

/** A problem at a line, counted from 1; without a column, at the line's first word. */
export function problemAt(
  { file, text }: Text,
  { line, column }: { readonly line: number; readonly column?: number },
  complaint: RuleFinding,
): LintProblem {
  const lines = linesOf(text)
  const start = startOf(text, line)
  const { end } = lines.around(start)
  const wholeLine = text.slice(start, end)
  const indent = column === undefined ? wholeLine.search(/\S|$/) : column - 1
  const [word = ''] = /^(?:"[^"]*"|'[^']*'|[^\s:,[\]{}]+|\S?)/.exec(wholeLine.slice(indent)) ?? []
  return {
    ...complaint,
    file,
    line,
    column: indent + 1,
    excerpt: excerptOf(lines, { start: start + indent, end: start + indent + word.length }),
  }
}

function startOf(text: string, line: number): number {
  let start = 0
  for (let passed = 1; passed < line; passed++) start = text.indexOf('\n', start) + 1
  return start
}

/** A problem at a place of a document. */
export function problemIn(located: LocatedValue, complaint: RuleFinding): LintProblem {
  const { source, pointer } = located
  return problemAt(source, source.positionOf(pointer), complaint)
}

/** A problem at a place of a source by its pointer. */
export function problemOf(source: Source, pointer: string, complaint: RuleFinding): LintProblem {
  return problemAt(source, source.positionOf(pointer), complaint)
}

/** Texts by the names that places give their files. */
export class Texts {
  readonly #texts = new Map<string, Text>()

  add(text: Text): void {
    this.#texts.set(text.file, text)
  }

  /** A problem at a place of which only file and line are known. */
  problemAt(place: RulePlace, complaint: RuleFinding): LintProblem {
    const text = this.#texts.get(place.file) ?? { file: place.file, text: '' }
    return problemAt(text, { line: text.text === '' ? 1 : place.line }, complaint)
  }
}

/** In the order in which a person reads files; the same thing said twice is said once. */
export function ordered(problems: readonly LintProblem[]): LintProblem[] {
  const seen = new Set<string>()
  return problems
    .filter(({ file, line, rule, message }) => {
      const key = `${file}:${line} ${rule} ${message}`
      return !seen.has(key) && seen.add(key)
    })
    .toSorted(
      (left, right) =>
        left.file.localeCompare(right.file) || left.line - right.line || left.column - right.column,
    )
}
