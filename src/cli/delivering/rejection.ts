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

/** Says why nothing is sent: on standard output as one JSON document, or for a person. */
export function tellRejection(
  { summary, exitCode, records, isForcible }: InputRejection,
  isJson: boolean,
  { stdout, stderr }: Context,
): ExitCode {
  const { messages, invalid, malformed } = summary
  if (isJson) {
    const refused = records.map(({ problems, ...record }) => ({
      ...record,
      violations: problems.map(problemDocument),
    }))
    stdout.write(`${JSON.stringify({ sent: 0, messages, invalid, malformed, refused })}\n`)
    return exitCode
  }
  const problems = records.flatMap((record) => record.problems)
  const shown = problems.slice(0, MAX_SHOWN).map((each) => renderProblem(each, stderr.hasColor))
  const more = summary.problems - shown.length
  const forced = isForcible ? ' --unchecked sends invalid messages all the same.' : ''
  stderr.write(
    [
      ...shown,
      ...(more > 0 ? [`… and ${more} more\n`] : []),
      `${renderVerdict(summary)}: nothing was sent.${forced}\n`,
    ].join(''),
  )
  return exitCode
}

/** Says what readers may understand differently of what is sent. */
export function tellWarnings(warnings: readonly PayloadWarning[], { stderr }: Context): void {
  for (const warning of warnings.slice(0, MAX_SHOWN)) {
    stderr.write(renderWarning(warning, stderr.hasColor))
  }
  const more = warnings.length - MAX_SHOWN
  if (more > 0) stderr.write(`… and ${more} more warnings\n`)
}

/** For an outcome as JSON: nothing where there is nothing to warn of. */
export function warningsOf(warnings: readonly PayloadWarning[]): {
  readonly warnings?: readonly WarningDocument[]
} {
  return warnings.length === 0 ? {} : { warnings: warnings.map(warningDocument) }
}
