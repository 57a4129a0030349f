import type { KeyObject } from 'node:crypto'
import { appendFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Option } from 'commander'
import {
  documentOf,
  EVIDENCE,
  type Evidence,
  renderAnnotations,
  renderStepSummary,
  renderTerminal,
  type Report,
  reportFiles,
  signCertificate,
} from '../../certify/index.ts'
import { HarnessError, messageOf } from '../../core/index.ts'
import type { Context } from '../context.ts'
import { makeFolder } from '../report-file.ts'

const CERTIFICATE = 'certificate.json'

/** What a run ends with, by its verdict. */
export const EXIT_CODES = { certified: 0, 'not certified': 1, inconclusive: 3 } as const

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
  /** The key that signs the certificate. */
  readonly signingKey?: KeyObject
  readonly full?: boolean
  readonly evidence?: Evidence
  readonly json?: boolean
  readonly quiet?: boolean
}

/** Publishes a report: on standard output, in the folder of --out, and in GitHub Actions. */
export function publish(report: Report, options: PublishOptions, context: Context): void {
  const { stdout } = context
  if (options.json === true) stdout.write(`${JSON.stringify(documentOf(report))}\n`)
  else if (options.quiet === true) stdout.write(`${report.verdict}\n`)
  else {
    const style = { color: stdout.hasColor, full: options.full ?? false }
    stdout.write(`${renderTerminal(report, style)}\n`)
  }
  if (options.out !== undefined) {
    const files = filesOf(report, options)
    writeAll(options.out, files)
    if (options.json !== true && options.quiet !== true) {
      const others = Object.keys(files).filter((name) => name !== 'report.html')
      stdout.write(`Reports: ${join(options.out, 'report.html')}, ${others.join(', ')}\n`)
    }
  }
  if (context.env.GITHUB_ACTIONS === 'true') annotate(report, context)
}

function filesOf(
  report: Report,
  { signingKey: key, evidence }: PublishOptions,
): Readonly<Record<string, string>> {
  const files = reportFiles(report, evidence)
  const signed =
    key === undefined ? undefined : signCertificate(report, files['report.json'] ?? '', key)
  if (signed === undefined) return files
  return { ...files, [CERTIFICATE]: `${JSON.stringify(signed, null, 2)}\n` }
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

/** Writes each file under a temporary name first, so that readers never see an incomplete one. */
function writeAll(directory: string, files: Readonly<Record<string, string>>): void {
  try {
    // A certificate of an earlier run does not belong to this one.
    if (files[CERTIFICATE] === undefined) rmSync(join(directory, CERTIFICATE), { force: true })
    for (const [name, text] of Object.entries(files)) {
      const path = join(directory, name)
      writeFileSync(`${path}.part`, text)
      renameSync(`${path}.part`, path)
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

/** Annotations go to standard error, away from JSON on standard output; GitHub reads both streams. */
function annotate(report: Report, { env, stderr }: Context): void {
  stderr.write(renderAnnotations(report))
  const file = env.GITHUB_STEP_SUMMARY
  if (file === undefined || file === '') return
  try {
    appendFileSync(file, renderStepSummary(report))
  } catch (error) {
    stderr.write(`The job's summary cannot be written: ${messageOf(error)}\n`)
  }
}
