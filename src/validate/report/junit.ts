import {
  type HarnessError,
  type JUnitCase,
  type JUnitSuite,
  plural,
  type Ran,
  renderJUnitXml,
} from '../../core/index.ts'
import type { Problem } from '../problem.ts'
import type { Summary } from '../statistics.ts'
import { countsOf, missingLines, nothingJudged } from './text.ts'

/** So that the report of a large file with one flaw on each line stays readable, and in memory. */
export const MAX_JUNIT_PROBLEMS = 1000

/** What became of whole files. */
interface ReadFiles {
  /** Without a problem; each is a case. */
  readonly valid: readonly string[]
  /** They could not be read; each is a case with an error. */
  readonly unreadable: readonly HarnessError[]
}

/**
 * A run as JUnit XML: one suite a file, one failed case a problem, and one case for what is valid.
 *
 * @param problems the first {@link MAX_JUNIT_PROBLEMS} of the run
 */
export function renderJUnit(
  problems: readonly Problem[],
  summary: Summary,
  { valid, unreadable, ...ran }: Ran & ReadFiles,
): string {
  const suites = [...groupByFile(problems)].map(([file, found]) => ({
    name: file,
    cases: found.map(failedCase),
  }))
  const missing = missingLines(summary).map((message): JUnitCase => {
    const outcome = { kind: 'skipped' as const, message }
    return { className: 'dropship', name: 'bodies missing from the capture', outcome }
  })
  const reason = unreadable.length > 0 ? undefined : nothingJudged(summary)
  const cases = [
    ...verdict(summary, summary.problems - problems.length),
    ...unreadable.map(errorCase),
    ...(reason === undefined ? [] : [withError('nothing to judge', reason)]),
    ...missing,
  ]
  const all: JUnitSuite[] = cases.length === 0 ? suites : [...suites, { name: 'summary', cases }]
  const files = valid.map((name) => ({ className: 'dropship', name }))
  const passed = files.length === 0 ? [] : [{ name: 'valid files', cases: files }]
  return renderJUnitXml({ name: 'dropship validate', ...ran, suites: [...all, ...passed] })
}

/** An error that ended the reading of a file, or a run. */
function errorCase({ code, message, details }: HarnessError): JUnitCase {
  return withError(`${code} ${details.where ?? ''}`.trim(), message)
}

function withError(name: string, message: string): JUnitCase {
  return { className: 'dropship', name, outcome: { kind: 'error', message } }
}

function verdict(summary: Summary, left: number): JUnitCase[] {
  const className = 'dropship'
  const valid = (['message', 'response'] as const).flatMap((of) => {
    const { total, invalid } = countsOf(summary, of)
    return total === invalid ? [] : [{ className, name: plural(total - invalid, `valid ${of}`) }]
  })
  return [
    ...valid,
    ...(left === 0
      ? []
      : [
          {
            className,
            name: `${left} further problems`,
            outcome: { kind: 'failure' as const, message: 'not listed one by one' },
          },
        ]),
  ]
}

function groupByFile(problems: readonly Problem[]): Map<string, Problem[]> {
  const files = new Map<string, Problem[]>()
  for (const problem of problems) {
    const found = files.get(problem.file) ?? []
    found.push(problem)
    files.set(problem.file, found)
  }
  return files
}

function failedCase(problem: Problem): JUnitCase {
  const { file, line, column, pointer, keyword, message, rule, code } = problem
  return {
    className: problem.operation ?? 'dropship',
    name: `${file}:${line}:${column} ${pointer === '' ? keyword : `${pointer} ${keyword}`}`,
    outcome: {
      kind: 'failure',
      message,
      type: code,
      text: rule === undefined ? message : `${message}\n${rule}`,
    },
  }
}
