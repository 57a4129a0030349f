import { includesLevel } from '../results/check.ts'
import type { Session } from './session.ts'

/** To an endpoint that is so slow that what is to be sent would take longer than this one by one. Milliseconds. */
const LONG_MS = 1000
/** Messages side by side. */
const TOGETHER = 8

/**
 * What is to be sent, in groups that go side by side: of one each, unless the endpoint is slow and the run sends in parallel
 * anyway. What is not as expected then is to be sent alone, and that response counts: nothing is concluded of an endpoint
 * from what it does under load.
 */
export function sideBySide<T>(session: Session, items: readonly T[]): readonly (readonly T[])[] {
  const usualMs = session.target.usualLatencyMs ?? 0
  const isSlow = items.length * usualMs > LONG_MS
  const size = isSlow && includesLevel(session.options.level, 'resilient') ? TOGETHER : 1
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
}
