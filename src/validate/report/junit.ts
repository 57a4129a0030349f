import { escapeXml } from '../../core/index.ts'
import type { Problem } from '../problem.ts'
import type { Summary } from '../tally.ts'

/** So that the report of a large file with one flaw on each line stays readable, and in memory. */
export const MAX_JUNIT_PROBLEMS = 1000

/**
 * A run as JUnit XML: one suite a file, one failed case a problem, and one case for what is valid.
 *
 * @param problems the first {@link MAX_JUNIT_PROBLEMS} of the run
 */
export function renderJUnit(problems: readonly Problem[], summary: Summary): string {
  const files = groupByFile(problems)
  const left = summary.problems - problems.length
  const suites = [...files].map(([file, found]) => suite(file, found.map(failedCase)))
  const valid = summary.messages - summary.invalid
  const verdict = [
    ...(valid === 0 ? [] : [`    <testcase classname="dropship" name="${valid} valid messages"/>`]),
    ...(left === 0
      ? []
      : [
          `    <testcase classname="dropship" name="${left} further problems"><failure message="not listed one by one"/></testcase>`,
        ]),
  ]
  const all = verdict.length === 0 ? suites : [...suites, suite('summary', verdict)]
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="dropship validate">\n${all.join('')}</testsuites>\n`
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

function suite(name: string, cases: readonly string[]): string {
  const failures = cases.filter((each) => each.includes('<failure')).length
  return `  <testsuite name="${escapeXml(name)}" tests="${cases.length}" failures="${failures}">\n${cases.join('\n')}\n  </testsuite>\n`
}

function failedCase(problem: Problem): string {
  const { file, line, column, pointer, keyword, message, rule } = problem
  const name = `${file}:${line}:${column} ${pointer === '' ? keyword : `${pointer} ${keyword}`}`
  const detail = rule === undefined ? '' : `\n${rule}`
  return `    <testcase classname="${escapeXml(problem.operation ?? 'dropship')}" name="${escapeXml(name)}"><failure message="${escapeXml(message)}" type="${problem.code}">${escapeXml(`${message}${detail}`)}</failure></testcase>`
}
