import { type Annotation, errorDocument, type HarnessError, renderError } from '../core/index.ts'
import type { Context } from './context.ts'
import { renderAnnotations } from './github.ts'

/** What a command prints, as far as it is known before it is loaded and parsed. */
export interface Printing {
  isJson: boolean
  /** A line for each item, so that an error can be one more line. */
  isLines: boolean
}

/** Before options are parsed, because they may be what is wrong. */
export function asksForJson(argv: readonly string[]): boolean {
  const end = argv.indexOf('--')
  const options = end === -1 ? argv : argv.slice(0, end)
  return options.some(
    (each, at) =>
      each === '--json' ||
      each === '--format=json' ||
      (each === '--format' && options[at + 1] === 'json'),
  )
}

/**
 * People read errors on standard error. Whoever asked for JSON finds it on standard output too, in place of the document that
 * there is not: after a document, standard output would not be JSON any more. GitHub shows it on the page of the run.
 */
export function printError(
  error: HarnessError,
  { isJson, isLines }: Printing,
  context: Context,
): void {
  const { stdout, stderr, env } = context
  if (isJson && (isLines || !stdout.hasWritten))
    stdout.write(`${JSON.stringify(errorDocument(error))}\n`)
  stderr.write(`dropship: ${renderError(error)}\n`)
  if (env.GITHUB_ACTIONS === 'true')
    stderr.annotate(renderAnnotations([errorAnnotation(error)], env))
}

/** An error where it arose. */
export function errorAnnotation(error: HarnessError): Annotation {
  const [, file, line] = /^(.*):(\d+)$/.exec(error.details.where ?? '') ?? []
  const place = file === undefined ? {} : { file, line: Number(line) }
  const title = `dropship: ${error.code}`
  return { level: 'error', place: { ...place, title }, message: renderError(error) }
}
