import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type HarnessError, renderError, renderJUnitXml } from '../core/index.ts'
import type { Context } from './context.ts'
import { annotationsSummary, showOnGitHub } from './github.ts'
import { errorAnnotation } from './printed-error.ts'
import { removeReport, writeReport } from './report-file.ts'

/** Where a command writes the JUnit report of its run, for an error that ends it before it has one. */
export interface ReportPlace {
  readonly command: string
  readonly junit?: string
}

/** The option of each command that reports a run. */
const REPORTING: Readonly<Record<string, '--junit' | '--out'>> = {
  lint: '--junit',
  validate: '--junit',
  verify: '--junit',
  certify: '--out',
  'certify-sender': '--out',
}

/** They print, and run nothing. */
const PLANS = ['--list', '--dry-run', '--self-test', '--help', '-h']

/** The place that a command line names; undefined where the command reports no run. Options may be what is wrong. */
export function reportPlace(
  [command = '', ...argv]: readonly string[],
  options: Readonly<Record<string, unknown>> = {},
): ReportPlace | undefined {
  const option = Object.hasOwn(REPORTING, command) ? REPORTING[command] : undefined
  if (option === undefined || PLANS.some((each) => argv.includes(each))) return undefined
  const named = options[option.slice(2)] ?? valueOf(option, argv)
  if (typeof named !== 'string' || named === '') return { command }
  return { command, junit: option === '--out' ? join(named, 'junit.xml') : named }
}

function valueOf(option: string, argv: readonly string[]): string | undefined {
  const at = argv.findIndex((each) => each === option || each.startsWith(`${option}=`))
  const value = argv[at] === option ? argv[at + 1] : argv[at]?.slice(option.length + 1)
  return at === -1 || value?.startsWith('-') === true ? undefined : value
}

/** Removes the report of an earlier run, so that nobody takes it for the result of this one, whatever ends it. */
export function removeEarlierReport(place: ReportPlace | undefined): void {
  if (place?.junit !== undefined) removeReport(place.junit)
}

/** Reports an error that ended a run before it had a report: in JUnit, and in the job's summary. */
export function reportLostRun(
  error: HarnessError,
  { command, junit }: ReportPlace,
  context: Context,
): void {
  const title = `Drop Ship ${command}: could not complete`
  const summary = annotationsSummary(title, error.message, [errorAnnotation(error)], context.env)
  showOnGitHub({ annotations: [], summary, isAnnotated: true }, context)
  if (junit === undefined || existsSync(junit)) return
  const { code: type, message } = error
  const outcome = { kind: 'error', message, type, text: renderError(error) } as const
  const cases = [{ className: 'dropship', name: `${command} completes`, outcome }]
  const startedAt = new Date(context.clock.now()).toISOString()
  const text = renderJUnitXml({
    name: `dropship ${command}`,
    startedAt,
    suites: [{ name: `dropship ${command}`, cases }],
  })
  try {
    writeReport(junit, text)
  } catch {
    // The error that is reported is said already, and may be the same.
  }
}
