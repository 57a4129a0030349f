import type { Command } from 'commander'
import { createSigner } from '../../auth/index.ts'
import {
  createRandom,
  createTransport,
  defined,
  HarnessError,
  type Header,
  parseDuration,
  type Transport,
  TRANSPORT_DEFAULTS,
  type TransportOptions,
  writeDuration,
} from '../../core/index.ts'
import {
  type BreakerPolicy,
  openStore,
  type QueueStore,
  WORKER_DEFAULTS,
  type WorkerOptions,
} from '../../queue/index.ts'
import { backoffMs, createAttempter, DEFAULT_POLICY, type RetryPolicy } from '../../sender/index.ts'
import type { Context } from '../context.ts'
import { readCredentials } from './auth.ts'
import { addRequestHeaderOption, readRequestHeaders } from './request-headers.ts'
import { addClockOption } from './clock.ts'
import { addRouteOptions, readRoute } from './route.ts'
import { readNumber } from './numbers.ts'

type Options = Readonly<Record<string, unknown>>

const DEFAULT_STORE = '.dropship/queue.db'

/** Adds `--store`, for every command that uses the queue. */
export function addStoreOption(command: Command): Command {
  return command.option(
    '--store <store>',
    'a SQLite file, or postgres://user:password@host/database',
    DEFAULT_STORE,
  )
}

/** The option that another command needs to use this store; empty for the default store. */
export function storeOption({ location }: QueueStore): string {
  return location === DEFAULT_STORE ? '' : ` --store ${location}`
}

export function openNamedStore(
  options: Options,
  context: Context,
  how: { readonly mustExist?: boolean } = {},
): Promise<QueueStore> {
  const lease =
    options.lease === undefined ? {} : { leaseMs: longerThan(100, options, 'lease', '--lease') }
  return openStore(String(options.store), { clock: context.clock, ...lease, ...how })
}

/** Adds the options of the retry policy, for every command that delivers. */
export function addPolicyOptions(command: Command): Command {
  return command
    .option('--retries <n>', 'attempts after the first', String(DEFAULT_POLICY.retries))
    .option('--backoff <duration>', 'the first wait', writeDuration(DEFAULT_POLICY.backoffMs))
    .option('--factor <n>', 'factor between waits', String(DEFAULT_POLICY.factor))
    .option(
      '--jitter <n>',
      'random extra share of each wait, at most',
      String(DEFAULT_POLICY.jitter),
    )
    .option('--max-backoff <duration>', 'maximum wait', writeDuration(DEFAULT_POLICY.maxBackoffMs))
    .option(
      '--max-retry-after <duration>',
      'maximum Retry-After',
      writeDuration(DEFAULT_POLICY.maxRetryAfterMs),
    )
}

/** Adds the retry policy and the limits on the load of an endpoint, for `send` and `worker`. */
export function addDeliveryOptions(command: Command, breaker: number): Command {
  return addClockOption(addRouteOptions(addRequestHeaderOption(addPolicyOptions(command))))
    .option(
      '--timeout <duration>',
      'for one request, from connecting to the last byte',
      writeDuration(TRANSPORT_DEFAULTS.timeoutMs),
    )
    .option(
      '--connect-timeout <duration>',
      'for connecting only',
      writeDuration(TRANSPORT_DEFAULTS.connectTimeoutMs),
    )
    .option('--headers-timeout <duration>', 'from sending to the end of the headers')
    .option('--body-timeout <duration>', 'between two parts of the response')
    .option(
      '--concurrency <n>',
      'deliveries to one endpoint at a time',
      String(WORKER_DEFAULTS.concurrency),
    )
    .option('--rate <n>', 'deliveries started per second to one endpoint, at most')
    .option(
      '--breaker <n>',
      'failures in a row after which new deliveries are paused; 0: never',
      String(breaker),
    )
    .option(
      '--lease <duration>',
      'PostgreSQL: how long a killed worker keeps its deliveries',
      writeDuration(WORKER_DEFAULTS.leaseMs),
    )
    .option(
      '--keep <duration>',
      'how long delivered messages are kept',
      writeDuration(WORKER_DEFAULTS.keepDeliveredMs),
    )
}

function duration(options: Options, name: string, flag: string): number {
  return parseDuration(String(options[name]), flag)
}

/** A shorter duration is rejected, because nothing could complete within it. */
function longerThan(leastMs: number, options: Options, name: string, flag: string): number {
  const ms = duration(options, name, flag)
  if (ms >= leastMs) return ms
  throw new HarnessError('INVALID_DURATION', `${flag} is too short.`, {
    expected: `${leastMs}ms or more`,
    found: JSON.stringify(options[name]),
    where: flag,
  })
}

/** @throws HarnessError INVALID_OPTION, INVALID_DURATION */
export function readPolicy(options: Options): RetryPolicy {
  return {
    retries: readNumber(options.retries, '--retries', { whole: true, min: 0, max: 1000 }),
    backoffMs: duration(options, 'backoff', '--backoff'),
    factor: readNumber(options.factor, '--factor', { min: 1, max: 100 }),
    jitter: readNumber(options.jitter, '--jitter', { min: 0, max: 1 }),
    maxBackoffMs: duration(options, 'maxBackoff', '--max-backoff'),
    maxRetryAfterMs: duration(options, 'maxRetryAfter', '--max-retry-after'),
  }
}

/** The pauses of the breaker are derived from the policy's waits, so that a fast policy has a fast breaker. */
function readBreaker(options: Options, policy: RetryPolicy): BreakerPolicy | undefined {
  const threshold = readNumber(options.breaker, '--breaker', { whole: true, min: 0, max: 1e6 })
  if (threshold === 0) return undefined
  const longest = backoffMs(policy, Math.max(1, policy.retries))
  const { backoffMs: cooldownMs, factor } = policy
  return { threshold, cooldownMs, factor, maxCooldownMs: Math.min(30_000, longest) }
}

/** Limits that are not given are bounded only by `--timeout`. */
function readTimeLimits(options: Options): Omit<TransportOptions, 'clock'> {
  const limit = (name: string, flag: string): number => longerThan(1, options, name, flag)
  return {
    timeoutMs: limit('timeout', '--timeout'),
    connectTimeoutMs: limit('connectTimeout', '--connect-timeout'),
    ...(options.headersTimeout === undefined
      ? {}
      : { headersTimeoutMs: limit('headersTimeout', '--headers-timeout') }),
    ...(options.bodyTimeout === undefined
      ? {}
      : { bodyTimeoutMs: limit('bodyTimeout', '--body-timeout') }),
  }
}

export interface Delivering {
  readonly worker: Omit<WorkerOptions, 'store'>
  readonly transport: Transport
  /** Whether requests carry credentials, which must reach their own client's endpoint only. */
  readonly hasCredentials: boolean
}

/**
 * The options of a worker except its store, from the shared options.
 * @throws HarnessError for usage errors
 */
export function readDelivering(
  options: Options,
  context: Context,
  headersOf?: (operation: string) => readonly Header[],
): Delivering {
  const { clock } = context
  const policy = readPolicy(options)
  const credentials = readCredentials(options, context.env)
  const concurrency = readNumber(options.concurrency, '--concurrency', {
    whole: true,
    min: 1,
    max: 1000,
  })
  const breaker = readBreaker(options, policy)
  const transport = createTransport({
    clock,
    connections: concurrency,
    ...readTimeLimits(options),
    route: readRoute(options, context.env),
  })
  const signer = createSigner(credentials, {
    transport,
    clock,
    headers: readRequestHeaders(options, context.env),
  })
  const rate =
    options.rate === undefined
      ? {}
      : { ratePerSecond: readNumber(options.rate, '--rate', { min: 0.001, max: 1e6 }) }
  return {
    transport,
    hasCredentials: credentials.scheme !== 'none',
    worker: {
      attempt: createAttempter({ transport, signer, clock, ...defined({ headersOf }) }),
      clock,
      random: createRandom(`${clock.now()}/${process.pid}`),
      policy,
      concurrency,
      keepDeliveredMs: duration(options, 'keep', '--keep'),
      ...defined({ breaker }),
      ...rate,
    },
  }
}
