import { Readable } from 'node:stream'
import type { Output } from '../../src/cli/context.ts'
import { main } from '../../src/cli/program.ts'
import { systemClock } from '../../src/core/index.ts'
import type { CliResult } from './cli.ts'

/** Runs a command line within this process: as the bin does, without the time that a process takes to start. */
export async function runHere(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  stdin: readonly Uint8Array[] = [],
): Promise<CliResult> {
  const written = { stdout: '', stderr: '' }
  const output = (name: keyof typeof written): Output => ({
    write: (text) => {
      written[name] += text
    },
    isTerminal: false,
    hasColor: false,
    columns: 80,
  })
  const exitCode = await main(args, {
    clock: systemClock,
    env,
    stdout: output('stdout'),
    stderr: output('stderr'),
    stdin: Readable.from(stdin),
    signal: new AbortController().signal,
  })
  return { exitCode, ...written }
}
