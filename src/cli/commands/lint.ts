import { findPrism } from '../../../mocks/prism/index.ts'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Command, Option } from 'commander'
import type { Contract } from '../../contract/index.ts'
import { SHIPPED_FILE } from '../../contract/index.ts'
import { defined, type ExitCode, packageRoot } from '../../core/index.ts'
import {
  isWarning,
  lint,
  lintAnnotation,
  type LintResult,
  type NamedFile,
  type MockProvider,
  renderLintJson,
  renderLintJUnit,
  renderLintProblem,
  renderLintSummary,
} from '../../lint/index.ts'
import type { CommandModule } from '../command.ts'
import type { Context } from '../context.ts'
import { prismProvider, stubProvider } from '../lint-mocks.ts'
import { addCommonOptions, readCommonOptions } from '../options/common.ts'
import { readNumber } from '../options/numbers.ts'
import { addParamOption, readParameters } from '../options/parameters.ts'
import { annotationsSummary, renderAnnotations, showOnGitHub } from '../github.ts'
import { writeReport } from '../report-file.ts'

const collect = (value: string, all: readonly string[]): string[] => [...all, value]

type Options = Readonly<Record<string, unknown>>

const SHIPPED_DOCUMENTS = [SHIPPED_FILE, 'openapi/client-auth.yaml']
const SHIPPED_PACTS = 'contracts/pacts'
const SHIPPED_REASONS = 'contracts/uncovered.yaml'
/** Number of problems shown as text. */
const SHOWN = 50

export const command: CommandModule = {
  configure(target: Command): void {
    addParamOption(addCommonOptions(target))
      .argument('[document...]', 'OpenAPI documents; the shipped ones, with their pact')
      .option('--pact <file>', 'a pact file to compare with the documents; repeatable', collect, [])
      .option('--reasons <file>', 'reasons why documented statuses have no interaction')
      .option('--no-mocks', 'do not check the mocks')
      .addOption(
        new Option(
          '--format <format>',
          'github: annotations for GitHub Actions; with --json on standard error',
        )
          .choices(['text', 'json', 'github'])
          .default('text'),
      )
      .option('--junit <file>', 'also write a JUnit report')
      .option('--max-problems <n>', `show at most so many; all are counted (text: ${SHOWN})`)
  },
  async run(documents, options, context): Promise<ExitCode> {
    const { json, quiet, contractFile, refsWithin } = readCommonOptions(options)
    const limit =
      options.maxProblems === undefined
        ? undefined
        : readNumber(options.maxProblems, '--max-problems', { whole: true, min: 1, max: 1e9 })
    const named = documents.length === 0 && contractFile !== undefined ? [contractFile] : documents
    const { clock } = context
    const ran = { startedAt: new Date(clock.now()).toISOString(), from: clock.monotonic() }
    const judged = await lint({
      ...inputs(named, options),
      ...defined({ refsWithin }),
      ...(options.mocks === false
        ? {}
        : { providers: providersIn(context), parametersFor: (of) => readParameters(options, of) }),
      clock: context.clock,
      // Asked for when the documents are read: until then there is nothing to close.
      get signal() {
        return context.signal
      },
    })
    const lacksPrism = judged.mocks.length > 0 && findPrism() === undefined
    const result = lacksPrism
      ? { ...judged, notJudged: [...judged.notJudged, WITHOUT_PRISM] }
      : judged
    if (typeof options.junit === 'string')
      writeReport(
        options.junit,
        renderLintJUnit(result, {
          startedAt: ran.startedAt,
          durationMs: clock.monotonic() - ran.from,
        }),
      )
    const format = json ? 'json' : String(options.format)
    show(result, { format, limit, quiet }, context)
    const annotations = result.problems.map(lintAnnotation)
    const sentence = renderLintSummary(result, false).split('\n')[0] ?? ''
    const summary = annotationsSummary('Drop Ship lint', sentence, annotations, context.env)
    const isAnnotated = format === 'github'
    const isAsked = options.format === 'github'
    showOnGitHub({ annotations, summary, isAnnotated, isAsked }, context)
    return result.problems.every(isWarning) ? 0 : 1
  },
}

function providersIn(
  context: Context,
): (contract: Contract, document: unknown) => readonly MockProvider[] {
  return (contract, document) => {
    const stub = stubProvider(contract)
    return findPrism() === undefined ? [stub] : [stub, prismProvider(contract, document, context)]
  }
}

/** The note on a run without Prism. */
const WITHOUT_PRISM =
  'Prism is not installed, so its responses were not checked: npm install --save-dev @stoplight/prism-cli'

function inputs(documents: readonly string[], options: Options) {
  const pacts = [options.pact ?? []].flat().map(String)
  const isShipped = documents.length === 0
  const reasons =
    typeof options.reasons === 'string'
      ? asGiven(options.reasons)
      : isShipped && existsSync(inPackage(SHIPPED_REASONS).path)
        ? inPackage(SHIPPED_REASONS)
        : undefined
  return {
    documents: isShipped ? SHIPPED_DOCUMENTS.map(inPackage) : documents.map(asGiven),
    pacts: pacts.length > 0 || !isShipped ? pacts.map(asGiven) : shippedPacts(),
    ...defined({ reasons }),
  }
}

function asGiven(path: string): NamedFile {
  return { path, shownAs: path }
}

function inPackage(shownAs: string): NamedFile {
  return { path: join(packageRoot().directory, shownAs), shownAs }
}

/** The installed package contains no consumer tests, so it has no pacts. */
function shippedPacts(): NamedFile[] {
  const { path } = inPackage(SHIPPED_PACTS)
  if (!existsSync(path)) return []
  return readdirSync(path)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => inPackage(`${SHIPPED_PACTS}/${name}`))
}

interface Showing {
  readonly format: string
  readonly limit: number | undefined
  readonly quiet: boolean
}

function show(result: LintResult, { format, limit, quiet }: Showing, context: Context): void {
  const { stdout, stderr } = context
  const { problems } = result
  if (format === 'json') {
    stdout.write(renderLintJson({ ...result, problems: problems.slice(0, limit) }))
    return
  }
  const isText = format === 'text'
  const shown = problems.slice(0, limit ?? (isText ? SHOWN : undefined))
  if (isText) for (const problem of shown) stdout.write(renderLintProblem(problem, stdout.hasColor))
  else stdout.annotate(renderAnnotations(shown.map(lintAnnotation), context.env))
  if (quiet) return
  const output = isText ? stdout : stderr
  output.write(renderLintSummary(result, output.hasColor))
}
