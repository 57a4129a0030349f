import type { Operation, Reading, Violation } from '../../../src/contract/index.ts'
import type { PlacedWarning } from '../../../src/core/index.ts'
import type { Answer } from '../answer.ts'
import type { Verdict } from '../judge.ts'

/** What one request was about: a delivery of a message, the token service, or neither. */
export type EntryKind = 'delivery' | 'token' | 'other'

/** One request as it is kept: references to raw bytes, nothing parsed. */
export interface RawEntry {
  readonly kind: EntryKind
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  readonly durationMs: number
  readonly method: string
  readonly target: string
  /** Names and values in turn, as they were received. */
  readonly rawHeaders: readonly string[]
  readonly body: Buffer
  readonly operation: Operation | undefined
  readonly reading: Reading
  /** What the stub makes of the request by its own judgement. */
  readonly verdict: Verdict
  /** What was sent; absent when no answer was given. */
  readonly answer: Answer | undefined
  /** What a scenario played instead of, or besides, the stub's own answer. */
  readonly played: string | undefined
  /** The run that the request belongs to. */
  readonly run: string | undefined
}

/** One request and its answer, as the journal shows it: parsed, secrets replaced. */
export interface JournalEntry {
  /** Counts from 1 over the stub's life. */
  readonly id: number
  readonly kind: EntryKind
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  /** Until the answer was handed to the connection. */
  readonly durationMs: number
  /** The operation's id, where the path and method are the contract's. */
  readonly operation?: string
  readonly method: string
  readonly target: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** As text; bytes that are no UTF-8 become U+FFFD. */
  readonly body: string
  readonly bodyBytes: number
  readonly verdict: Verdict
  /** Every rule the body breaks, whatever was answered; empty where the body is no JSON. */
  readonly violations: readonly Violation[]
  /**
   * What readers of the body may understand differently: properties given twice, numbers that no double holds. The first
   * twenty; they change no verdict.
   */
  readonly warnings: readonly PlacedWarning[]
  /** What was answered; absent when the connection was dropped or the sender went away. */
  readonly answer?: {
    readonly status: number
    readonly headers: readonly (readonly [name: string, value: string])[]
    readonly body: string
  }
  /** Names the message: the `webhook-id` header, or a hash of operation and body. Deliveries only. */
  readonly message?: string
  /** The how-manieth attempt at this message it is, from 1. Deliveries only. */
  readonly attempt?: number
  /** Whether this message had been answered with 2xx before. Deliveries only. */
  readonly duplicate?: boolean
  readonly played?: string
  readonly run?: string
}

/** One attempt within a message's timeline. */
export interface TimelineAttempt {
  readonly attempt: number
  /** The journal entry's id. */
  readonly entry: number
  readonly startedAt: number
  readonly durationMs: number
  /** Milliseconds since the attempt before ended; absent on the first. */
  readonly waitedMs?: number
  readonly status?: number
  readonly verdict: Verdict
  readonly played?: string
}
