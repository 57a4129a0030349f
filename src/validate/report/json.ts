import type { Problem } from '../problem.ts'

/** One problem as one line of JSON; a problem that is none of the contract's rules has the rule `null`. */
export function renderJsonLine(problem: Problem): string {
  const { file, line, column, pointer, field, code, message, keyword, rule } = problem
  return `${JSON.stringify({
    file,
    line,
    column,
    pointer,
    field,
    code,
    message,
    keyword,
    rule: rule ?? null,
  })}\n`
}
