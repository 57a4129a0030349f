import { type Command, Option } from 'commander'
import { startStub, type Stub } from '../../../mocks/stub/index.ts'
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
      .addHelpText(
        'after',
        '\nExamples:\n  dropship mock\n  dropship mock --port 0 --auth basic\n  dropship mock --token-lifetime 30s --strictness published\n',
      )
  },
  async run(_positional, options, context) {
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
  return startStub({ ...readStubOptions(options, context), contract })
}

/** What a person needs to know of a stub that was started. */
export function describeStub(stub: Stub): string {
  const { url, tokenUrl, contract, credentials } = stub
  return [
    `The stub of ${contract.title} ${contract.version} listens on ${url}`,
    ...contract.operations.map(({ method, path }) => `  ${method} ${url}${path}`),
    ...(tokenUrl === undefined ? [] : [`  POST ${tokenUrl}  (access tokens)`]),
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
