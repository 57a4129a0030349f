import type { Credentials, RequestHeader } from '../../src/auth/index.ts'
import type { ObserverOptions } from '../../src/certify/index.ts'
import type { Contract } from '../../src/contract/index.ts'
import type { Clock, Random, Route } from '../../src/core/index.ts'
import type { RetryPolicy } from '../../src/sender/index.ts'
import type { Journal, Stub } from '../stub/index.ts'
import type { AuthForm, ObserverForm, Overview } from './api.ts'

export interface ConsoleOptions {
  /** Default 0: any free port. */
  readonly port?: number
  /** The journal that is shown live. */
  readonly journal: Journal
  /** The contract in force. */
  readonly contract: () => Contract
  readonly subject: Overview['subject']
  /** The stub whose scenarios and tokens can be changed; absent with a proxy. */
  readonly stub?: Stub
  /** Prism's URL, once it is listening. */
  readonly prismUrl?: () => string | undefined
  /** Why the last edit of the contract was rejected. */
  readonly problem?: () => string | undefined
  /** The complete command that certifies the stub. */
  readonly certifyCommand?: string
  /** The sender's store: a SQLite file or `postgres://…`. Created when the first message is sent. */
  readonly store: string
  /** Default: the sender's policy. */
  readonly policy?: Partial<RetryPolicy>
  /**
   * Parses the authentication form.
   * @throws HarnessError MISSING_OPTION, MISSING_SECRET, INVALID_URL
   */
  readonly readCredentials: (form: AuthForm) => Credentials
  /**
   * The headers that the form adds to every message.
   * @throws HarnessError INVALID_OPTION
   */
  readonly readRequestHeaders: (form: AuthForm) => readonly RequestHeader[]
  /**
   * The service that counts effects in a certification, where the form names one.
   * @throws HarnessError INVALID_URL, INVALID_OPTION, MISSING_OPTION
   */
  readonly readObserver: (form: ObserverForm) => { readonly observer?: ObserverOptions }
  /** How endpoints are reached; default: directly, with the authorities that Node trusts. */
  readonly route?: Route
  /** This machine's: deliveries follow the stub's, where there is one. */
  readonly clock: Clock
  readonly random: Random
}
