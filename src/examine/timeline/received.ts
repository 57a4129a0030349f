import type { RawRequest } from '../../core/index.ts'

/** What a request of the sender was for. */
export type ReceivedKind =
  | 'delivery'
  | 'token'
  /** The place that a redirect leads to: no credentials belong there. */
  | 'redirect-target'
  /** An address that was never agreed. */
  | 'unknown-path'

/** One request that the examiner received; times are milliseconds since the situation began. */
export interface SenderRequest extends Pick<RawRequest, 'method'> {
  readonly kind: ReceivedKind
  /** Of a delivery: the operation whose path it came to, whatever its method. */
  readonly operation?: string
  /** Path and query, without what tells situations apart. */
  readonly target: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: Uint8Array
  /** When its head arrived. */
  readonly atMs: number
  /** When its response was handed over, or its connection closed; absent while it is open. */
  readonly endedMs?: number
  /** The status that was sent; absent where none was (a hang, a reset, bytes that are not HTTP). */
  readonly status?: number
  /** What the examiner did, in a word: `503`, `hang`, `reset`. */
  readonly played: string
  /** Bytes of the response's body that the sender took. */
  readonly takenBytes?: number
  /** Why its credentials were not accepted; absent where they were. */
  readonly unauthenticated?: 'missing' | 'malformed' | 'wrong' | 'expired' | 'revoked'
  /** Of a delivery: which of the tokens issued in this situation it carries, from 1; of a token request: the one it received. */
  readonly token?: number
  /** Whether any credentials came with it. */
  readonly hasCredentials: boolean
  /** The response asked not to be tried again before this time (Retry-After). */
  readonly notBeforeMs?: number
}

/** What the examiner did to the sender itself in a situation, and when. */
export interface Mark {
  readonly kind: 'stopped' | 'restarted' | 'manual retry'
  readonly atMs: number
  /** Requests that had been received by then. */
  readonly received: number
}

/** Everything that was seen in one situation: what every check concludes from. */
export interface Timeline {
  readonly situation: string
  readonly received: readonly SenderRequest[]
  readonly marks: readonly Mark[]
  /** TLS handshakes that the sender began and gave up. */
  readonly abandonedHandshakes: number
  /** How long the examiner listened. */
  readonly durationMs: number
  /** The run ended before the situation was over: the sender still had time to act. */
  readonly isCut: boolean
  /** Why the sender could not be started or asked, in a sentence. */
  readonly trouble?: string
}
