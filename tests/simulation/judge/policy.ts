import type { RetryPolicy } from '../../../src/sender/index.ts'

/** Bounds of a wait, in milliseconds. */
export interface Bounds {
  readonly least: number
  readonly most: number
}

/**
 * How long to wait after a failed attempt, read off the contract and not off the code that is tested.
 *
 * @param attempt 1 for the first
 * @param retryAfterMs what Retry-After asks for
 */
export function waitBounds(policy: RetryPolicy, attempt: number, retryAfterMs = 0): Bounds {
  let backoff = policy.backoffMs
  for (let passed = 1; passed < attempt; passed++) {
    backoff = Math.min(backoff * policy.factor, Number.MAX_SAFE_INTEGER)
  }
  const least = Math.max(
    Math.min(backoff, policy.maxBackoffMs),
    Math.min(retryAfterMs, policy.maxRetryAfterMs),
  )
  return { least, most: least * (1 + policy.jitter) }
}

/** @returns a sentence's end about what is wrong with a wait */
export function wrongWait(waitMs: number, { least, most }: Bounds): string | undefined {
  // Waits are whole milliseconds.
  if (waitMs >= least - 0.5 && waitMs <= most + 0.5) return undefined
  return `waits ${waitMs} ms instead of ${least} to ${most}`
}

/** What Retry-After asks for: whole seconds, or a date. */
export function askedMs(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined
  if (/^\d+$/.test(value)) return Math.min(Number(value) * 1000, Number.MAX_SAFE_INTEGER)
  return value.endsWith(' GMT') ? Math.max(0, Date.parse(value) - now) : undefined
}
