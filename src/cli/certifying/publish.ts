import { rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Option } from 'commander'
import {
  annotationsOf,
  CERTIFICATE_FILE,
  documentOf,
  EVIDENCE,
  type Evidence,
  renderAgent,
  REPORT_FILES,
  renderStepSummary,
  renderTerminal,
  type Report,
  reportContents,
} from '../../certify/index.ts'
import { type FileContent, HarnessError, messageOf, replaceFile } from '../../core/index.ts'
import type { Context } from '../context.ts'
import { showOnGitHub } from '../github.ts'
import { makeFolder, removeReport } from '../report-file.ts'
import { readEarlierRuns, recordRun, runsFile } from './runs.ts'
import { type Signing, signedReport } from './signing.ts'

/** Of this suite's first version; one of an earlier run must not stay either. */
const FIRST_CERTIFICATE = 'certificate.json'

/** What a run ends with, by its verdict. */
export const EXIT_CODES = { certified: 0, 'not certified': 1, inconclusive: 3 } as const

/** For a person at a terminal, or for whoever repairs the endpoint with nothing else at hand. */
export const FORMATS = ['text', 'agent'] as const

type Format = (typeof FORMATS)[number]

/** For whom standard output is written. */
export function formatOption(): Option {
  return new Option(
    '--format <format>',
    'standard output: text for people, or agent, at most 12 kB, for whoever repairs the endpoint with it',
  )
    .choices(FORMATS)
    .default('text')
}

/** How much evidence the folder of --out receives. */
export function evidenceOption(): Option {
  return new Option(
    '--evidence <extent>',
    'requests and responses to keep: of what failed, or all of them in evidence.json too',
  )
    .choices(EVIDENCE)
    .default('failed')
}

export interface PublishOptions {
  readonly out?: string
  readonly signing?: Signing
  /** The configuration file that was named. */
  readonly config?: unknown
  readonly full?: boolean
  readonly evidence?: Evidence
  readonly format?: Format
  /** The command that makes only the failed checks again. */
  readonly rerun?: string
  /** Says that the endpoint was not ready in the time of --wait. */
  readonly late?: string
  readonly json?: boolean
  readonly quiet?: boolean
}

/** Publishes a report: on standard output, in the folder of --out, and in GitHub Actions. */
export async function publish(
  report: Report,
  options: PublishOptions,
  context: Context,
): Promise<void> {
  const { stdout } = context
  const runs = runsFile(options.config)
  if (options.json === true) stdout.write(`${JSON.stringify(documentOf(report))}\n`)
  else if (options.quiet === true) {
    stdout.write(`${report.verdict}\n`)
    if (report.verdict === 'inconclusive' && report.reason !== undefined)
      context.stderr.write(
        `dropship: ${[report.reason, report.problem?.next ?? []].flat().join('\nnext: ')}\n`,
      )
  } else if (options.format === 'agent') stdout.write(renderAgent(report, options))
  else {
    const style = { color: stdout.hasColor, full: options.full ?? false }
    stdout.write(`${renderTerminal(report, style)}\n`)
  }
  let isSigned = false
  if (options.out !== undefined) {
    const files = await filesOf(report, options, runs)
    writeAll(options.out, files)
    isSigned = files[CERTIFICATE_FILE] !== undefined
    if (options.json !== true && options.quiet !== true && options.format !== 'agent') {
      const others = Object.keys(files).filter((name) => name !== 'report.html')
      stdout.write(`Reports: ${join(options.out, 'report.html')}, ${others.join(', ')}\n`)
    }
  }
  recordRun(runs, report, isSigned)
  const summary = renderStepSummary(report)
  const note = report.verdict === 'inconclusive' ? options.late : undefined
  showOnGitHub({ annotations: annotationsOf(report), summary, note }, context)
}

async function filesOf(
  report: Report,
  { signing, evidence }: PublishOptions,
  runs: string,
): Promise<Readonly<Record<string, FileContent>>> {
  const files = reportContents(report, evidence)
  const earlier = readEarlierRuns(runs, report)
  const text = files['report.json'] ?? ''
  const whole = typeof text === 'string' ? text : [...text].join('')
  const signed = await signedReport(report, whole, signing, earlier)
  return signed === undefined ? files : { ...files, [CERTIFICATE_FILE]: signed }
}

/**
 * Creates the folder of the reports before anything is sent, so that a folder that cannot be written does not waste a run.
 * @throws HarnessError FILE_UNWRITABLE
 */
export function prepareFolder(directory: string): void {
  try {
    makeFolder(resolve(directory))
    const probe = join(directory, '.writable')
    writeFileSync(probe, '')
    rmSync(probe)
  } catch (error) {
    throw unwritable(directory, error)
  }
}

/**
 * Removes what an earlier run wrote, so that nobody takes it for the result of this one, whatever ends it.
 * @param kept the report that this run goes on from
 */
export function removeEarlierReports(directory: string, kept?: string): void {
  const names = [...REPORT_FILES.map(({ name }) => name), CERTIFICATE_FILE, FIRST_CERTIFICATE]
  for (const name of names) {
    const file = resolve(directory, name)
    if (kept === undefined || file !== resolve(kept)) removeReport(file)
  }
}

function writeAll(directory: string, files: Readonly<Record<string, FileContent>>): void {
  try {
    // A certificate of an earlier run does not belong to this one.
    for (const name of [CERTIFICATE_FILE, FIRST_CERTIFICATE]) {
      if (files[name] === undefined) rmSync(join(directory, name), { force: true })
    }
    for (const [name, content] of Object.entries(files)) {
      replaceFile(join(directory, name), content)
    }
  } catch (error) {
    throw unwritable(directory, error)
  }
}

function unwritable(directory: string, error: unknown): HarnessError {
  return new HarnessError('FILE_UNWRITABLE', `The reports cannot be written to ${directory}.`, {
    found: messageOf(error),
    where: '--out',
    next: 'name a directory that can be written to',
    cause: error,
  })
}
