import type { Violation } from '../contract/index.ts'
import { linesOf, parseText } from '../core/index.ts'
import { faultOf, problemsOf } from './problem.ts'
import { renderProblem } from './report/text.ts'

const NAME = 'body'
/** More would not be read. */
const SHOWN = 20

/**
 * Violations of a body whose text is at hand, each with its line and a marker, as `dropship validate` prints them.
 * @param text JSON
 */
export function renderViolations(text: string, violations: readonly Violation[]): string {
  const problems = problemsOf(violations.slice(0, SHOWN), {
    file: NAME,
    lines: linesOf(text),
    bodyAt: [],
  })
  const more = violations.length - problems.length
  const shown = problems.map((problem) => renderProblem(problem, false)).join('')
  return more === 0 ? shown.trimEnd() : `${shown}and ${more} more`
}

/** Where a text stops being JSON, or the empty string when it is JSON. */
export function renderMalformed(text: string): string {
  const parsed = parseText(text)
  if (parsed.kind === 'json') return ''
  const span = { start: parsed.offset, end: parsed.offset + 1 }
  const fault = faultOf(parsed.keyword, parsed.message, { file: NAME, lines: linesOf(text) }, span)
  return renderProblem(fault, false).trimEnd()
}
