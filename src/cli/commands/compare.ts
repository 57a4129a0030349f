import { type Command, Option } from 'commander'
import {
  type ExitCode,
  HarnessError,
  markdownTable,
  markdownText,
  plural,
  printableLine,
} from '../../core/index.ts'
import { readEarlierReport } from '../certifying/earlier-report.ts'
import type { CommandModule } from '../command.ts'
import { type ReportComparison, compareReports } from '../comparing/compare.ts'
import type { Context } from '../context.ts'

const FORMATS = ['text', 'markdown'] as const

interface Options {
  readonly format: (typeof FORMATS)[number]
  readonly json?: boolean
}

function configure(command: Command): void {
  command
    .argument('<old>', 'report.json of the earlier run')
    .argument('<new>', 'report.json of the later run')
    .addOption(
      new Option('--format <format>', 'text, or markdown for a pull request')
        .choices(FORMATS)
        .default('text'),
    )
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExit codes: 0 nothing is worse · 1 something is new or worse')
}

function run(
  positional: readonly string[],
  raw: Readonly<Record<string, unknown>>,
  { stdout }: Context,
): Promise<ExitCode> {
  const options = raw as unknown as Options
  const [old, next] = positional
  if (old === undefined || next === undefined) {
    throw new HarnessError('MISSING_ARGUMENT', 'Two reports are compared.', {
      expected: 'dropship compare OLD NEW',
    })
  }
  const comparison = compareReports(readEarlierReport(old, 'OLD'), readEarlierReport(next, 'NEW'))
  if (options.json === true)
    stdout.write(`${JSON.stringify({ schemaVersion: 1, ...comparison })}\n`)
  else stdout.write(options.format === 'markdown' ? asMarkdown(comparison) : asText(comparison))
  return Promise.resolve(comparison.isWorse ? 1 : 0)
}

const MARKS = { new: '✗ new', worse: '✗ worse', better: '✓ better', gone: '✓ gone' } as const

function asText(comparison: ReportComparison): string {
  const { changes } = comparison
  const lines = changes.map(
    ({ change, sentence, checksBefore, checksAfter }) =>
      `  ${MARKS[change].padEnd(8)}  ${printableLine(sentence)} (${checksBefore} → ${plural(checksAfter, 'check')})`,
  )
  return [...lines, summaryOf(comparison), ''].join('\n')
}

function asMarkdown(comparison: ReportComparison): string {
  const rows = comparison.changes.map(({ change, sentence, checksBefore, checksAfter }) => [
    change,
    markdownText(sentence),
    checksBefore,
    checksAfter,
  ])
  const table =
    rows.length === 0
      ? []
      : ['', ...markdownTable(['change', 'what is broken', '#checks before', '#after'], rows)]
  return ['### Drop Ship certification, compared', '', summaryOf(comparison), ...table, ''].join(
    '\n',
  )
}

function summaryOf({
  verdictBefore,
  verdictAfter,
  changes,
  unchanged,
  isWorse,
}: ReportComparison): string {
  const count = (change: string): number => changes.filter((each) => each.change === change).length
  const counts = (['new', 'worse', 'better', 'gone'] as const).map(
    (change) => `${count(change)} ${change}`,
  )
  const verdict =
    verdictBefore === verdictAfter ? verdictAfter : `${verdictBefore} → ${verdictAfter}`
  return `${isWorse ? 'Worse' : 'Not worse'}: ${counts.join(', ')}, ${unchanged} unchanged; ${printableLine(verdict)}`
}

export const command: CommandModule = { configure, run }
