import type { Clock, Random } from '../core/index.ts'
import type { Attempter, RetryPolicy } from '../sender/index.ts'
import type { EndpointPolicy } from './endpoint-queue.ts'
import type { QueueStore } from './store.ts'
import type { WorkerEvent } from './worker-events.ts'

export interface WorkerOptions extends Partial<EndpointPolicy> {
  readonly store: QueueStore
  readonly attempt: Attempter
  readonly clock: Clock
  readonly random: Random
  /** Default {@link DEFAULT_POLICY}. */
  readonly policy?: Partial<RetryPolicy>
  /** Which endpoints to deliver to; default all. Credentials of one client must not reach another. */
  readonly accepts?: (endpoint: string) => boolean
  /** Delivered deliveries are removed after this time, in milliseconds; default 7 days. */
  readonly keepDeliveredMs?: number
  /** How often to poll for deliveries that no notification announced. Milliseconds; default 1000. */
  readonly pollMs?: number
  /** How long to wait for attempts in flight when stopped. Milliseconds; default 1000. */
  readonly graceMs?: number
  readonly onEvent?: (event: WorkerEvent) => void
}

export interface RunOptions {
  /** Stops claiming; attempts in flight end within the grace time, or are given up and spend nothing. */
  readonly signal?: AbortSignal
  /** `empty`: nothing due, sending or waiting. A function is asked after every settled delivery. Default: the signal. */
  readonly until?: 'empty' | (() => boolean)
}

/** A worker's defaults. */
export const WORKER_DEFAULTS = {
  /** Deliveries to one endpoint at a time. */
  concurrency: 32,
  /** Between two polls. Milliseconds. */
  pollMs: 1000,
  /** Milliseconds; a week. */
  keepDeliveredMs: 7 * 24 * 3_600_000,
  /** PostgreSQL: how long a claim lives when its worker does not extend it. Milliseconds. */
  leaseMs: 30_000,
  /** For attempts in flight when a worker is stopped: a second later everything has ended. Milliseconds. */
  graceMs: 1000,
  /** How long a store may be unavailable until a worker of the command line ends. Milliseconds; ten minutes. */
  outageMs: 10 * 60_000,
} as const
