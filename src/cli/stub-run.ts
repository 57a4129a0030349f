import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import {
  type ContractChange,
  type JournalEntry,
  namedScenario,
  startStub,
  type Stub,
  type StubOptions,
  writeJournal,
} from '../../mocks/stub/index.ts'
import { describeExcluded } from '../contract/index.ts'
import {
  defined,
  HarnessError,
  replaceFile,
  messageOf,
  plural,
  renderError,
  roundedMs,
  systemCodeOf,
} from '../core/index.ts'
import type { Context } from './context.ts'
import { contractOf, readCommonOptions } from './options/common.ts'
import { certifyCommand } from './options/certify-command.ts'
import { openWarning, readPaths, readStubOptions } from './options/stub.ts'
import { stopped } from './stopped.ts'

type Options = Readonly<Record<string, unknown>>

/** A stub that a command started, with its files. */
export interface StubRun {
  readonly stub: Stub
  /** Where the certificate was written; only with https. */
  readonly certificateFile?: string
  /** The complete command that certifies it. */
  readonly certify: string
  /** Resolves when the command is told to end. */
  readonly stopped: Promise<void>
  close(): Promise<void>
}

const CERTIFICATE_FILE = join('.dropship', 'stub-certificate.pem')

/**
 * Starts the stub that the options describe.
 * @param onContractChange called when an edit of the contract is in force or was rejected
 * @throws HarnessError for invalid options, a port in use, and a contract, scenario or file that cannot be read or written
 */
export async function runStub(
  options: Options,
  context: Context,
  onContractChange: (change: ContractChange) => void = () => undefined,
): Promise<StubRun> {
  const contract = await contractOf(readCommonOptions(options))
  const wanted = options.scenario
  const operations = contract.operations.map(({ id }) => id)
  const paths = readPaths(options, contract)
  const scenario = typeof wanted === 'string' ? await namedScenario(wanted, operations) : undefined
  const logger = options.log === true ? await createLogger() : undefined
  const stubOptions = readStubOptions(options, context)
  const isStopped = stopped(context.signal)
  const stub = await startWithAdmin(options, {
    ...stubOptions,
    contract,
    paths,
    onContractChange: (change) => {
      context.stderr.write(describeChange(change))
      onContractChange(change)
      logger?.info(change.ok ? { contract: change.contract.sha256 } : { error: change.error.code })
    },
  })
  const warning = openWarning(stubOptions)
  if (warning !== undefined) context.stderr.write(`${warning}\n`)
  if (scenario !== undefined) stub.play(scenario)
  if (logger !== undefined)
    stub.journal.subscribe((entry) => logger.info(logLine(entry), 'request'))
  const closing: (() => Promise<void>)[] = [() => stub.close()]
  try {
    if (typeof options.journal === 'string') {
      const file = writeJournal(stub.journal, options.journal)
      closing.push(async () => {
        await file.close()
        if (file.dropped === 0) return
        context.stderr.write(
          `${plural(file.dropped, 'request')} missing in ${String(options.journal)}: the disk was too slow or full.\n`,
        )
      })
    }
    const certificateFile =
      stub.certificate === undefined ? undefined : saveCertificate(stub.certificate)
    return {
      stub,
      stopped: isStopped,
      ...defined({ certificateFile }),
      certify: certifyCommand(stub, certificateFile, context),
      close: async () => {
        for (const close of closing) await close()
      },
    }
  } catch (error) {
    await stub.close()
    throw error
  }
}

/** The admin API listens on the port after the stub's; if no port is given and that one is in use, on any free port. */
async function startWithAdmin(options: Options, stubOptions: StubOptions): Promise<Stub> {
  const { port = 0 } = stubOptions
  if (typeof options.adminPort === 'number') {
    return startStub({ ...stubOptions, adminPort: options.adminPort })
  }
  const next = port === 0 || port === 65_535 ? 0 : port + 1
  try {
    return await startStub({ ...stubOptions, adminPort: next })
  } catch (error) {
    const isNext = error instanceof HarnessError && error.details.where?.endsWith(`:${next}`)
    if (isNext !== true || next === 0) throw error
    return startStub({ ...stubOptions, adminPort: 0 })
  }
}

function saveCertificate(certificate: string): string {
  try {
    mkdirSync(dirname(CERTIFICATE_FILE), { recursive: true })
    replaceFile(CERTIFICATE_FILE, certificate)
    return CERTIFICATE_FILE
  } catch (error) {
    throw new HarnessError('FILE_UNWRITABLE', 'The certificate cannot be written.', {
      found: messageOf(error),
      where: CERTIFICATE_FILE,
      next: 'run the command in a folder that can be written to',
      cause: error,
    })
  }
}

interface Logger {
  info(fields: object, message?: string): void
}

async function createLogger(): Promise<Logger> {
  try {
    const { pino } = await import('pino')
    const logger = pino(
      { base: null, timestamp: pino.stdTimeFunctions.isoTime },
      pino.destination({ fd: 2, sync: true }),
    )
    return { info: (fields, message) => logger.info(fields, message) }
  } catch (error) {
    if (systemCodeOf(error) !== 'ERR_MODULE_NOT_FOUND') throw error
    throw new HarnessError('MISSING_PACKAGE', '--log needs the package pino.', {
      next: 'npm install --save-dev pino',
      cause: error,
    })
  }
}

function logLine(entry: JournalEntry): object {
  const { id, operation, method, target, verdict, durationMs, bodyBytes, violations } = entry
  return {
    entry: id,
    operation,
    method,
    target,
    status: entry.answer?.status,
    verdict,
    durationMs: roundedMs(durationMs),
    bodyBytes,
    attempt: entry.attempt,
    duplicate: entry.duplicate,
    played: entry.played,
    run: entry.run,
    violations: violations.map(({ field, code }) => `${field} ${code}`),
  }
}

export function describeChange(change: ContractChange): string {
  if (!change.ok) {
    return `${renderError(change.error)}\n  The stub continues with the previous contract.\n`
  }
  const { title, version, operations } = change.contract
  return `The contract changed: ${title} ${version} with ${plural(operations.length, 'operation')} is in force.\n`
}

/** The start-up message of a stub. */
export function describeStub({ stub, certify }: StubRun, consoleUrl?: string): string {
  const { url, endpoints, tokenUrl, adminUrl, contract } = stub
  return [
    `The stub of ${contract.title} ${contract.version} listens on ${url}`,
    ...contract.operations.map(({ id, method }) => addressLine(id, method, endpoints)),
    ...listed('Not served:', contract.excluded.map(describeExcluded)),
    ...listed('Not checked:', contract.outOfReach),
    ...(tokenUrl === undefined ? [] : [`  POST ${tokenUrl}  (access tokens)`]),
    ...(adminUrl === undefined
      ? []
      : [
          `Admin API (request log, scenarios, effects): ${adminUrl}/journal, ${adminUrl}/scenarios, ${adminUrl}/effects`,
        ]),
    ...stub.playing().map(({ name }) => `Scenario: ${name}`),
    ...(consoleUrl === undefined ? [] : ['', `Console: ${consoleUrl}`]),
    '',
    'Certify this stub (or replace the URL with your own):',
    `  ${certify}`,
    '',
    'Stop with Ctrl+C.',
    '',
  ].join('\n')
}

function listed(title: string, sentences: readonly string[]): string[] {
  return sentences.length === 0 ? [] : [title, ...sentences.map((each) => `  ${each}`)]
}

/** The URL of an operation, with its id unless the URL ends with it. */
function addressLine(id: string, method: string, endpoints: Stub['endpoints']): string {
  const url = endpoints[id] ?? ''
  return `  ${method} ${url}${url.endsWith(`/${id}`) ? '' : `  (${id})`}`
}

/** The start-up message as JSON; the stub's own secrets are shown to whoever starts it. */
export function stubDocument({ stub, certificateFile, certify }: StubRun): object {
  const { url, endpoints, tokenUrl, adminUrl, contract } = stub
  return {
    url,
    endpoints,
    tokenUrl,
    adminUrl,
    certificateFile,
    contract: { title: contract.title, version: contract.version, sha256: contract.sha256 },
    operations: contract.operations.map(({ id, method, path }) => ({ id, method, path })),
    excluded: contract.excluded,
    outOfReach: contract.outOfReach,
    certify,
  }
}

/**
 * Prints the start-up message, waits for the signal, and closes.
 * @param consoleUrl the URL of the console, if it runs
 */
export async function untilStopped(
  run: StubRun,
  options: Options,
  context: Context,
  consoleUrl?: string,
): Promise<void> {
  const { json, quiet } = readCommonOptions(options)
  if (json) context.stdout.write(`${JSON.stringify({ ...stubDocument(run), consoleUrl })}\n`)
  else context.stdout.write(quiet ? `${run.stub.url}\n` : describeStub(run, consoleUrl))
  await run.stopped
  await run.close()
}
