import type { Command, Option } from 'commander'
import type { CommandEntry } from '../command.ts'

/** What a shell can complete of one command. */
export interface CompletedCommand {
  readonly name: string
  readonly summary: string
  /** What the first argument may be; empty: a file. */
  readonly actions: readonly string[]
  readonly options: readonly CompletedOption[]
}

export interface CompletedOption {
  readonly flag: string
  readonly description: string
  /** Empty: anything. */
  readonly values: readonly string[]
}

/** Names that options take besides the choices that commander knows. */
export interface KnownNames {
  readonly operations: readonly string[]
  readonly scenarios: readonly string[]
}

/** @param command with all its options */
export function completedCommand(
  { name, summary }: Pick<CommandEntry, 'name' | 'summary'>,
  command: Command,
  known: KnownNames,
): CompletedCommand {
  const [first] = command.registeredArguments
  const takesOperation = first?.name() === 'operation'
  return {
    name,
    summary,
    actions: takesOperation ? known.operations : (first?.argChoices ?? []),
    options: command.options
      .filter(({ hidden }) => !hidden)
      .map((option) => ({
        flag: option.long ?? option.flags,
        description: option.description,
        values: valuesOf(option, known),
      })),
  }
}

const OPERATION_OPTIONS = new Set(['--as', '--sample', '--operation', '--operations'])

function valuesOf({ long, argChoices }: Option, known: KnownNames): readonly string[] {
  if (long === '--scenario') return known.scenarios
  return OPERATION_OPTIONS.has(long ?? '') ? known.operations : (argChoices ?? [])
}
