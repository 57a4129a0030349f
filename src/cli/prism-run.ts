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

/** Kept apart from what the command itself prints. */
const LOG_FILE = join('.dropship', 'prism.log')

export interface PrismPlace {
  readonly host: string
  readonly port: number
  /** The option that chooses the port. */
  readonly portOption: string
}

/**
 * Starts Prism on the contract's own files.
 * @param onUnexpectedExit called with a sentence when Prism ends though nobody told it to
 * @throws HarnessError as `startPrism` does
 */
export function runPrism(
  { files }: Contract,
  place: PrismPlace,
  { env, signal }: Context,
  onUnexpectedExit: (sentence: string) => void,
): Promise<Prism> {
  return startPrism({ files, ...place, env, signal, log: LOG_FILE, onUnexpectedExit })
}

export function describePrism({ url }: Prism, { title, version }: Contract): string {
  return `Prism on ${title} ${version} listens on ${url}; what it says stands in ${LOG_FILE}\n`
}

/** What a person needs to know of a change that Prism did not take. */
export function describeRefusal(error: HarnessError): string {
  return `${renderError(error)}\n  Prism goes on with the contract it had.\n`
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
  const place = {
    host: String(options.host),
    port: Number(options.port),
    portOption: '--port',
  }
  const ended = new AbortController()
  const prism = await runPrism(contract, place, context, (sentence) => ended.abort(sentence))
  const watch = watchContract({
    contract,
    replace: ({ files }) => prism.restart(files),
    onChange: (change: ContractChange) =>
      stderr.write(change.ok ? describeChange(change) : describeRefusal(change.error)),
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
    next: 'start it again; what it said before stands in its log',
  })
}
