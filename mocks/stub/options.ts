import type { Contract } from '../../src/contract/index.ts'
import type { Credentials, ExpectedCredentials } from '../../src/auth/index.ts'
import type { Clock } from '../../src/core/index.ts'
import type { ContractChange } from './contract-watch.ts'
import type { Effects } from './effects.ts'
import type { Journal } from './journal/journal.ts'
import type { Strictness } from './judge.ts'
import type { Scenario, ScenarioDefinition } from './scenarios/scenario.ts'

/** How a stub is set up; everything has a default that suits a test suite. */
export interface StubOptions {
  /** The contract to serve; default: the shipped one. */
  readonly contract?: Contract
  /** Paths of operations that are not served at the contract's own: `{ drop_shipment_confirmation: '/hooks/shipped' }`. */
  readonly paths?: Readonly<Record<string, string>>
  /** Picks up edits to the contract's files; default off. Called with what became of each. */
  readonly onContractChange?: (change: ContractChange) => void
  /** Where the admin API listens: 0 takes any free port; absent, there is none. */
  readonly adminPort?: number
  /** What senders must authenticate with; default: OAuth 2 with {@link DEFAULT_CLIENT}. */
  readonly auth?: ExpectedCredentials
  /** Default 0: any free port. */
  readonly port?: number
  /** Default 127.0.0.1. */
  readonly host?: string
  /** Serves https with a certificate made for this run, {@link Stub.certificate}; default off. */
  readonly https?: boolean
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
  /** Effects of messages that are remembered; default 50 000. */
  readonly keptEffects?: number
  /** A request header that tells parallel runs apart; default `x-dropship-run`. */
  readonly runHeader?: string
}

/** A running stub. */
export interface Stub {
  /** Where the contract's operations are, unless they have paths of their own; without a slash at the end. */
  readonly url: string
  /** The URL of each operation. */
  readonly endpoints: Readonly<Record<string, string>>
  /** The client's token service; absent unless `auth` is OAuth 2. */
  readonly tokenUrl?: string
  /** The admin API, when it was asked for. */
  readonly adminUrl?: string
  /** PEM; what senders must trust when the stub serves https. */
  readonly certificate?: string
  /** What a sender needs to be taken: ready to sign with. */
  readonly credentials: Credentials
  /** The one in force. */
  readonly contract: Contract
  readonly journal: Journal
  /** What accepted messages did, which the admin API shows to `certify --observer`. */
  readonly effects: Effects
  /** The access tokens that were issued. */
  readonly tokens: { expireAll(): number; revokeAll(): number }
  /**
   * Plays a scenario from its first step, in place of the one played before.
   * @param scenario a ready-made one's name, a definition as in a scenario file, or one that was read already
   * @param options.run only for requests of this run (its name in the run header); else for all that have no own
   * @throws HarnessError INVALID_SCENARIO
   */
  play(scenario: string | ScenarioDefinition | Scenario, options?: RunOption): void
  /** Stops a run's scenario, or all of them. */
  stop(options?: RunOption): void
  playing(): readonly { readonly name: string; readonly run?: string }[]
  /** Stops listening; requests in flight get a moment to finish. */
  close(): Promise<void>
}

export interface RunOption {
  readonly run?: string
}
