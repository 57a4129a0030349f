import { type Command, Option } from 'commander'
import { namedScenario, READY_MADE, startStub, type Stub } from '../../../mocks/stub/index.ts'
import { loadContract } from '../../contract/index.ts'
import type { CommandModule } from '../command.ts'
import type { Context } from '../context.ts'
import { addStubOptions, certifyCommand, readStubOptions } from '../options/stub.ts'

/** `dropship mock`: one mock, until it is stopped. */
export const command: CommandModule = {
  configure(self: Command): void {
    addStubOptions(self, 4010)
      .addOption(
        new Option('--engine <name>', 'which mock to start').choices(['stub']).default('stub'),
      )
      .option('--list-scenarios', 'print the ready-made scenarios and end')
      .addHelpText(
        'after',
        '\nExamples:\n  dropship mock\n  dropship mock --port 0 --auth basic\n  dropship mock --token-lifetime 30s --strictness published\n  dropship mock --scenario outage-then-recovery\n',
      )
  },
  async run(_positional, options, context) {
    if (options.listScenarios === true) {
      context.stdout.write(describeScenarios())
      return 0
    }
    const stub = await startChosenStub(options, context)
    context.stdout.write(describeStub(stub))
    await stopped(context.signal)
    await stub.close()
    return 0
  },
}

/** Starts the stub that the options describe. */
export async function startChosenStub(
  options: Readonly<Record<string, unknown>>,
  context: Context,
): Promise<Stub> {
  const file = options.contract
  const contract = await loadContract(typeof file === 'string' ? file : undefined)
  const wanted = options.scenario
  const scenario =
    typeof wanted === 'string'
      ? await namedScenario(
          wanted,
          contract.operations.map(({ id }) => id),
        )
      : undefined
  const stub = await startStub({ ...readStubOptions(options, context), contract })
  if (scenario !== undefined) stub.play(scenario)
  return stub
}

function describeScenarios(): string {
  const width = Math.max(...READY_MADE.map(({ name }) => name.length))
  return READY_MADE.map(({ name, description }) => `${name.padEnd(width)}  ${description}\n`).join(
    '',
  )
}

/** What a person needs to know of a stub that was started. */
export function describeStub(stub: Stub): string {
  const { url, tokenUrl, contract, credentials } = stub
  return [
    `The stub of ${contract.title} ${contract.version} listens on ${url}`,
    ...contract.operations.map(({ method, path }) => `  ${method} ${url}${path}`),
    ...(tokenUrl === undefined ? [] : [`  POST ${tokenUrl}  (access tokens)`]),
    ...stub.playing().map(({ name }) => `It plays the scenario ${name}.`),
    '',
    'Certify it, or put your own endpoint in its place:',
    `  ${certifyCommand(url, credentials)}`,
    '',
    'Stop with Ctrl+C.',
    '',
  ].join('\n')
}

/** Resolves when the signal is aborted. */
export function stopped(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
