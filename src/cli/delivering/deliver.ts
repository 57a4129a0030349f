import { HarnessError } from '../../core/index.ts'
import {
  createWorker,
  type NewDelivery,
  type QueueStore,
  type WorkerSummary,
} from '../../queue/index.ts'
import type { Context } from '../context.ts'
import type { Delivering } from '../options/delivery.ts'
import { Progress } from './progress.ts'
import { awaitSettled } from './settled.ts'

type Options = Readonly<Record<string, unknown>>

/** Time to wait for another worker before checking whether it still runs. */
const WAIT_MS = 500

/**
 * Delivers until all of these are settled, here or by another worker, or until stopped. If the store allows one worker
 * only, it waits for that worker, and takes over when that worker ends.
 *
 * @returns the summary of this worker, or `undefined` if another worker did everything
 */
export async function deliver(
  store: QueueStore,
  deliveries: readonly NewDelivery[],
  { worker }: Delivering,
  options: Options,
  context: Context,
): Promise<WorkerSummary | undefined> {
  const isSilent = options.quiet === true || options.json === true
  const progress = new Progress(context, isSilent, deliveries.length)
  const open = new Set(deliveries.map(({ id }) => id))
  const endpoints = new Set(deliveries.map(({ endpoint }) => endpoint))
  let isWaiting = false
  try {
    for (;;) {
      try {
        const hasOthers = isWaiting || store.kind === 'postgres'
        return await work(store, open, endpoints, worker, progress, context, hasOthers)
      } catch (error) {
        if (!(error instanceof HarnessError) || error.code !== 'WORKER_ALREADY_RUNNING') throw error
      }
      if (!isWaiting) progress.say('a worker already delivers from this queue: waiting for it')
      isWaiting = true
      await awaitSettled(store, open, context.clock, context.signal, WAIT_MS)
      if (open.size === 0 || context.signal.aborted) return undefined
    }
  } finally {
    progress.clear()
  }
}

/**
 * @param hasOthers whether other workers may settle some of these, which is then checked
 * @throws HarnessError WORKER_ALREADY_RUNNING, before anything was done
 */
async function work(
  store: QueueStore,
  open: Set<string>,
  endpoints: ReadonlySet<string>,
  options: Delivering['worker'],
  progress: Progress,
  context: Context,
  hasOthers: boolean,
): Promise<WorkerSummary> {
  const allSettled = new AbortController()
  const stop = AbortSignal.any([context.signal, allSettled.signal])
  const worker = createWorker({
    ...options,
    store,
    accepts: (endpoint) => endpoints.has(endpoint),
    onEvent: (event) => {
      if (event.type !== 'endpoint-rejected') progress.onEvent(event)
      if (event.type === 'attempt' && event.recorded && event.settlement.state !== 'waiting') {
        open.delete(event.claim.delivery.id)
      }
    },
  })
  const others = async (): Promise<void> => {
    try {
      await awaitSettled(store, open, context.clock, stop)
    } finally {
      allSettled.abort(new Error('everything is settled'))
    }
  }
  const running = worker
    .run({ signal: stop, until: () => open.size === 0 })
    .finally(() => allSettled.abort(new Error('the worker has ended')))
  const [ran, watched] = await Promise.allSettled([running, hasOthers ? others() : undefined])
  if (ran.status === 'rejected') throw ran.reason
  if (watched.status === 'rejected') throw watched.reason
  return ran.value
}
