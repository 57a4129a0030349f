import type { Operation, Reading, Violation } from '../../../src/contract/index.ts'
import type {
  PlacedWarning,
  RawExchange,
  RawRequest,
  ShownResponse,
} from '../../../src/core/index.ts'
import type { StubVerdict } from '../judge.ts'

/** What one request was about: a delivery of a message, the token service, or neither. */
export type EntryKind = 'delivery' | 'token' | 'other'

/** One request as it is stored: references to raw bytes, nothing parsed. */
export interface RawEntry extends RawExchange {
  readonly kind: EntryKind
  readonly operation: Operation | undefined
  readonly reading: Reading
  /** The stub's verdict, whatever a scenario did. */
  readonly verdict: StubVerdict
  /** What a scenario did instead of, or besides, the stub's own response. */
  readonly played: string | undefined
  /** The run that the request belongs to. */
  readonly run: string | undefined
}

/** One request and its response, as the journal shows it: parsed, secrets replaced. */
export interface JournalEntry
  extends Pick<RawExchange, 'startedAt' | 'durationMs'>, Pick<RawRequest, 'method' | 'target'> {
  /** Counts from 1 from the start of the stub. */
  readonly id: number
  readonly kind: EntryKind
  /** The operation's id, if the contract has the path and method. */
  readonly operation?: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** As text; bytes that are not UTF-8 become U+FFFD. Of more than 1 MiB the beginning, with `…` after it. */
  readonly body: string
  readonly bodyBytes: number
  readonly verdict: StubVerdict
  /** Every rule the body breaks, whatever the response was; empty if the body is not JSON. */
  readonly violations: readonly Violation[]
  /**
   * What parsers may read differently: repeated properties, numbers beyond a double's precision. The first twenty; they
   * do not change the verdict. Not looked for in more than 1 MiB.
   */
  readonly warnings: readonly PlacedWarning[]
  /** The response; absent when the connection was dropped or the sender disconnected. */
  readonly answer?: ShownResponse
  /** Names the message: the `webhook-id` header, or a hash of operation and body. Deliveries only. */
  readonly message?: string
  /** Attempt number for this message, starting at 1. Deliveries only. */
  readonly attempt?: number
  /** Whether this message already got a 2xx. Deliveries only. */
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
  /** Milliseconds since the previous attempt ended; absent on the first. */
  readonly waitedMs?: number
  readonly status?: number
  readonly verdict: StubVerdict
  readonly played?: string
}
