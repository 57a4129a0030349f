export { lint, type LintResult, type NamedFile } from './lint.ts'
export { isWarning, type LintProblem } from './problem.ts'
export type { MockProvider } from './providers.ts'
export {
  lintAnnotation,
  renderLintJson,
  renderLintJUnit,
  renderLintProblem,
  renderLintSummary,
} from './report/report.ts'
