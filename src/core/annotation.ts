/** What GitHub shows beside a line of a file. */
export interface Annotation {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly endColumn: number
  readonly title: string
  readonly message: string
}

/** A workflow command of GitHub Actions that marks a line as an error. */
export function renderErrorAnnotation(annotation: Annotation): string {
  const { file, line, column, endColumn, title, message } = annotation
  const properties = [
    `file=${property(file)}`,
    `line=${line}`,
    `col=${column}`,
    `endColumn=${endColumn}`,
    `title=${property(title)}`,
  ]
  return `::error ${properties.join(',')}::${data(message)}\n`
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
