import { defined } from './defined.ts'
import { printable } from './printable.ts'

/**
 * Exit codes of the command line: 0 success · 1 checks failed · 2 usage error · 3 could not complete.
 */
export type ExitCode = 0 | 1 | 2 | 3

/** Every error code the harness can raise, with the exit code it leads to. */
export const ERROR_CODES = {
  UNKNOWN_COMMAND: 2,
  UNKNOWN_OPTION: 2,
  INVALID_OPTION: 2,
  MISSING_OPTION: 2,
  MISSING_ARGUMENT: 2,
  MISSING_SECRET: 2,
  INVALID_URL: 2,
  INVALID_DURATION: 2,
  INVALID_CONFIG: 2,
  INVALID_SCENARIO: 2,
  INVALID_FILE: 2,
  MISSING_PACKAGE: 2,
  UNKNOWN_OPERATION: 2,
  UNKNOWN_ID: 2,
  NOTHING_GUARDED: 2,
  FILE_UNREADABLE: 3,
  FILE_UNWRITABLE: 3,
  CONTRACT_UNREADABLE: 3,
  CONTRACT_BROKEN: 3,
  NOTHING_IN_REACH: 3,
  ENDPOINT_UNREACHABLE: 3,
  TOKEN_UNAVAILABLE: 3,
  PORT_IN_USE: 3,
  ADDRESS_UNAVAILABLE: 3,
  STORE_UNAVAILABLE: 3,
  STORE_DAMAGED: 3,
  STORE_LOCKED: 3,
  WORKER_ALREADY_RUNNING: 3,
  ENGINE_FAILED: 3,
  BROKER_UNAVAILABLE: 3,
  BROKER_REFUSED: 3,
  STOPPED: 3,
  CODE_GENERATION_FORBIDDEN: 3,
  INTERNAL: 3,
} as const satisfies Record<string, ExitCode>

export type ErrorCode = keyof typeof ERROR_CODES

export interface HarnessErrorDetails {
  /** What was expected, as a noun phrase. */
  readonly expected?: string
  /** What was found instead. */
  readonly found?: string
  /** Where: a file with line, an option, a URL. */
  readonly where?: string
  /** The next step for the person who reads this. */
  readonly next?: string
  /** True when the same call may succeed later although nobody changes it: a server restarts, a disk is freed. */
  readonly mayPass?: boolean
  readonly cause?: unknown
}

/**
 * The one error class: a stable `code`, one sentence of what happened, and what was expected, found and what to do next.
 * Thrown for usage errors and a broken environment only; expected outcomes are returned.
 */
export class HarnessError extends Error {
  readonly code: ErrorCode
  readonly details: HarnessErrorDetails

  constructor(code: ErrorCode, sentence: string, details: HarnessErrorDetails = {}) {
    super(sentence, details.cause === undefined ? undefined : { cause: details.cause })
    this.name = 'HarnessError'
    this.code = code
    this.details = details
  }

  get exitCode(): ExitCode {
    return ERROR_CODES[this.code]
  }
}

/**
 * Renders an error for a person: the sentence, then what was expected and found, where, and the next step. What came
 * from outside cannot steer the terminal.
 */
export function renderError(error: HarnessError): string {
  const { expected, found, where, next } = error.details
  const rows = [
    ['where:', where],
    ['expected:', expected],
    ['found:', found],
    ['next:', next],
  ] as const
  return [
    printable(error.message),
    ...rows.flatMap(([label, text]) =>
      text === undefined
        ? []
        : [`  ${label.padEnd(10)}${printable(text).replaceAll('\n', `\n${' '.repeat(12)}`)}`],
    ),
  ].join('\n')
}

/** An error as machines read it; absent details are absent. */
export interface ErrorDocument {
  readonly error: {
    readonly code: ErrorCode
    readonly exitCode: ExitCode
    readonly message: string
    readonly where?: string
    readonly expected?: string
    readonly found?: string
    readonly next?: string
  }
}

/** The same as {@link renderError} says, as one JSON document. */
export function errorDocument({ code, exitCode, message, details }: HarnessError): ErrorDocument {
  const { where, expected, found, next } = details
  return { error: { code, exitCode, message, ...defined({ where, expected, found, next }) } }
}

/** The message of anything that was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}

/** The system error code (`ECONNREFUSED`, …) of anything that was thrown, looking through its causes. */
export function systemCodeOf(thrown: unknown): string | undefined {
  let current: unknown = thrown
  for (let depth = 0; depth < 5 && current instanceof Error; depth++) {
    if ('code' in current && typeof current.code === 'string') return current.code
    if (current instanceof AggregateError && current.errors.length > 0) current = current.errors[0]
    else current = current.cause
  }
  return undefined
}
