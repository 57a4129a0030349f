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
import { describePrism, describeRejection, runPrism } from '../prism-run.ts'
import { runStub, type StubRun, untilStopped } from '../stub-run.ts'

type Options = Readonly<Record<string, unknown>>

function configure(self: Command): void {
  addStubOptions(self, 4010)
    .option('--prism-port <number>', 'port of Prism; 0: any free port', portOf, 4020)
    .option('--no-prism', 'do not start Prism')
    .option(
      '--console-port <number>',
      'port of the console page (default: 4000, or any free port)',
      portOf,
    )
    .option('--no-console', 'do not start the console page')
  addRouteOptions(addStoreOption(self))
  addPolicyOptions(self)
}

/** `dropship up`, also `npm start`: runs the local environment until it is stopped. */
export const command: CommandModule = {
  configure,
  async run(_positional, options, context) {
    const services: RunningServices = { prism: Promise.resolve(undefined) }
    const run = await runStub(options, context, (change) => {
      services.problem = problemOf(change)
      services.console?.changed()
      if (change.ok)
        services.prism = services.prism.then((prism) => restarted(prism, change, context))
    })
    try {
      if (options.console !== false)
        services.console = await startConsole(run, services, options, context)
    } catch (error) {
      await run.close()
      throw error
    }
    // Not awaited, because Prism takes seconds to start.
    services.prism = startPrism(run, options, context).then((prism) => {
      services.prismUrl = prism?.url
      services.console?.changed()
      return prism
    })
    await untilStopped(run, options, context, services.console?.url)
    await Promise.all([services.console?.close(), services.prism.then((prism) => prism?.close())])
    return 0
  },
}

/** The services that run with the stub. */
interface RunningServices {
  prism: Promise<Prism | undefined>
  prismUrl?: string | undefined
  console?: Console
  /** Why the last edit of the contract was rejected. */
  problem?: string | undefined
}

/** A contract that Prism rejects is reported only, because the stub already uses it. */
async function restarted(
  prism: Prism | undefined,
  { contract }: Extract<ContractChange, { ok: true }>,
  { stderr }: Context,
): Promise<Prism | undefined> {
  try {
    await prism?.restart(contract.files)
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error
    stderr.write(describeRejection(error))
  }
  return prism
}

function startConsole(
  { stub, certify }: StubRun,
  services: RunningServices,
  options: Options,
  context: Context,
): Promise<Console> {
  return runConsole(
    {
      stub,
      journal: stub.journal,
      contract: () => stub.contract,
      subject: { kind: 'stub', url: stub.url },
      prismUrl: () => services.prismUrl,
      problem: () => services.problem,
      policy: readPolicy(options),
      certifyCommand: certify,
    },
    options,
    context,
  )
}

/** Starts Prism. Errors are reported only, because the local environment is useful without Prism. */
async function startPrism(
  { stub }: StubRun,
  options: Options,
  context: Context,
): Promise<Prism | undefined> {
  const { quiet, json } = readCommonOptions(options)
  if (options.prism === false) return undefined
  const print = (text: string): void => {
    if (!quiet && !json) context.stderr.write(text)
  }
  if (findPrism() === undefined) {
    print(
      'Prism is not installed, so it was not started: npm install --save-dev @stoplight/prism-cli\n',
    )
    return undefined
  }
  try {
    const address = {
      host: String(options.host),
      port: Number(options.prismPort),
      portOption: '--prism-port',
    }
    const prism = await runPrism(stub.contract, address, context, (sentence) =>
      context.stderr.write(`${sentence}\n`),
    )
    print(describePrism(prism, stub.contract))
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
