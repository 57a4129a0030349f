import type { Violation } from '../contract/index.ts'
import { type Malformed, type Parsed, parseResponseText, parseText } from '../core/index.ts'
import { standalone } from './placed.ts'
import { malformedOf, problemsOf } from './problem.ts'
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
    source: standalone(text),
  })
  const more = violations.length - problems.length
  const shown = problems.map((problem) => renderProblem(problem, false)).join('')
  return more === 0 ? shown.trimEnd() : `${shown}and ${more} more`
}

/** A body that was read: its value, or where and why it is not valid JSON, as `dropship validate` prints it. */
export type ShownBody =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly malformed: string }

/** Reads the text of a message, which is the body of a request. */
export function readRequestText(text: string): ShownBody {
  return shownBody(parseText(text))
}

/** Reads the text of a response. */
export function readResponseText(text: string): ShownBody {
  return shownBody(parseResponseText(text))
}

function shownBody(parsed: Parsed | Malformed): ShownBody {
  if (parsed.kind === 'json') return { ok: true, value: parsed.value }
  const problem = malformedOf(parsed, { file: NAME, source: standalone(parsed.text) })
  return { ok: false, malformed: renderProblem(problem, false).trimEnd() }
}
