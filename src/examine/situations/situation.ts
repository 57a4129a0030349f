import type { ScenarioDefinition } from '../../../mocks/stub/index.ts'

/** One situation of the failure policy that a sender is put into: scripted behaviour of endpoints and token service. */
export interface SenderSituation {
  /** Unique; part of check ids: `server-error`. */
  readonly name: string
  /** What the sender meets, as a clause without a full stop. */
  readonly sentence: string
  /** What the endpoints do; absent: they accept every message. */
  readonly scenario?: ScenarioDefinition
  /** Part of the examination of senders that use access tokens only. */
  readonly needsTokens?: true
  /** Milliseconds that a token is good for, as its response says in whole seconds; default 25 hours. */
  readonly tokenLifetimeMs?: number
  /** Served with a certificate that nobody trusts. */
  readonly https?: true
  /** The first delivery of each message gets a status and a body without end. */
  readonly flood?: true
  /** Stopped when every message has failed once, and started again. */
  readonly restart?: true
  /** Asked to retry by hand after its last failure; the endpoints accept everything then. */
  readonly manualRetry?: true
}
