import { Command, Option } from 'commander'
import { READY_MADE } from '../../../mocks/stub/index.ts'
import { aligned } from '../../core/index.ts'
import type { CommandModule } from '../command.ts'
import type { Context } from '../context.ts'
import { addCommonOptions, contractOf, readCommonOptions } from '../options/common.ts'
import { addStubOptions } from '../options/stub.ts'
import { prismUntilStopped } from '../prism-run.ts'
import { runStub, untilStopped } from '../stub-run.ts'

/** `dropship mock`: runs one mock until it is stopped. */
export const command: CommandModule = {
  configure(self: Command): void {
    addStubOptions(self, 4010)
      .addOption(
        new Option('--engine <name>', 'which mock to start')
          .choices(['stub', 'prism'])
          .default('stub'),
      )
      .option('--list-scenarios', 'print the ready-made scenarios and exit')
  },
  async run(_positional, options, context) {
    if (options.listScenarios === true) {
      context.stdout.write(options.json === true ? scenarioDocument() : describeScenarios())
      return 0
    }
    if (options.engine === 'prism') {
      warnOfIgnored(options, context)
      const contract = await contractOf(readCommonOptions(options))
      await prismUntilStopped(contract, options, context)
      return 0
    }
    await untilStopped(await runStub(options, context), options, context)
    return 0
  },
}

/** Warns of options that Prism ignores, such as a scenario. */
function warnOfIgnored(options: Readonly<Record<string, unknown>>, { stderr }: Context): void {
  const usual = addStubOptions(new Command(), 4010)
  const shared = new Set(addCommonOptions(new Command()).options.map((each) => each.long))
  const ignored = usual.options.filter((each) => {
    const name = each.attributeName()
    const isShared = shared.has(each.long) || name === 'port' || name === 'host'
    return !isShared && options[name] !== usual.getOptionValue(name)
  })
  if (ignored.length === 0) return
  const flags = ignored.map(({ long }) => long).join(', ')
  stderr.write(`Prism does not support ${flags}, which the stub (--engine stub) does: ignored.\n`)
}

function scenarioDocument(): string {
  return `${JSON.stringify(READY_MADE.map(({ name, description }) => ({ name, description })))}\n`
}

function describeScenarios(): string {
  const lines = aligned(READY_MADE.map(({ name, description }) => [name, description]))
  return `${lines.join('\n')}\n`
}
