import { renderWorkflowAnnotation } from '../../core/index.ts'
import type { PayloadWarning, Problem } from '../problem.ts'

/** One problem as a workflow command of GitHub Actions, which shows it beside the file's line. */
export function renderAnnotation(problem: Problem): string {
  const { file, line, column, code, message, rule, excerpt } = problem
  const title = rule === undefined ? code : `${code} (${rule})`
  const place = { file, line, col: column, endColumn: column + excerpt.length, title }
  return renderWorkflowAnnotation('error', place, message)
}

/** One warning in the same way. */
export function renderWarningAnnotation(warning: PayloadWarning): string {
  const { file, line, column, kind, message, excerpt } = warning
  const place = { file, line, col: column, endColumn: column + excerpt.length, title: kind }
  return renderWorkflowAnnotation('warning', place, message)
}
