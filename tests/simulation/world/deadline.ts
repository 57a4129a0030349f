import { waitBounds } from '../judge/policy.ts'
import type { SimulatedWorld } from './world.ts'

const SLACK_MS = 60_000

/** Until the last of what is pending is due. Milliseconds. */
export function longestWaitMs({ site, ledger }: SimulatedWorld): number {
  const now = site.timekeeper.now()
  let longest = 0
  for (const { stored } of ledger.all) {
    if (stored?.state === 'pending') longest = Math.max(longest, stored.dueAt - now)
  }
  return longest
}

/** By when everything must be delivered or in the failure queue, counted from the end of the trouble. Milliseconds. */
export function longestCalmMs(world: SimulatedWorld): number {
  const { scenario } = world
  const { settings, leaseMs, bulk } = scenario
  const deliveries = scenario.deliveries + (bulk?.deliveries ?? 0)
  const { policy, pollMs, graceMs, timeoutMs, breaker, concurrency, ratePerSecond } = settings
  let waits = 0
  for (let attempt = 1; attempt <= policy.retries; attempt++) {
    waits += waitBounds(policy, attempt).most + timeoutMs
  }
  const backlog = (deliveries * (policy.retries + 1) * 50) / concurrency
  const rated =
    ratePerSecond === undefined ? 0 : (deliveries * (policy.retries + 1) * 1000) / ratePerSecond
  const pauses = 2 * (pollMs + leaseMs) + graceMs + (breaker?.maxCooldownMs ?? 0)
  return longestWaitMs(world) + waits + backlog + rated + pauses + SLACK_MS
}
