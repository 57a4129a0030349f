export { lint, type LintResult, type NamedFile } from './lint.ts'
export type { LintProblem } from './problem.ts'
export type { Provider } from './providers.ts'
export {
  renderLintAnnotation,
  renderLintJson,
  renderLintJUnit,
  renderLintProblem,
  renderLintSummary,
} from './report/report.ts'
