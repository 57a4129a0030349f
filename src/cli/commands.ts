import type { CommandEntry } from './command.ts'

/** Every command with its one-line summary; a command's code is loaded only when it is called. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'validate',
    summary: 'check payloads, NDJSON and HAR captures against the contract',
    load: async () => (await import('./commands/validate.ts')).command,
  },
]
