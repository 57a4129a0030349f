import type { Contract } from '../../src/contract/index.ts'
import type { Credentials, ExpectedCredentials } from '../../src/auth/index.ts'
import type { Clock, MovableClock } from '../../src/core/index.ts'
import type { ContractChange } from './contract-watch.ts'
import type { Effects } from './effects.ts'
import type { Journal } from './journal/journal.ts'
import type { Strictness } from './judge.ts'
import type { Scenario, ScenarioDefinition } from './scenarios/scenario.ts'

/** Options of a stub; every default suits a test suite. */
export interface StubOptions {
  /** The contract to serve; default: the shipped one. */
  readonly contract?: Contract
  /** Paths of operations that are not served at the contract's paths: `{ drop_shipment_confirmation: '/hooks/shipped' }`. */
  readonly paths?: Readonly<Record<string, string>>
  /** Picks up edits to the contract's files; default off. Called with the result of each. */
  readonly onContractChange?: (change: ContractChange) => void
  /** Port of the admin API: 0 for any free port; without it there is no admin API. */
  readonly adminPort?: number
  /** What senders must authenticate with; default: OAuth 2 with {@link DEFAULT_CLIENT}. */
  readonly auth?: ExpectedCredentials
  /** Default 0: any free port. */
  readonly port?: number
  /** Default 127.0.0.1. */
  readonly host?: string
  /** Serves https with a certificate generated for this run, {@link Stub.certificate}; default off. */
  readonly https?: boolean
  /** The origin of pages in a browser that may call the stub, or `*`; default: none. */
  readonly corsOrigin?: string
  readonly clock?: Clock
  /** Milliseconds that an access token lives; default 25 hours. */
  readonly tokenLifetimeMs?: number
  /** Default `intended`. */
  readonly strictness?: Strictness
  /** Bytes that a body may have; default 5 MiB. */
  readonly maxBodyBytes?: number
  /** Milliseconds within which a request must arrive; default 30 000. */
  readonly requestTimeoutMs?: number
  /** Requests the journal keeps; default 1 000. */
  readonly journalEntries?: number
  /** Bytes of bodies the journal keeps; default 32 MiB. */
  readonly journalBytes?: number
  /** The number of messages whose effects are remembered; default 50 000. */
  readonly keptEffects?: number
  /** A request header that tells parallel runs apart; default `x-dropship-run`. */
  readonly runHeader?: string
}

/** A running stub. */
export interface Stub {
  /** The base URL of the operations, unless `paths` moves them; without a trailing slash. */
  readonly url: string
  /** The URL of each operation. */
  readonly endpoints: Readonly<Record<string, string>>
  /** The client's token service; absent unless `auth` is OAuth 2. */
  readonly tokenUrl?: string
  /** The admin API; absent unless `adminPort` is given. */
  readonly adminUrl?: string
  /** PEM; what senders must trust when the stub serves https. */
  readonly certificate?: string
  /** Credentials that the stub accepts, ready to sign with. */
  readonly credentials: Credentials
  /** The one in force. */
  readonly contract: Contract
  readonly journal: Journal
  /** The effects of accepted messages, which the admin API shows to `certify --observer`. */
  readonly effects: Effects
  /** The access tokens that were issued. */
  readonly tokens: { expireAll(): number; revokeAll(): number }
  /**
   * Starts a scenario at its first step, instead of the one active before.
   * @param scenario a ready-made one's name, a definition as in a scenario file, or one that has been parsed already
   * @param options.run only for requests of this run (named in the run header); without it, for all runs without a scenario of their own
   * @throws HarnessError INVALID_SCENARIO
   */
  play(scenario: string | ScenarioDefinition | Scenario, options?: RunOption): void
  /** Stops a run's scenario, or all of them. */
  stop(options?: RunOption): void
  playing(): readonly { readonly name: string; readonly run?: string }[]
  /** The stub's time, which can be set forward: tokens expire, and delays of scenarios end, as if it had passed. */
  readonly clock: MovableClock
  /** Stops listening; requests in flight get a moment to finish. */
  close(): Promise<void>
}

export interface RunOption {
  readonly run?: string
}
