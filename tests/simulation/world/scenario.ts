import type { BreakerPolicy } from '../../../src/queue/index.ts'
import { DEFAULT_POLICY, type RetryPolicy } from '../../../src/sender/index.ts'
import { type Mood, MOODS } from '../endpoints/reaction.ts'
import { Draw } from './draw.ts'

/** What every worker of a simulation is started with. Times in milliseconds. */
export interface WorkerSettings {
  readonly policy: RetryPolicy
  readonly concurrency: number
  readonly ratePerSecond?: number
  readonly breaker?: BreakerPolicy
  readonly pollMs: number
  readonly graceMs: number
  readonly timeoutMs: number
  readonly keepDeliveredMs: number
}

/** What can happen between two steps of a process. */
export const TROUBLE_KINDS = [
  'kill',
  /** SQLite's machine loses its power; PostgreSQL's server goes down. */
  'crash',
  'stop',
  'freeze',
  'set clock',
  'revoke tokens',
] as const

export type TroubleKind = (typeof TROUBLE_KINDS)[number]

export interface SimulatedTrouble {
  readonly kinds: readonly TroubleKind[]
  /** Steps of all processes from one to the next, on average. */
  readonly stepsBetween: number
  /** The share of commits, syncs and statements that fail, whether or not they had an effect. */
  readonly storeFailures: number
  /** The share of commits, syncs and statements that take long. */
  readonly storeDelays: number
}

/** A large number of deliveries to endpoints that are well. */
export interface SimulatedBulk {
  readonly deliveries: number
  /** Deliveries that are enqueued together. */
  readonly batch: number
  readonly kinds: readonly TroubleKind[]
  /** As {@link SimulatedTrouble.stepsBetween}. */
  readonly stepsBetween: number
}

/** Everything that a seed decides. */
export interface SimulatedScenario {
  readonly seed: number
  readonly kind: 'sqlite' | 'postgres'
  readonly deliveries: number
  /** Deliveries that are enqueued together, at most. */
  readonly batch: number
  readonly endpoints: number
  readonly workers: number
  readonly leaseMs: number
  readonly settings: WorkerSettings
  readonly auth: 'none' | 'api-key' | 'oauth2'
  readonly tokenLifeMs: number
  readonly tokenFailures: number
  readonly moods: readonly Mood[]
  readonly health: number
  readonly moodMs: number
  /** How long an endpoint that is well always takes; absent where it takes now long and now short. */
  readonly steadyMs: number | undefined
  /** The share of messages that are always rejected. */
  readonly poison: number
  /** How long deliveries are enqueued and trouble goes on. */
  readonly troubleMs: number
  /** What is enqueued after that, and delivered while trouble is rare; absent in most scenarios. */
  readonly bulk: SimulatedBulk | undefined
  readonly trouble: SimulatedTrouble
  /** How often an operator looks after the failure queue. */
  readonly operatorEveryMs: number
}

const FEWEST = 50
const MOST = 3000
/** Enqueued together, at most. */
const BATCH = 30
/** The share of scenarios with a bulk, and what it comes to. */
const BULKY = 0.6
const FEWEST_BULK = 30_000
const MOST_BULK = 90_000
/** So many at a time to one endpoint at least, where there is a bulk. */
const BULK_CONCURRENCY = 64
/** The share of scenarios in which an endpoint that is well always takes as long. */
const STEADY = 0.2
/** The share of scenarios in which nothing goes wrong but endpoints. */
const QUIET = 0.2

/** Each kind of trouble is there in half of the scenarios: what hides in one combination shows in another. */
export function scenarioOf(seed: number): SimulatedScenario {
  const draw = new Draw(`${seed}/scenario`)
  const isOftenWell = draw.chance(0.8)
  const ofBulk = new Draw(`${seed}/bulk`)
  const isBulky = ofBulk.chance(BULKY)
  const isSteady = isBulky || ofBulk.chance(STEADY)
  const scenario: SimulatedScenario = {
    seed,
    kind: draw.chance(0.5) ? 'sqlite' : 'postgres',
    deliveries: Math.round(FEWEST * (MOST / FEWEST) ** draw.random.next()),
    batch: BATCH,
    endpoints: draw.integer(1, 3),
    workers: draw.integer(1, 3),
    leaseMs: draw.pick([1000, 5000, 30_000]),
    settings: settingsOf(draw),
    auth: draw.pick(['none', 'none', 'api-key', 'oauth2']),
    tokenLifeMs: draw.pick([2000, 60_000, 90_000_000]),
    tokenFailures: draw.pick([0, 0.05, 0.4]),
    moods: MOODS.filter(() => draw.chance(0.4)),
    health: isOftenWell ? draw.between(0.8, 1) : draw.between(0, 0.8),
    moodMs: draw.pick([200, 3000, 20_000]),
    poison: draw.chance(0.3) ? 0.03 : 0,
    steadyMs: isSteady ? ofBulk.pick([5, 20, 50]) : undefined,
    troubleMs: draw.pick([1000, 5000, 30_000]),
    bulk: undefined,
    trouble: troubleOf(draw),
    operatorEveryMs: draw.pick([500, 5000, 60_000]),
  }
  return isBulky ? withBulk(scenario, ofBulk) : scenario
}

/** With deliveries that many at a time, and no limit of their rate, can deliver. */
function withBulk(scenario: SimulatedScenario, draw: Draw): SimulatedScenario {
  const { ratePerSecond: _unlimited, ...settings } = scenario.settings
  const concurrency = Math.max(BULK_CONCURRENCY, settings.concurrency)
  return {
    ...scenario,
    settings: { ...settings, concurrency },
    bulk: {
      deliveries: Math.round(FEWEST_BULK * (MOST_BULK / FEWEST_BULK) ** draw.random.next()),
      batch: draw.pick([500, 1000, 2000]),
      // Who sets a clock lets nobody judge times for a while.
      kinds: scenario.trouble.kinds.filter((kind) => kind !== 'set clock'),
      stepsBetween: draw.pick([300, 1000, 3000]),
    },
  }
}

function settingsOf(draw: Draw): WorkerSettings {
  const isDefault = draw.chance(0.5)
  return {
    policy: isDefault
      ? DEFAULT_POLICY
      : {
          retries: draw.pick([0, 1, 3, 5, 5, 7]),
          backoffMs: draw.pick([0, 10, 500, 1000]),
          factor: draw.pick([1, 1.5, 2, 3]),
          jitter: draw.pick([0, 0.2, 1]),
          maxBackoffMs: draw.pick([1000, 10_000, 3_600_000]),
          maxRetryAfterMs: draw.pick([0, 5000, 60_000]),
        },
    concurrency: draw.pick([1, 2, 8, 32, 32, 64]),
    ...(draw.chance(0.15) ? { ratePerSecond: draw.pick([5, 50, 500]) } : {}),
    ...(draw.chance(0.5) ? { breaker: breakerOf(draw) } : {}),
    pollMs: draw.pick([1000, 1000, 5000, 3_600_000]),
    graceMs: draw.pick([0, 100, 10_000]),
    timeoutMs: draw.pick([300, 5000, 30_000]),
    keepDeliveredMs: draw.chance(0.2) ? draw.pick([0, 1000, 60_000]) : 7 * 24 * 3_600_000,
  }
}

function breakerOf(draw: Draw): BreakerPolicy {
  return {
    threshold: draw.pick([1, 3, 20]),
    cooldownMs: draw.pick([100, 1000, 5000]),
    factor: draw.pick([1, 2]),
    maxCooldownMs: draw.pick([5000, 60_000]),
  }
}

function troubleOf(draw: Draw): SimulatedTrouble {
  if (draw.chance(QUIET)) return { kinds: [], stepsBetween: 0, storeFailures: 0, storeDelays: 0 }
  return {
    kinds: TROUBLE_KINDS.filter(() => draw.chance(0.5)),
    stepsBetween: draw.pick([40, 400, 4000]),
    storeFailures: draw.chance(0.4) ? draw.pick([0.0005, 0.005, 0.05]) : 0,
    storeDelays: draw.chance(0.4) ? draw.pick([0.001, 0.01, 0.1]) : 0,
  }
}
