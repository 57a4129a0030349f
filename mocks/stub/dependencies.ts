import { randomBytes } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import {
  type AccessTokens,
  assertExpectable,
  type AuthenticationCheck,
  createAccessTokens,
  createAuthenticationCheck,
  type ExpectedCredentials,
  schemeNamed,
  secretsOf,
} from '../../src/auth/index.ts'
import {
  createMovableClock,
  type MovableClock,
  Redactor,
  Secret,
  systemClock,
} from '../../src/core/index.ts'
import { createEffects, type WritableEffects } from './effects.ts'
import { createJournal, type WritableJournal } from './journal/journal.ts'
import type { RedactionOptions } from './journal/redact.ts'
import type { Strictness } from './judge.ts'
import type { StubOptions } from './options.ts'
import { createPlayer, type ScenarioPlayer } from './scenarios/player.ts'

/** The default of every scheme's secret: known to all, and only suitable on loopback. */
export const LOCAL_SECRET = 'only-for-local-use'

/** The default credentials of senders. */
const DEFAULT_CLIENT: Extract<ExpectedCredentials, { scheme: 'oauth2' }> = {
  scheme: 'oauth2',
  clientId: 'drop-ship-sender',
  clientSecret: new Secret(LOCAL_SECRET, '$DROPSHIP_CLIENT_SECRET'),
}

/** Default lifetime of an access token in milliseconds: 25 hours, as in Optoro's own service. */
export const TOKEN_LIFETIME_MS = 25 * 3_600_000
const MIB = 1024 * 1024

/** What a stub needs besides its contract and its servers; all of it outlives a change of the contract. */
export interface StubDependencies {
  readonly auth: ExpectedCredentials
  readonly check: AuthenticationCheck
  /** The `WWW-Authenticate` of a 401 that a scenario simulates. */
  readonly challenge: string
  readonly clock: MovableClock
  readonly journal: WritableJournal
  readonly effects: WritableEffects
  readonly player: ScenarioPlayer
  /** Paths of operations that are not served at the contract's paths. */
  readonly paths: Readonly<Record<string, string>>
  readonly strictness: Strictness
  readonly tokens: AccessTokens
  readonly tokenLifetimeMs: number
  readonly maxBodyBytes: number
  /** Lower case. */
  readonly runHeader: string
  /** Aborted when the stub closes. */
  readonly closing: AbortController
}

/** @throws HarnessError INVALID_OPTION for credentials that a request cannot carry */
export async function createDependencies(options: StubOptions): Promise<StubDependencies> {
  const { auth = DEFAULT_CLIENT } = options
  const clock = createMovableClock(options.clock ?? systemClock)
  assertExpectable(auth)
  const tokens = createAccessTokens({
    clock,
    createText: () => randomBytes(24).toString('base64url'),
  })
  const closing = new AbortController()
  // Each waiting request adds a listener.
  setMaxListeners(0, closing.signal)
  const check = await createAuthenticationCheck(auth, { clock, tokens })
  return {
    auth,
    check,
    challenge: schemeNamed(auth.scheme).challenge(auth),
    clock,
    journal: createJournal({
      maxEntries: options.journalEntries ?? 1000,
      maxBytes: options.journalBytes ?? 32 * MIB,
      redaction: redactionOf(auth),
    }),
    effects: createEffects(options.keptEffects ?? 50_000),
    player: createPlayer(clock),
    paths: options.paths ?? {},
    strictness: options.strictness ?? 'intended',
    tokens,
    tokenLifetimeMs: options.tokenLifetimeMs ?? TOKEN_LIFETIME_MS,
    maxBodyBytes: options.maxBodyBytes ?? 5 * MIB,
    runHeader: (options.runHeader ?? 'x-dropship-run').toLowerCase(),
    closing,
  }
}

function redactionOf(auth: ExpectedCredentials): RedactionOptions {
  const redactor = new Redactor()
  redactor.add(...secretsOf(auth))
  return { redactor, secretHeader: schemeNamed(auth.scheme).header(auth) }
}
