import { plural, writeDuration } from '../../src/core/index.ts'
import { backoffMs, DEFAULT_POLICY, type RetryPolicy } from '../../src/sender/index.ts'

/** Waits that are named one by one. */
const NAMED = 5

/** How often and when a failed delivery is tried again, for the page. */
export function retryingSentence(given: Partial<RetryPolicy> = {}): string {
  const policy = { ...DEFAULT_POLICY, ...given }
  const { retries } = policy
  if (retries === 0) return 'Sent once; a failed message goes to the failure queue.'
  const waits = Array.from({ length: Math.min(retries, NAMED) }, (_, index) =>
    writeDuration(backoffMs(policy, index + 1)),
  )
  const more = retries > NAMED ? ' and so on' : ''
  const again = `the same bytes up to ${plural(retries, 'time')} more, after ${waits.join(', ')}${more}`
  return `Sent as the real sender would: ${again}, then the failure queue.`
}
