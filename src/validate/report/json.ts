import type { PayloadWarning, Problem } from '../problem.ts'

/** A problem as machines read it. */
export interface ProblemDocument extends Pick<
  Problem,
  'file' | 'line' | 'column' | 'pointer' | 'field' | 'code' | 'message' | 'keyword'
> {
  /** `null` where it is not a rule of the contract. */
  readonly rule: string | null
}

export function problemDocument(problem: Problem): ProblemDocument {
  const { file, line, column, pointer, field, code, message, keyword, rule } = problem
  return { file, line, column, pointer, field, code, message, keyword, rule: rule ?? null }
}

/** One problem as one line of JSON. */
export function renderJsonLine(problem: Problem): string {
  return `${JSON.stringify(problemDocument(problem))}\n`
}

/** A warning as machines read it. It has a `severity`, and neither the `code` nor the `rule` of a violation. */
export interface WarningDocument extends Pick<
  PayloadWarning,
  'kind' | 'file' | 'line' | 'column' | 'pointer' | 'field' | 'message'
> {
  readonly severity: 'warning'
}

export function warningDocument(warning: PayloadWarning): WarningDocument {
  const { kind, file, line, column, pointer, field, message } = warning
  return { severity: 'warning', kind, file, line, column, pointer, field, message }
}

/** One warning as one line of JSON. */
export function renderWarningLine(warning: PayloadWarning): string {
  return `${JSON.stringify(warningDocument(warning))}\n`
}
