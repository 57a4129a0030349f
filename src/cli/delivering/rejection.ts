import type { ExitCode } from '../../core/index.ts'
import {
  problemDocument,
  renderProblem,
  renderVerdict,
  renderWarning,
  type PayloadWarning,
  warningDocument,
  type WarningDocument,
} from '../../validate/index.ts'
import type { Context } from '../context.ts'
import type { InputRejection } from './messages.ts'

const MAX_SHOWN = 20

/** Prints why nothing is sent: as one JSON document on standard output, or as text on standard error. */
export function printRejection(
  { summary, exitCode, records, isForcible }: InputRejection,
  isJson: boolean,
  { stdout, stderr }: Context,
): ExitCode {
  const { messages, invalid, malformed } = summary
  if (isJson) {
    const rejected = records.map(({ problems, ...record }) => ({
      ...record,
      violations: problems.map(problemDocument),
    }))
    stdout.write(`${JSON.stringify({ sent: 0, messages, invalid, malformed, rejected })}\n`)
    return exitCode
  }
  const problems = records.flatMap((record) => record.problems)
  const shown = problems.slice(0, MAX_SHOWN).map((each) => renderProblem(each, stderr.hasColor))
  const more = summary.problems - shown.length
  const forced = isForcible ? ' --unchecked sends invalid messages anyway.' : ''
  stderr.write(
    [
      ...shown,
      ...(more > 0 ? [`… and ${more} more\n`] : []),
      `${renderVerdict(summary)}: nothing was sent.${forced}\n`,
    ].join(''),
  )
  return exitCode
}

/** Prints the warnings about messages that parsers may read differently. */
export function printWarnings(warnings: readonly PayloadWarning[], { stderr }: Context): void {
  for (const warning of warnings.slice(0, MAX_SHOWN)) {
    stderr.write(renderWarning(warning, stderr.hasColor))
  }
  const more = warnings.length - MAX_SHOWN
  if (more > 0) stderr.write(`… and ${more} more warnings\n`)
}

/** The warnings for an outcome as JSON; no property without warnings. */
export function warningsOf(warnings: readonly PayloadWarning[]): {
  readonly warnings?: readonly WarningDocument[]
} {
  return warnings.length === 0 ? {} : { warnings: warnings.map(warningDocument) }
}
