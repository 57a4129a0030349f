import { createHash } from 'node:crypto'
import {
  type CertifyEvent,
  type CheckResult,
  LEVELS,
  type Level,
  type Preparation,
  prepare,
  type Report,
} from '../../../src/certify/index.ts'
import {
  type AddressOptions,
  describeEndpoint,
  resolveAddresses,
} from '../../../src/contract/index.ts'
import { defined, HarnessError, messageOf, type Secret, shownUrl } from '../../../src/core/index.ts'
import { fieldName } from '../address-form.ts'
import type { AuthForm, CertificationState, ObserverForm } from '../api.ts'
import type { ConsoleSender } from '../delivering/console-sender.ts'
import type { Hub } from '../live/hub.ts'
import type { ConsoleOptions } from '../options.ts'
import { causesOfReport, causesSoFar } from './cause-views.ts'
import { type SignedFiles, signedReport } from './signed-report.ts'

export interface CertificationRequest {
  readonly addresses: AddressOptions
  readonly level: string
  readonly auth: AuthForm
  /** Random when absent. */
  readonly seed?: string
  readonly partner?: string
  readonly environment?: string
  readonly observer: ObserverForm
}

/** Runs certifications for the page, one at a time. */
export interface Certifier {
  /** @throws HarnessError when one is running already, and for invalid options */
  start(order: CertificationRequest): void
  stop(): void
  state(): CertificationState
  /** The report of the last run, once it has finished. */
  report(): Report | undefined
  /**
   * Signs the certificate of the last run.
   * @param order the private key as PEM, and who ran it; default: user and host
   * @throws HarnessError INVALID_FILE, INVALID_OPTION
   */
  sign(order: { readonly key: Secret; readonly runBy: string }): Promise<CertificationState>
  /** What was signed; `undefined` before that. */
  signed(): SignedFiles | undefined
}

/** Minimum time between two events for the page. Milliseconds. */
const EVERY_MS = 100
type Running = { -readonly [Name in keyof CertificationState]: CertificationState[Name] } & {
  counts: Record<string, number>
}

const NO_CAUSES = { causes: [], moreCauses: 0 }

export function createCertifier(
  options: ConsoleOptions,
  sender: ConsoleSender,
  hub: Hub,
): Certifier {
  const { clock, random } = options
  let state: Running = { status: 'none', checks: 0, done: 0, counts: {}, ...NO_CAUSES }
  let report: Report | undefined
  let signed: SignedFiles | undefined
  /** Of the run so far, those that did not pass. */
  let failures: CheckResult[] = []
  let explained = 0
  let ending = new AbortController()
  let timer: NodeJS.Timeout | undefined

  const notify = (): void => {
    clearTimeout(timer)
    timer = undefined
    if (state.status === 'running' && explained !== failures.length) {
      explained = failures.length
      Object.assign(state, causesSoFar(failures))
    }
    hub.send('certification', state)
  }
  const notifySoon = (): void => {
    timer ??= setTimeout(notify, EVERY_MS)
  }
  const onEvent = (event: CertifyEvent): void => {
    if (event.type === 'started') state.checks = event.checks
    else if (event.type === 'probe-started') {
      const { name, index, of } = event
      state.probe = { name, index, of }
    } else if (event.type === 'checked') {
      const { status } = event.result
      state.done = event.done
      state.counts[status] = (state.counts[status] ?? 0) + 1
      if (status !== 'passed' && status !== 'skipped') failures.push(event.result)
    }
    notifySoon()
  }
  const finish = (changes: Partial<CertificationState>): void => {
    const { probe: _probe, ...rest } = state
    state = { ...rest, ...changes }
    notify()
  }
  const runToEnd = async (prepared: Preparation): Promise<void> => {
    try {
      report = await prepared.run(ending.signal)
      const { verdict, levels, effects, durationMs, problem, summary } = report
      const reason = problem?.sentence ?? report.reason
      finish({
        status: 'finished',
        verdict,
        levels,
        effects,
        durationMs,
        requests: summary.requests,
        ...causesOfReport(report),
        ...defined({ reason }),
      })
    } catch (error) {
      finish({ status: 'refused', reason: messageOf(error) })
    }
  }

  return {
    start: ({ addresses: given, level: wanted, auth, observer, ...chosen }) => {
      const { seed = seedOf(random.uuid()), ...owner } = chosen
      if (state.status === 'running') {
        throw new HarnessError('INVALID_OPTION', 'A certification is running already.', {
          next: 'wait for it, or stop it',
        })
      }
      const contract = options.contract()
      const addresses = resolveAddresses(contract, given, fieldName)
      const level = levelOf(wanted)
      ending = new AbortController()
      const prepared = prepare({
        contract,
        ...given,
        ...owner,
        credentials: sender.credentials(auth),
        requestHeaders: sender.requestHeaders(auth),
        ...options.readObserver(observer),
        level,
        seed,
        clock,
        onEvent,
        route: sender.routeTo(addresses.enabled.map(({ url }) => url)),
      })
      report = undefined
      signed = undefined
      failures = []
      explained = 0
      const startedAt = clock.now()
      state = {
        status: 'running',
        endpoint: describeEndpoint(addresses),
        addresses: addresses.enabled.map(({ operation, url }) => ({
          operation,
          url: shownUrl(url),
        })),
        notEnabled: addresses.notEnabled,
        level,
        seed,
        startedAt,
        checks: prepared.plan.checks.length,
        done: 0,
        counts: {},
        ...NO_CAUSES,
      }
      notify()
      void runToEnd(prepared)
    },
    stop: () => ending.abort(),
    state: () => state,
    report: () => report,
    sign: async ({ key, runBy }) => {
      signed = await signedReport(report, { key, runBy, now: clock.now() })
      finish({ certificate: { key: signed.key, expiresAt: signed.expiresAt } })
      return state
    },
    signed: () => signed,
  }
}

function levelOf(wanted: string): Level {
  const level = LEVELS.find((known) => known === wanted)
  if (level !== undefined) return level
  throw new HarnessError('INVALID_OPTION', 'Unknown level.', {
    expected: `one of ${LEVELS.join(', ')}`,
    found: wanted,
  })
}

/** Short enough to type. */
function seedOf(unique: string): string {
  return createHash('sha256').update(unique).digest('hex').slice(0, 8)
}
