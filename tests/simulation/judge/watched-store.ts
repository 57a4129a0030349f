import type { QueueStore } from '../../../src/queue/index.ts'
import type { WorkerWatch } from './worker-watch.ts'

/** A store that shows what a worker asks of it and what it gets. */
export function watchedStore(store: QueueStore, watch: WorkerWatch): QueueStore {
  const failed = (): void => {
    watch.isStopping = true
  }
  /** Sees the result in a branch of its own, so that the worker gets the store's own promise. */
  const seen = <T>(result: Promise<T>, see: (value: T) => void): Promise<T> => {
    result.then(see, failed)
    return result
  }
  const nothing = (): void => undefined
  return {
    kind: store.kind,
    location: store.location,
    leaseMs: store.leaseMs,
    now: () => store.now(),
    enqueue: (deliveries) => seen(store.enqueue(deliveries), nothing),
    startWork: () => seen(store.startWork(), nothing),
    endWork: () => seen(store.endWork(), nothing),
    claim: (endpoint, limit, which) => {
      watch.acting()
      return seen(store.claim(endpoint, limit, which), (claims) => watch.claims.given(claims))
    },
    settle: (outcome, onRecorded) => {
      watch.settling(outcome)
      return seen(store.settle(outcome, onRecorded), (recorded) => watch.settled(outcome, recorded))
    },
    release: (claims) => {
      watch.releasing(claims)
      return seen(store.release(claims), nothing)
    },
    extend: (claims) => seen(store.extend(claims), nothing),
    pending: () => {
      watch.acting()
      return seen(store.pending(), nothing)
    },
    onDue: (listener) =>
      store.onDue((endpoint) => {
        watch.told()
        listener(endpoint)
      }),
    list: (filter, page) => store.list(filter, page),
    counts: () => store.counts(),
    show: (id) => store.show(id),
    retry: (filter, redirections) => store.retry(filter, redirections),
    discard: (filter) => store.discard(filter),
    purge: (before, limit) => seen(store.purge(before, limit), nothing),
    close: () => store.close(),
  }
}
