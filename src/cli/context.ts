import type { Clock } from '../core/index.ts'

/** A command's access to the outside: clock, environment and streams, given by the bin or a test. */
export interface Context {
  /** How printed commands name this program. */
  readonly program: string
  readonly clock: Clock
  readonly env: Readonly<Record<string, string | undefined>>
  /** Results, for pipes. */
  readonly stdout: Output
  /** Progress, hints and errors, for people. */
  readonly stderr: Output
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean }
  /** Aborted on SIGINT and SIGTERM. Until a command reads it, these end the process, because there is nothing to close yet. */
  readonly signal: AbortSignal
}

export interface Output {
  /** Text or JSON; unprintable characters are escaped. */
  write(text: string): void
  /** Annotations. In GitHub Actions whatever else looks like a command to its runner is escaped. */
  annotate(workflowCommands: string): void
  /** Messages: byte for byte to a pipe, and through {@link Output.write} to a terminal. */
  pass(message: string | Uint8Array): void
  /** Whether anything was written to it. */
  readonly hasWritten: boolean
  readonly isTerminal: boolean
  readonly hasColor: boolean
  readonly columns: number
}
