import {
  assertRequestHeaders,
  type Credentials,
  type OAuth2Credentials,
  type RequestHeader,
} from '../auth/index.ts'
import type { AddressOptions, Contract } from '../contract/index.ts'
import {
  type Clock,
  HarnessError,
  printable,
  readHttpUrl,
  type Route,
  type UrlPurpose,
} from '../core/index.ts'
import { type Level, LEVELS } from './results/check.ts'
import type { CertifyEvent } from './results/events.ts'
import type { Fixtures } from './fixtures.ts'
import type { SelfTestFigure } from './results/self-test-figure.ts'
import { OBSERVER_WAIT_MS, type ObserverOptions } from './run/effect-observer.ts'
import type { Waiver } from './waivers.ts'

/** Another client of the same token service, whose tokens the endpoint must not accept. */
export type OtherClient = Pick<OAuth2Credentials, 'clientId' | 'clientSecret'>

export interface CertificationOptions extends AddressOptions {
  readonly contract: Contract
  readonly credentials: Credentials
  /** Values for parameters of paths, queries and headers, by name; others are the documented examples, or are made. */
  readonly parameters?: Readonly<Record<string, string>>
  /** With oauth2: lets the run try a token that was issued to somebody else. */
  readonly otherClient?: OtherClient
  /** Default `strict`. */
  readonly level?: Level
  /** Decides every identifier and value that is sent; default 1. */
  readonly seed?: string
  readonly clock: Clock
  /** Per request, in milliseconds; default 10 000. */
  readonly timeoutMs?: number
  /** For the whole run, in milliseconds; default 600 000. */
  readonly deadlineMs?: number
  /** Default 5 000. */
  readonly latencyBudgetMs?: number
  /** Requests per second at most. */
  readonly rate?: number
  /** Connections of what is sent side by side; default 16. */
  readonly concurrency?: number
  readonly only?: readonly string[]
  readonly skip?: readonly string[]
  readonly waivers?: readonly Waiver[]
  readonly fixtures?: Fixtures
  /** Told before each group of checks what it is about, as Pact's provider states are. */
  readonly stateUrl?: string
  /** Sets the time of endpoint and token service forward: `POST` with `{ "advance": "90001s" }`; lets long-lived tokens expire. */
  readonly clockUrl?: string
  /** Says how many effects messages had; without it nothing is known of them. */
  readonly observer?: ObserverOptions
  readonly thorough?: boolean
  /** Whose endpoint it is, for report and certificate: `Acme Retail`. */
  readonly partner?: string
  /** Which of the partner's systems, for report and certificate: `staging`. */
  readonly environment?: string
  /** What the run is for, for report and certificate: `acceptance before the launch in May`. */
  readonly purpose?: string
  /** Of a self-test of the same contract, for the report. */
  readonly selfTest?: SelfTestFigure
  /** Go with every message besides those of the contract; not with token requests. */
  readonly requestHeaders?: readonly RequestHeader[]
  /** Default: directly, with the authorities that Node trusts. */
  readonly route?: Route
  readonly signal?: AbortSignal
  readonly onEvent?: (event: CertifyEvent) => void
  /** Called after every 8 MB of bodies that wait on the disk, which V8 itself frees late. Default: nothing. */
  readonly collectGarbage?: () => void
}

/** What a run is prepared with: a signal is for the run alone. */
export type PreparationOptions = Omit<CertificationOptions, 'signal'>

/**
 * Options of callers who need not write TypeScript.
 * @throws HarnessError INVALID_OPTION
 */
export function checkOptions(options: PreparationOptions): void {
  const { level } = options
  if (level !== undefined && !LEVELS.includes(level)) {
    throw invalid('level', `one of ${LEVELS.join(', ')}`, level)
  }
  for (const name of ['partner', 'environment', 'purpose'] as const) {
    if (options[name] !== undefined) assertName(options[name], name)
  }
  for (const name of [
    'timeoutMs',
    'deadlineMs',
    'latencyBudgetMs',
    'rate',
    'concurrency',
  ] as const) {
    const value: unknown = options[name]
    if (value === undefined || (typeof value === 'number' && value > 0 && value < Infinity))
      continue
    throw invalid(name, 'a number above 0', value)
  }
}

const OBSERVER: UrlPurpose = {
  subject: 'The observer URL',
  example: 'https://client.example/effects',
  credentialsBelong: "put them into --observer-header 'Authorization: …'",
}

/** @throws HarnessError INVALID_URL */
export function readClockUrl(text: string, where: string): string {
  return readHttpUrl(text, where, {
    subject: 'The clock URL',
    example: 'https://client.example/clock',
    credentialsBelong: 'leave them out: no credentials are sent to this service',
  })
}

/**
 * Checks the URL of an observer. It is called with its own query, and two parameters more.
 * @param where what it was given with
 * @throws HarnessError INVALID_URL
 */
export function readObserverUrl(text: string, where: string): string {
  return readHttpUrl(text, where, OBSERVER)
}

const LONGEST_WAIT_MS = 600_000

/**
 * Checks the options of an observer.
 * @throws HarnessError INVALID_URL, INVALID_OPTION
 */
export function readObserver(given: ObserverOptions): ObserverOptions {
  const { headers = [], waitMs } = given
  const place = { where: '--observer-header', noun: 'header of the observer' }
  assertRequestHeaders(headers, { scheme: 'none' }, place)
  if (waitMs !== undefined && !(waitMs >= 0 && waitMs <= LONGEST_WAIT_MS))
    throw invalid('observer.waitMs', 'milliseconds, at most 600 000', waitMs)
  return { ...given, url: readObserverUrl(given.url, 'observer.url') }
}

const LONGEST_NAME = 200

/**
 * Checks the name of a partner or an environment, or what a run is for.
 * @param where what it was given with
 * @throws HarnessError INVALID_OPTION
 */
export function assertName(value: unknown, where: string): void {
  const isName =
    typeof value === 'string' &&
    value.trim() !== '' &&
    value.length <= LONGEST_NAME &&
    value === printable(value) &&
    !/[\t\n\r]/.test(value)
  if (!isName) {
    throw invalid(where, `at most ${LONGEST_NAME} characters on one line`, value)
  }
}

function invalid(where: string, expected: string, found: unknown): HarnessError {
  return new HarnessError('INVALID_OPTION', `Invalid value for ${where}.`, {
    expected,
    found: typeof found === 'string' ? JSON.stringify(found) : String(found),
    where,
  })
}

export const DEFAULTS = {
  level: 'strict',
  timeoutMs: 10_000,
  deadlineMs: 600_000,
  latencyBudgetMs: 5000,
  concurrency: 16,
  observerWaitMs: OBSERVER_WAIT_MS,
} as const
