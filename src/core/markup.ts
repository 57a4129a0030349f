/** Texts of others put into XML, HTML and workflow commands: whatever they hold, they stay text. */

const UNPRINTABLE =
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]|\p{Surrogate}/gu

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Control characters, and those that turn the reading direction, become the replacement character. */
export function printable(text: string): string {
  return text.replaceAll(UNPRINTABLE, '\uFFFD')
}

/**
 * For element content and quoted attributes of HTML. Control characters and those that turn the reading direction become
 * the replacement character.
 */
export function escapeHtml(text: string): string {
  return printable(text).replaceAll(/["&'<>]/g, (char) => ENTITIES[char] ?? char)
}

/** For XML 1.0, which has no place for control characters, escaped or not; line breaks survive in attributes too. */
export function escapeXml(text: string): string {
  return escapeHtml(text).replaceAll('\r', '&#13;').replaceAll('\n', '&#10;')
}

/** Where an annotation belongs, and how it is headed. */
export interface AnnotationPlace {
  readonly file: string
  readonly line: number
  readonly col?: number
  readonly endColumn?: number
  readonly title: string
}

/** One workflow command of GitHub Actions, which shows it beside the file's line. Ends with a line break. */
export function renderWorkflowAnnotation(
  level: 'error' | 'warning',
  place: AnnotationPlace,
  message: string,
): string {
  const properties = Object.entries(place).flatMap(
    ([name, value]: [string, string | number | undefined]) =>
      value === undefined ? [] : [`${name}=${property(String(value))}`],
  )
  return `::${level} ${properties.join(',')}::${data(message)}\n`
}

function data(text: string): string {
  return printable(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
