import { Readable } from 'node:stream'
import { main } from '../../src/cli/program.ts'
import { systemClock } from '../../src/core/index.ts'
import type { CliResult } from './cli.ts'

/** Runs a command line as the bin does, without the time that a process takes; its environment is empty. */
export async function runMain(args: readonly string[]): Promise<CliResult> {
  const written = { stdout: '', stderr: '' }
  const output = (name: 'stdout' | 'stderr') => ({
    write: (text: string) => {
      written[name] += text
    },
    isTerminal: false,
    hasColor: false,
    columns: 100,
  })
  const exitCode = await main(args, {
    clock: systemClock,
    env: {},
    stdout: output('stdout'),
    stderr: output('stderr'),
    stdin: Readable.from([]),
    signal: new AbortController().signal,
  })
  return { ...written, exitCode }
}
