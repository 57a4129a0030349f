import { printable } from './printable.ts'

/** Texts of others put into XML, HTML and workflow commands: whatever they hold, they stay text. */

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** For element content and quoted attributes of HTML; what is unprintable is spelt out. */
export function escapeHtml(text: string): string {
  return printable(text).replaceAll(/["&'<>]/g, (char) => ENTITIES[char] ?? char)
}

/** For XML 1.0, which has no place for control characters, escaped or not; line breaks and tabs survive in attributes too. */
export function escapeXml(text: string): string {
  return escapeHtml(text).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')
}

/** Where an annotation belongs, and how it is headed. */
export interface AnnotationPlace {
  /** Absent where there is no file of the reader's own to point at. */
  readonly file?: string
  readonly line?: number
  readonly col?: number
  readonly endColumn?: number
  readonly title: string
}

/** Something that GitHub Actions shows beside a line of a file, or of the job. */
export interface Annotation {
  readonly level: 'error' | 'warning'
  readonly place: AnnotationPlace
  readonly message: string
}

/** GitHub keeps ten annotations of a kind for a step. */
const MOST_ANNOTATIONS = 10

/**
 * The first ten of each level as workflow commands; the last of them says how many more there are.
 * @param totals how many there are in all, where these are only the first
 */
export function renderWorkflowAnnotations(
  annotations: readonly Annotation[],
  totals: Partial<Record<Annotation['level'], number>> = {},
): string {
  return (['error', 'warning'] as const)
    .flatMap((level) => {
      const own = annotations.filter((each) => each.level === level)
      const more = Math.max(own.length, totals[level] ?? 0) - MOST_ANNOTATIONS
      return own.slice(0, MOST_ANNOTATIONS).map(({ place, message }, index) => {
        const isLast = index === MOST_ANNOTATIONS - 1 && more > 0
        return renderWorkflowAnnotation(
          level,
          place,
          isLast ? `${message}\nand ${more} more` : message,
        )
      })
    })
    .join('')
}

/** One workflow command of GitHub Actions, which shows it beside the file's line. Ends with a line break. */
function renderWorkflowAnnotation(
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
  return printable(text).replaceAll('%', '%25').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
