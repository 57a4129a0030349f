import type { Annotation } from '../../core/index.ts'
import type { PayloadWarning, Problem } from '../problem.ts'

/** One problem for GitHub Actions, which shows it beside the file's line. */
export function annotationOf(problem: Problem): Annotation {
  const { file, line, column, code, message, rule, excerpt } = problem
  const title = rule === undefined ? code : `${code} (${rule})`
  const place = { file, line, col: column, endColumn: column + excerpt.length, title }
  return { level: 'error', place, message }
}

/** One warning in the same way. */
export function warningAnnotationOf(warning: PayloadWarning): Annotation {
  const { file, line, column, kind, message, excerpt } = warning
  const place = { file, line, col: column, endColumn: column + excerpt.length, title: kind }
  return { level: 'warning', place, message }
}
