import type { ExpectedCredentials } from '../auth/index.ts'
import type { Level } from '../certify/index.ts'
import type { Contract } from '../contract/index.ts'
import { type Clock, HarnessError } from '../core/index.ts'
import type { SenderDriver } from './driver/driver.ts'
import type { ExamineEvent } from './events.ts'

/** How a sender is examined. */
export interface ExamineOptions {
  readonly contract: Contract
  /** How the examiner makes the sender send. */
  readonly driver: SenderDriver
  /** What it is called in the report. */
  readonly name: string
  readonly clock: Clock
  /** Unguessable text for tokens and addresses. */
  readonly createText: () => string
  /** Makes an empty folder for one situation's state, and gives its path. */
  readonly stateFolder: (situation: string) => string
  /** What the sender must authenticate with. */
  readonly auth: ExpectedCredentials
  /** Default `strict`. */
  readonly level?: Level
  /** How many times faster than its own time the sender runs; default 1. */
  readonly timeScale?: number
  /** The longest wait before a first retry, in the sender's time; milliseconds, default 10 000. */
  readonly firstWaitMs?: number
  /** Within which the sender gives up a request without a response, in its time; milliseconds, default 60 000. */
  readonly senderTimeoutMs?: number
  /** Within which the sender's first request comes after its start; milliseconds, not scaled, default 10 000. */
  readonly startMs?: number
  /** For the whole examination; milliseconds, default 3 600 000. */
  readonly deadlineMs?: number
  /** Situations at a time; default all. */
  readonly concurrency?: number
  /** Senders that start at a time, until the first request of each; default 2. */
  readonly startingAtATime?: number
  /** These situations only; a level is not judged as a whole then. */
  readonly only?: readonly string[]
  readonly port?: number
  readonly partner?: string
  readonly environment?: string
  readonly signal?: AbortSignal
  readonly onEvent?: (event: ExamineEvent) => void
}

export const EXAMINE_DEFAULTS = {
  level: 'strict',
  timeScale: 1,
  firstWaitMs: 10_000,
  senderTimeoutMs: 60_000,
  startMs: 10_000,
  deadlineMs: 3_600_000,
  startingAtATime: 2,
} as const

/** @throws HarnessError INVALID_OPTION for what is not a number that can be used */
export function checkExamineOptions(options: ExamineOptions): void {
  const names = ['timeScale', 'firstWaitMs', 'senderTimeoutMs', 'startMs', 'deadlineMs'] as const
  for (const name of [...names, 'concurrency', 'startingAtATime'] as const) {
    const value = options[name]
    if (value === undefined || (value > 0 && value < Infinity)) continue
    throw new HarnessError('INVALID_OPTION', `${name} is not a number that can be used.`, {
      expected: 'a number above 0',
      found: String(value),
      where: name,
    })
  }
}
