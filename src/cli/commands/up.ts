import { findPrism, type Prism } from '../../../mocks/prism/index.ts'
import { HarnessError, messageOf, renderError } from '../../core/index.ts'
import type { CommandModule } from '../command.ts'
import type { Context } from '../context.ts'
import { readCommonOptions } from '../options/common.ts'
import { portOf } from '../options/port.ts'
import { addStubOptions } from '../options/stub.ts'
import { describePrism, runPrism } from '../prism-run.ts'
import { runStub, type StubRun, untilStopped } from '../stub-run.ts'

type Options = Readonly<Record<string, unknown>>

/** `dropship up`: the local environment, until it is stopped; what `npm start` runs. */
export const command: CommandModule = {
  configure(self) {
    addStubOptions(self, 4010)
      .option('--prism-port <number>', 'where Prism listens; 0 takes any free port', portOf, 4020)
      .option('--no-prism', 'leave Prism out')
      .addHelpText('after', '\nExamples:\n  dropship up\n  dropship up --port 5010 --no-prism\n')
  },
  async run(_positional, options, context) {
    let prism: Promise<Prism | undefined> = Promise.resolve(undefined)
    const run = await runStub(options, context, () => {
      prism = prism.then(async (running) => {
        await running?.restart()
        return running
      })
    })
    // Prism takes seconds to start: nobody waits for it.
    prism = startPrismBeside(run, options, context)
    await untilStopped(run, options, context)
    await (await prism)?.close()
    return 0
  },
}

/** The local environment is of use without Prism: what keeps it away is said, and nothing more. */
async function startPrismBeside(
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
    const place = { port: Number(options.prismPort), portOption: '--prism-port' }
    const prism = await runPrism(stub.contract, place, options, context)
    tell(describePrism(prism, stub.contract))
    return prism
  } catch (error) {
    context.stderr.write(
      error instanceof HarnessError
        ? renderError(error)
        : `Prism did not start: ${messageOf(error)}\n`,
    )
    return undefined
  }
}
