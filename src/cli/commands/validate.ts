import { type Command, Option } from 'commander'
import { type Reading, READINGS } from '../../contract/index.ts'
import { type Annotation, defined, type ExitCode, HarnessError } from '../../core/index.ts'
import {
  annotationOf,
  checkFiles,
  INPUT_KINDS,
  exitCodeOf,
  type InputKind,
  MAX_JUNIT_PROBLEMS,
  nothingJudged,
  type PayloadWarning,
  type Problem,
  renderJsonLine,
  renderJUnit,
  renderProblem,
  renderSummary,
  renderWarning,
  renderWarningLine,
  type Summary,
  warningAnnotationOf,
} from '../../validate/index.ts'
import type { CommandModule } from '../command.ts'
import type { Context, Output } from '../context.ts'
import { errorAnnotation, printError } from '../printed-error.ts'
import { addCommonOptions, contractOf, readCommonOptions } from '../options/common.ts'
import { annotationsSummary, renderAnnotations, showOnGitHub } from '../github.ts'
import { writeReport } from '../report-file.ts'

type Options = Readonly<Record<string, unknown>>

const FORMATS = ['text', 'json', 'github'] as const
type Format = (typeof FORMATS)[number]

/** Number of problems shown as text; the summary counts all of them. */
const SHOWN_AS_TEXT = 20

export const command: CommandModule = {
  configure(target: Command): void {
    addCommonOptions(target)
      .argument('<file...>', 'files, directories, globs, or - for standard input; .gz too')
      .option('--as <operation>', 'the operation of bodies that do not name their own')
      .option('--status <code>', 'payloads are responses with this status (with --as)')
      .addOption(
        new Option('--reading <reading>', 'which reading of the disputed rules')
          .choices(READINGS)
          .default('intended'),
      )
      .option('--pointer <pointer>', 'JSON Pointer to the body in each record: /request/body')
      .addOption(
        new Option('--input <kind>', 'format of the files (default: detected)').choices(
          INPUT_KINDS,
        ),
      )
      .addOption(
        new Option(
          '--format <format>',
          'github: annotations for GitHub Actions; with --json on standard error',
        )
          .choices(FORMATS)
          .default('text'),
      )
      .option('--junit <file>', 'also write a JUnit report')
      .option(
        '--max-errors <n>',
        `show at most this many violations, and as many warnings (text: ${SHOWN_AS_TEXT}); all are counted`,
      )
      .addHelpText(
        'after',
        [
          '',
          'A file contains a body, an envelope { "operation", "body" }, a list of these, or one of them per line.',
          'Repeated properties and numbers beyond the precision of a double are warnings: they do not change the exit code. With --json',
          'they are lines of standard error, each with "severity": "warning"; standard output has only the violations, and { "error": … } for a file that cannot be read.',
        ].join('\n'),
      )
  },
  async run(files, options, context): Promise<ExitCode> {
    const common = readCommonOptions(options)
    const contract = await contractOf(common)
    const format: Format = common.json ? 'json' : (choice(FORMATS, options.format) ?? 'text')
    const limit = readLimit(options, format)
    const { stdout, stderr } = context
    const show = atMost<Problem>(limit, (problem) =>
      stdout.write(RENDERED[format](problem, stdout)),
    )
    // With JSON, each line of standard output is a violation.
    const warned = format === 'json' ? stderr : stdout
    const warn = atMost<PayloadWarning>(limit, (warning) =>
      warned.write(WARNED[format](warning, warned)),
    )
    const ran = {
      startedAt: new Date(context.clock.now()).toISOString(),
      from: context.clock.monotonic(),
    }
    const listed: Problem[] = []
    const warnings: PayloadWarning[] = []
    const valid: string[] = []
    const unreadable: HarnessError[] = []
    const kind = choice(INPUT_KINDS, options.input)
    const summary = await checkFiles(files, {
      contract,
      ...(typeof options.as === 'string' ? { operation: contract.operation(options.as) } : {}),
      ...(options.status === undefined ? {} : { status: readStatus(options.status) }),
      reading: choice(READINGS, options.reading) ?? 'intended',
      ...(typeof options.pointer === 'string' ? { pointer: readPointer(options.pointer) } : {}),
      ...defined({ kind }),
      stdin: context.stdin,
      signal: context.signal,
      onProblem: (problem) => {
        show(problem)
        if (listed.length < MAX_JUNIT_PROBLEMS) listed.push(problem)
      },
      onWarning: (warning) => {
        warn(warning)
        if (warnings.length < MAX_JUNIT_PROBLEMS) warnings.push(warning)
      },
      onValidFile: (file) => {
        if (valid.length < MAX_JUNIT_PROBLEMS) valid.push(file)
      },
      onUnreadable: (error) => {
        unreadable.push(error)
        printError(error, { isJson: format === 'json', isLines: true }, context)
      },
    })
    if (typeof options.junit === 'string') {
      const durationMs = context.clock.monotonic() - ran.from
      const { startedAt } = ran
      writeReport(
        options.junit,
        renderJUnit(listed, summary, { startedAt, durationMs, valid, unreadable }),
      )
    }
    const isAsked = options.format === 'github'
    annotate({ listed, warnings, unreadable, summary, limit, isAsked }, format, context)
    conclude(summary, format, common.quiet, context)
    return exitCodeOf(summary, unreadable.length)
  },
}

function choice<T extends Format | Reading | InputKind>(
  choices: readonly T[],
  value: unknown,
): T | undefined {
  return choices.find((known) => known === value)
}

type Rendered<T> = Readonly<Record<Format, (what: T, output: Output) => string>>

const RENDERED: Rendered<Problem> = {
  text: (problem, { hasColor }) => renderProblem(problem, hasColor),
  json: renderJsonLine,
  github: () => '',
}

const WARNED: Rendered<PayloadWarning> = {
  text: (warning, { hasColor }) => renderWarning(warning, hasColor),
  json: renderWarningLine,
  github: () => '',
}

function atMost<T>(limit: number, show: (what: T) => void): (what: T) => void {
  let shown = 0
  return (what) => {
    if (shown++ < limit) show(what)
  }
}

interface Seen {
  readonly listed: readonly Problem[]
  readonly warnings: readonly PayloadWarning[]
  /** Annotated one by one already. */
  readonly unreadable: readonly HarnessError[]
  readonly summary: Summary
  readonly limit: number
  /** With JSON on standard output, annotations that were asked for go to standard error. */
  readonly isAsked: boolean
}

function annotate(
  { listed, warnings, unreadable, summary, limit, isAsked }: Seen,
  format: Format,
  context: Context,
): void {
  const reason = unreadable.length > 0 ? undefined : nothingJudged(summary)
  const nothing: Annotation[] =
    reason === undefined
      ? []
      : [{ level: 'error', place: { title: 'dropship: nothing to judge' }, message: reason }]
  const all = [...nothing, ...listed.map(annotationOf), ...warnings.map(warningAnnotationOf)]
  const totals = { error: summary.problems + nothing.length, warning: summary.warnings }
  const isAnnotated = format === 'github'
  if (isAnnotated) {
    const own = [
      ...nothing,
      ...listed.slice(0, limit).map(annotationOf),
      ...warnings.slice(0, limit).map(warningAnnotationOf),
    ]
    context.stdout.annotate(renderAnnotations(own, context.env, limit === Infinity ? totals : {}))
  }
  const sentence = renderSummary(summary, false).split('\n')[0] ?? ''
  const shown = [...unreadable.map(errorAnnotation), ...all]
  const page = annotationsSummary('Drop Ship validation', sentence, shown, context.env)
  showOnGitHub({ annotations: all, totals, summary: page, isAnnotated, isAsked }, context)
}

function conclude(summary: Summary, format: Format, quiet: boolean, context: Context): void {
  if (quiet) return
  // With JSON, standard output contains only the violations.
  const output = format === 'text' ? context.stdout : context.stderr
  output.write(renderSummary(summary, output.hasColor))
}

function readLimit(options: Options, format: Format): number {
  const { maxErrors } = options
  if (maxErrors === undefined) return format === 'text' ? SHOWN_AS_TEXT : Infinity
  return wholeNumber(maxErrors, '--max-errors', 'a whole number such as 100')
}

function readStatus(value: unknown): number {
  const status = wholeNumber(value, '--status', 'an HTTP status from 100 to 599')
  if (status >= 100 && status <= 599) return status
  throw invalidOption('--status', 'an HTTP status from 100 to 599', value)
}

function wholeNumber(value: unknown, where: string, expected: string): number {
  if (typeof value === 'string' && /^\d{1,9}$/.test(value)) return Number(value)
  throw invalidOption(where, expected, value)
}

function readPointer(pointer: string): string {
  if (pointer.startsWith('/')) return pointer
  throw invalidOption('--pointer', 'a JSON Pointer such as /request/body', pointer)
}

function invalidOption(where: string, expected: string, found: unknown): HarnessError {
  return new HarnessError('INVALID_OPTION', `${where} cannot be read.`, {
    where,
    expected,
    found: JSON.stringify(found),
  })
}
