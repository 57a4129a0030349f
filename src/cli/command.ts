import type { Command } from 'commander'
import type { ExitCode } from '../core/index.ts'
import type { Context } from './context.ts'

/** One command of `dropship`: its options and its implementation. */
export interface CommandModule {
  /** Adds arguments, options and examples to the command. */
  configure(command: Command): void
  /**
   * Runs with parsed arguments and options and returns the exit code.
   * @throws HarnessError for usage errors (2) and for a run that could not complete (3)
   */
  run(
    positional: readonly string[],
    options: Readonly<Record<string, unknown>>,
    context: Context,
    all: AllCommands,
    /** The arguments as they were typed, without the command's name. */
    typed?: readonly string[],
  ): Promise<ExitCode>
}

/** Every command with its options, for those that describe the command line itself. */
export type AllCommands = () => Promise<
  readonly { readonly entry: CommandEntry; readonly command: Command }[]
>

/** The headings of the overview, in order. */
export const COMMAND_GROUPS = [
  'Try it on this machine',
  'Check an endpoint',
  'Check messages and contracts',
  'Send and operate',
  'Certify a sender',
  'This command line',
] as const

export interface CommandEntry {
  /** Whether options may also come from the configuration file; default true. */
  readonly isConfigurable?: false
  /** With `--json` it prints a line for each item instead of one document. */
  readonly printsLines?: true
  readonly group: (typeof COMMAND_GROUPS)[number]
  readonly name: string
  readonly summary: string
  /**
   * What it does when the reader of its output is gone, as with `| head`: by default it goes on to its verdict, in silence.
   * What runs until it is told to stop does so; what only prints ends.
   */
  readonly whenUnread?: 'stop' | 'end'
  readonly load: () => Promise<CommandModule>
}
