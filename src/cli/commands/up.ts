import type { Command } from 'commander'
import type { Console } from '../../../mocks/console/index.ts'
import { findPrism, type Prism } from '../../../mocks/prism/index.ts'
import type { ContractChange } from '../../../mocks/stub/index.ts'
import { HarnessError, messageOf, renderError } from '../../core/index.ts'
import type { CommandModule } from '../command.ts'
import { problemOf, runConsole } from '../console-run.ts'
import type { Context } from '../context.ts'
import { readCommonOptions } from '../options/common.ts'
import { addPolicyOptions, addStoreOption, readPolicy } from '../options/delivery.ts'
import { portOf } from '../options/port.ts'
import { addRouteOptions } from '../options/route.ts'
import { addStubOptions } from '../options/stub.ts'
import { describePrism, describeRefusal, runPrism } from '../prism-run.ts'
import { runStub, type StubRun, untilStopped } from '../stub-run.ts'

type Options = Readonly<Record<string, unknown>>

function configure(self: Command): void {
  addStubOptions(self, 4010)
    .option('--prism-port <number>', 'where Prism listens; 0 takes any free port', portOf, 4020)
    .option('--no-prism', 'leave Prism out')
    .option('--console-port <number>', 'where the console page is; 4000, or any free one', portOf)
    .option('--no-console', 'leave the console page out')
  addRouteOptions(addStoreOption(self))
  addPolicyOptions(self)
  self.addHelpText(
    'after',
    '\nExamples:\n  dropship up\n  dropship up --port 5010 --no-prism\n  dropship up --retries 2 --backoff 100ms\n',
  )
}

/** `dropship up`: the local environment, until it is stopped; what `npm start` runs. */
export const command: CommandModule = {
  configure,
  async run(_positional, options, context) {
    const beside: Beside = { prism: Promise.resolve(undefined) }
    const run = await runStub(options, context, (change) => {
      beside.problem = problemOf(change)
      beside.console?.changed()
      if (change.ok) beside.prism = beside.prism.then((prism) => restarted(prism, change, context))
    })
    try {
      if (options.console !== false)
        beside.console = await startConsole(run, beside, options, context)
    } catch (error) {
      await run.close()
      throw error
    }
    // Prism takes seconds to start: nobody waits for it.
    beside.prism = startPrism(run, options, context).then((prism) => {
      beside.prismUrl = prism?.url
      beside.console?.changed()
      return prism
    })
    await untilStopped(run, options, context, beside.console?.url)
    await Promise.all([beside.console?.close(), beside.prism.then((prism) => prism?.close())])
    return 0
  },
}

/** What runs beside the stub. */
interface Beside {
  prism: Promise<Prism | undefined>
  prismUrl?: string | undefined
  console?: Console
  /** Why the last edit of the contract was refused. */
  problem?: string | undefined
}

/** A contract that Prism does not take is no reason to end: the stub goes by it already. */
async function restarted(
  prism: Prism | undefined,
  { contract }: Extract<ContractChange, { ok: true }>,
  { stderr }: Context,
): Promise<Prism | undefined> {
  try {
    await prism?.restart(contract.files)
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error
    stderr.write(describeRefusal(error))
  }
  return prism
}

function startConsole(
  { stub, certify }: StubRun,
  beside: Beside,
  options: Options,
  context: Context,
): Promise<Console> {
  return runConsole(
    {
      stub,
      journal: stub.journal,
      contract: () => stub.contract,
      subject: { kind: 'stub', url: stub.url },
      prismUrl: () => beside.prismUrl,
      problem: () => beside.problem,
      policy: readPolicy(options),
      certifyCommand: certify,
    },
    options,
    context,
  )
}

/** The local environment is of use without Prism: what keeps it away is said, and nothing more. */
async function startPrism(
  { stub }: StubRun,
  options: Options,
  context: Context,
): Promise<Prism | undefined> {
  const { quiet, json } = readCommonOptions(options)
  if (options.prism === false) return undefined
  const tell = (text: string): void => {
    if (!quiet && !json) context.stderr.write(text)
  }
  if (findPrism() === undefined) {
    tell('Prism is not installed, and left out: npm install --save-dev @stoplight/prism-cli\n')
    return undefined
  }
  try {
    const place = {
      host: String(options.host),
      port: Number(options.prismPort),
      portOption: '--prism-port',
    }
    const prism = await runPrism(stub.contract, place, context, (sentence) =>
      context.stderr.write(`${sentence}\n`),
    )
    tell(describePrism(prism, stub.contract))
    return prism
  } catch (error) {
    if (context.signal.aborted) return undefined
    context.stderr.write(
      error instanceof HarnessError
        ? renderError(error)
        : `Prism did not start: ${messageOf(error)}\n`,
    )
    return undefined
  }
}
