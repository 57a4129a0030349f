import type { Problem } from '../problem.ts'

/** One problem as a workflow command of GitHub Actions, which shows it beside the file's line. */
export function renderAnnotation(problem: Problem): string {
  const { file, line, column, code, message, rule, excerpt } = problem
  const properties = [
    `file=${property(file)}`,
    `line=${line}`,
    `col=${column}`,
    `endColumn=${column + excerpt.length}`,
    `title=${property(rule === undefined ? code : `${code} (${rule})`)}`,
  ]
  return `::error ${properties.join(',')}::${data(message)}\n`
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
