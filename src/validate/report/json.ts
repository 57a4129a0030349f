import type { Problem } from '../problem.ts'

/** One problem as one line of JSON; a problem that is none of the contract's rules has the rule `null`. */
export function renderJsonLine(problem: Problem): string {
  const { file, line, column, pointer, field, code, message, keyword, rule, disputed } = problem
  const { operation } = problem
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
    ...(disputed === undefined ? {} : { disputed }),
    ...(operation === undefined ? {} : { operation }),
  })}\n`
}
