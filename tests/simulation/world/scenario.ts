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

/** What goes wrong while there is trouble, and how often: mean times between two, absent where it never does. */
export interface Trouble {
  /** Steps that a process lives on average. */
  readonly stepsUntilKilled?: number
  /** SQLite's machine loses its power; PostgreSQL's server goes down. */
  readonly crashEveryMs?: number
  readonly stopEveryMs?: number
  readonly freezeEveryMs?: number
  readonly setClockEveryMs?: number
  readonly revokeTokensEveryMs?: number
  /** The share of commits, syncs and statements that fail, whether or not they had an effect. */
  readonly storeFailures: number
  /** The share of commits, syncs and statements that take long. */
  readonly storeDelays: number
}

/** Everything that a seed decides. */
export interface Scenario {
  readonly seed: number
  readonly kind: 'sqlite' | 'postgres'
  readonly deliveries: number
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
  /** The share of messages that are always rejected. */
  readonly poison: number
  /** How long deliveries are enqueued and trouble goes on. */
  readonly troubleMs: number
  readonly trouble: Trouble
  /** How often an operator looks after the failure queue. */
  readonly operatorEveryMs: number
}

/** Each kind of trouble is there in half of the scenarios: what hides in one combination shows in another. */
export function scenarioOf(seed: number): Scenario {
  const draw = new Draw(`${seed}/scenario`)
  const deliveries = Math.round(30 * 40 ** draw.random.next())
  const troubleMs = draw.pick([2000, 20_000, 120_000])
  const isOftenWell = draw.chance(0.75)
  return {
    seed,
    kind: draw.chance(0.5) ? 'sqlite' : 'postgres',
    deliveries,
    endpoints: draw.integer(1, 3),
    workers: draw.integer(1, 3),
    leaseMs: draw.pick([1000, 5000, 30_000]),
    settings: settingsOf(draw),
    auth: draw.pick(['none', 'none', 'api-key', 'oauth2']),
    tokenLifeMs: draw.pick([2000, 60_000, 90_000_000]),
    tokenFailures: draw.pick([0, 0.05, 0.4]),
    moods: MOODS.filter(() => draw.chance(0.4)),
    health: isOftenWell ? draw.between(0.7, 1) : draw.between(0, 0.7),
    moodMs: draw.pick([200, 3000, 20_000]),
    poison: draw.chance(0.3) ? 0.03 : 0,
    troubleMs,
    trouble: troubleOf(draw, troubleMs),
    operatorEveryMs: draw.pick([500, 5000, 60_000]),
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
    concurrency: draw.pick([1, 2, 8, 32, 64]),
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

function troubleOf(draw: Draw, troubleMs: number): Trouble {
  if (draw.chance(0.15)) return { storeFailures: 0, storeDelays: 0 }
  const every = (name: keyof Trouble): Partial<Trouble> =>
    draw.chance(0.5) ? { [name]: troubleMs / draw.pick([1, 4, 15]) } : {}
  return {
    ...(draw.chance(0.5) ? { stepsUntilKilled: draw.pick([50, 500, 5000]) } : {}),
    ...every('crashEveryMs'),
    ...every('stopEveryMs'),
    ...every('freezeEveryMs'),
    ...every('setClockEveryMs'),
    ...every('revokeTokensEveryMs'),
    storeFailures: draw.chance(0.5) ? draw.pick([0.0005, 0.005, 0.05]) : 0,
    storeDelays: draw.chance(0.5) ? draw.pick([0.001, 0.01, 0.1]) : 0,
  }
}
