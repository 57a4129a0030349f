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
  ): Promise<ExitCode>
}

export interface CommandEntry {
  readonly name: string
  readonly summary: string
  readonly load: () => Promise<CommandModule>
}
