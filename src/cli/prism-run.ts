import { join } from 'node:path'
import { watchContract } from '../../mocks/stub/index.ts'
import { type Prism, startPrism } from '../../mocks/prism/index.ts'
import type { Contract } from '../contract/index.ts'
import type { Context } from './context.ts'
import { readCommonOptions } from './options/common.ts'
import { stopped } from './stopped.ts'
import { describeChange } from './stub-run.ts'

type Options = Readonly<Record<string, unknown>>

/** Kept apart from what the command itself prints. */
const LOG_FILE = join('.dropship', 'prism.log')

export interface PrismPlace {
  readonly port: number
  /** The option that chooses the port. */
  readonly portOption: string
}

/** Starts Prism on the contract's own files. @throws HarnessError as `startPrism` does */
export function runPrism(
  contract: Contract,
  { port, portOption }: PrismPlace,
  options: Options,
  context: Context,
): Promise<Prism> {
  return startPrism({
    files: contract.files,
    host: String(options.host),
    port,
    portOption,
    log: LOG_FILE,
    onUnexpectedExit: (sentence) => context.stderr.write(`${sentence}\n`),
  })
}

export function describePrism({ url }: Prism, { title, version }: Contract): string {
  return `Prism on ${title} ${version} listens on ${url}; what it says stands in ${LOG_FILE}\n`
}

/** `dropship mock --engine prism`: Prism alone, until it is stopped. */
export async function prismUntilStopped(
  contract: Contract,
  options: Options,
  context: Context,
): Promise<void> {
  const { json, quiet } = readCommonOptions(options)
  const place = { port: Number(options.port), portOption: '--port' }
  const prism = await runPrism(contract, place, options, context)
  const watch = watchContract({
    contract,
    replace: () => prism.restart(),
    onChange: (change) => context.stderr.write(describeChange(change)),
  })
  if (json) context.stdout.write(`${JSON.stringify({ url: prism.url })}\n`)
  else if (quiet) context.stdout.write(`${prism.url}\n`)
  else context.stdout.write(`${describePrism(prism, contract)}\nStop with Ctrl+C.\n`)
  await stopped(context.signal)
  watch.close()
  await prism.close()
}
