import { Readable } from 'node:stream'
import { main } from '../../src/cli/program.ts'
import { systemClock } from '../../src/core/index.ts'
import type { CliResult } from './cli.ts'
import { checkOutput } from './outputs.ts'

export interface MainOptions {
  /** The whole environment; empty unless told otherwise. */
  readonly env?: Readonly<Record<string, string>>
  readonly stdin?: string | Uint8Array | Readable
  readonly signal?: AbortSignal
  /** Whether standard output is one. */
  readonly isTerminal?: boolean
  /** Called with what is written to standard output. */
  readonly onOutput?: (text: string) => void
}

/**
 * Runs a command line within this process: as the bin does, without the time that a process takes to start. What it prints as
 * JSON is checked against its schema.
 */
export async function runMain(
  args: readonly string[],
  {
    env = {},
    stdin = '',
    signal = new AbortController().signal,
    isTerminal = false,
    onOutput,
  }: MainOptions = {},
): Promise<CliResult> {
  const written = { stdout: '', stderr: '' }
  const output = (name: 'stdout' | 'stderr') => ({
    write: (text: string | Uint8Array) => {
      const added = typeof text === 'string' ? text : Buffer.from(text).toString('utf8')
      written[name] += added
      if (name === 'stdout') onOutput?.(added)
    },
    isTerminal: isTerminal && name === 'stdout',
    hasColor: false,
    columns: 100,
  })
  const exitCode = await main(args, {
    program: 'dropship',
    clock: systemClock,
    env,
    stdout: output('stdout'),
    stderr: output('stderr'),
    stdin: stdin instanceof Readable ? stdin : Readable.from([Buffer.from(stdin)]),
    signal,
  })
  checkOutput(args, { exitCode, stdout: written.stdout })
  return { ...written, exitCode }
}
