import { join } from 'node:path'
import { type ContractChange, watchContract } from '../../mocks/stub/index.ts'
import { type Prism, startPrism } from '../../mocks/prism/index.ts'
import type { Contract } from '../contract/index.ts'
import { HarnessError, renderError } from '../core/index.ts'
import type { Context } from './context.ts'
import { readCommonOptions } from './options/common.ts'
import { stopped } from './stopped.ts'
import { describeChange } from './stub-run.ts'

type Options = Readonly<Record<string, unknown>>

/** Prism's output goes to a file, not among the output of the command. */
const LOG_FILE = join('.dropship', 'prism.log')

export interface PrismAddress {
  readonly host: string
  readonly port: number
  /** The option that sets the port. */
  readonly portOption: string
}

/**
 * Starts Prism on the contract's own files.
 * @param onUnexpectedExit called with a sentence when Prism ends without being stopped
 * @throws HarnessError as `startPrism` does
 */
export function runPrism(
  { files }: Contract,
  address: PrismAddress,
  { env, signal }: Context,
  onUnexpectedExit: (sentence: string) => void,
): Promise<Prism> {
  return startPrism({ files, ...address, env, signal, log: LOG_FILE, onUnexpectedExit })
}

export function describePrism({ url }: Prism, { title, version }: Contract): string {
  return `Prism on ${title} ${version} listens on ${url}; log: ${LOG_FILE}\n`
}

/** The message for a changed contract that Prism rejects. */
export function describeRejection(error: HarnessError): string {
  return `${renderError(error)}\n  Prism continues with the previous contract.\n`
}

/**
 * `dropship mock --engine prism`: Prism alone, until it is stopped.
 * @throws HarnessError ENGINE_FAILED when Prism ends by itself
 */
export async function prismUntilStopped(
  contract: Contract,
  options: Options,
  context: Context,
): Promise<void> {
  const { json, quiet } = readCommonOptions(options)
  const { stdout, stderr, signal } = context
  const address = {
    host: String(options.host),
    port: Number(options.port),
    portOption: '--port',
  }
  const ended = new AbortController()
  const prism = await runPrism(contract, address, context, (sentence) => ended.abort(sentence))
  const watch = watchContract({
    contract,
    replace: ({ files }) => prism.restart(files),
    onChange: (change: ContractChange) =>
      stderr.write(change.ok ? describeChange(change) : describeRejection(change.error)),
  })
  if (json) stdout.write(`${JSON.stringify({ url: prism.url })}\n`)
  else if (quiet) stdout.write(`${prism.url}\n`)
  else stdout.write(`${describePrism(prism, contract)}\nStop with Ctrl+C.\n`)
  await stopped(AbortSignal.any([signal, ended.signal]))
  watch.close()
  await prism.close()
  if (!ended.signal.aborted) return
  throw new HarnessError('ENGINE_FAILED', String(ended.signal.reason), {
    where: LOG_FILE,
    next: 'start it again; see the log for its last output',
  })
}
