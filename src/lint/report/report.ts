import { createColors } from 'picocolors'
import {
  type Annotation,
  keysOf,
  type JUnitSuite,
  plural,
  type Ran,
  printableLine,
  renderJUnitXml,
  renderMarkedLine,
} from '../../core/index.ts'
import type { LintResult } from '../lint.ts'
import { isWarning, LINT_RULES, type LintProblem, type LintRule } from '../problem.ts'

/** One problem as compilers show it: the place, the sentence, the line with a marker, what to do. */
export function renderLintProblem(problem: LintProblem, hasColor: boolean): string {
  const paint = createColors(hasColor)
  const { file, line, column, rule, message, next, excerpt } = problem
  return [
    `${paint.bold(`${printableLine(file)}:${line}:${column}`)}  ${isWarning(problem) ? paint.yellow(`${rule} (warning)`) : paint.red(rule)}`,
    `  ${printableLine(message)}`,
    ...renderMarkedLine(line, excerpt, paint, printableLine(next)),
    '',
    '',
  ].join('\n')
}

/** What was checked, the result, and what is covered only by a reason. */
export function renderLintSummary(result: LintResult, hasColor: boolean): string {
  const paint = createColors(hasColor)
  const { problems, documents, pacts, mocks, coverage, notJudged } = result
  const warnings = problems.filter(isWarning).length
  const failures = problems.length - warnings
  const besides = warnings === 0 ? '' : ` and ${plural(warnings, 'warning')}`
  const verdict =
    failures === 0
      ? `${paint.green('No problems')}${besides} found`
      : paint.red(`${plural(failures, 'problem')}${besides} found`)
  const checked = [
    ...documents,
    ...pacts.map(({ file, interactions }) => `${file} (${plural(interactions, 'interaction')})`),
    ...mocks.map((name) => `the responses of ${name}`),
  ]
  const excused = coverage.filter(
    ({ interactions, reason }) => interactions.length === 0 && reason !== undefined,
  )
  const covered = coverage.filter(({ interactions }) => interactions.length > 0).length
  return [
    `${verdict} in ${checked.join(', ')}`,
    ...[...countByRule(problems)].map(([rule, count]) => `  ${rule}: ${count}`),
    ...(coverage.length === 0
      ? []
      : [`${covered} of ${coverage.length} documented statuses are covered by interactions`]),
    ...excused.map(
      ({ operation, status, reason }) => `  ${status} of ${operation} is not: ${reason ?? ''}`,
    ),
    ...notJudged,
    '',
  ].join('\n')
}

function countByRule(problems: readonly LintProblem[]): Map<LintRule, number> {
  const counts = new Map<LintRule, number>()
  for (const { rule } of problems) counts.set(rule, (counts.get(rule) ?? 0) + 1)
  return counts
}

/** One JSON document: problems, coverage and what was checked. */
export function renderLintJson(result: LintResult): string {
  const { problems, ...rest } = result
  const shown = problems.map(({ rule, file, line, column, message, next }) => ({
    rule,
    severity: isWarning({ rule }) ? 'warning' : 'error',
    file,
    line,
    column,
    message,
    next,
  }))
  return `${JSON.stringify({ problems: shown, ...rest }, null, 2)}\n`
}

export function lintAnnotation(problem: LintProblem): Annotation {
  const { file, line, column, rule, message, next, excerpt } = problem
  const place = { file, line, col: column, endColumn: column + excerpt.length, title: rule }
  return {
    level: isWarning(problem) ? 'warning' : 'error',
    place,
    message: `${message}\n${next}`,
  }
}

/** One suite, one case a rule: it passes, or fails once for each place. */
export function renderLintJUnit(result: LintResult, ran: Ran): string {
  const suites: JUnitSuite[] = keysOf(LINT_RULES).map((rule) => {
    const found = result.problems.filter((problem) => problem.rule === rule)
    const className = `lint.${rule}`
    return {
      name: rule,
      cases:
        found.length === 0 || isWarning({ rule })
          ? [{ className, name: LINT_RULES[rule] }]
          : found.map(({ file, line, column, message, next }) => ({
              className,
              name: `${file}:${line}:${column}`,
              outcome: { kind: 'failure', message, type: rule, text: `${message}\n${next}` },
            })),
    }
  })
  return renderJUnitXml({ name: 'dropship lint', ...ran, suites })
}
