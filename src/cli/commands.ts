import type { CommandEntry } from './command.ts'

/** Every command with its one-line summary; a command's code is loaded only when it is called. */
export const COMMANDS: readonly CommandEntry[] = []
