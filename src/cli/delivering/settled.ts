import type { Clock } from '../../core/index.ts'
import type { QueueStore, StoredDelivery } from '../../queue/index.ts'

const AT_A_TIME = 1000
const POLL_EVERY_MS = 250

/** The deliveries with their current state in the store. */
export async function* deliveriesOf(
  store: QueueStore,
  ids: readonly string[],
): AsyncGenerator<StoredDelivery> {
  for (let start = 0; start < ids.length; start += AT_A_TIME) {
    const some = ids.slice(start, start + AT_A_TIME)
    yield* (await store.list({ ids: some }, { limit: AT_A_TIME })).deliveries
  }
}

/**
 * Waits until other workers have settled the open deliveries, and removes delivered and failed ones from `open`.
 * Returns when none is left, when the signal is aborted, or after `timeoutMs`.
 */
export async function awaitSettled(
  store: QueueStore,
  open: Set<string>,
  clock: Clock,
  signal: AbortSignal,
  timeoutMs = Infinity,
): Promise<void> {
  const until = clock.monotonic() + timeoutMs
  while (open.size > 0 && !signal.aborted && clock.monotonic() < until) {
    const settled = { ids: [...open].slice(0, AT_A_TIME), states: ['delivered', 'failed'] } as const
    const { deliveries } = await store.list(settled)
    for (const { id } of deliveries) open.delete(id)
    if (deliveries.length === AT_A_TIME || open.size === 0) continue
    try {
      await clock.sleep(POLL_EVERY_MS, signal)
    } catch {
      // Only the signal ends the sleep early.
      return
    }
  }
}
