import type { Clock } from '../core/index.ts'

/** What a command may touch of the outside world; tests and the bin choose it, commands only use it. */
export interface Context {
  readonly clock: Clock
  readonly env: Readonly<Record<string, string | undefined>>
  /** Results: what a pipe receives. */
  readonly stdout: Output
  /** Progress, hints and errors: what a person reads. */
  readonly stderr: Output
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean }
  /** Aborted on SIGINT and SIGTERM; until a command asks for it, these end the process: there is nothing to close yet. */
  readonly signal: AbortSignal
}

export interface Output {
  /** Text for a person or JSON for a program: what is unprintable in it is spelt out. */
  write(text: string): void
  /** Messages that a pipe passes on byte for byte; a terminal gets them as {@link Output.write} shows them. */
  pass(message: string | Uint8Array): void
  readonly isTerminal: boolean
  readonly hasColor: boolean
  readonly columns: number
}
