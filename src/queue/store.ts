import type {
  Claim,
  DeliveryFilter,
  DeliveryHistory,
  NewDelivery,
  AttemptOutcome,
  Redirection,
  StateCounts,
  StoredDelivery,
} from './delivery.ts'

/** An endpoint with deliveries that are not settled. */
export interface PendingEndpoint {
  readonly endpoint: string
  /** When the next unclaimed retry is due; in the past when it is due already. */
  readonly nextRetryAt: number | undefined
  /** The same for deliveries without an attempt. */
  readonly nextFreshAt: number | undefined
}

/**
 * A durable queue of deliveries. Every change is durable when its promise resolves. Two implementations,
 * `sqlite` and `postgres`, pass one conformance suite (`tests/suites/queue.ts`).
 *
 * Every function rejects with a HarnessError when the store fails: STORE_UNAVAILABLE, STORE_LOCKED, STORE_DAMAGED.
 */
export interface QueueStore {
  readonly kind: 'sqlite' | 'postgres'
  /** How the store was named, without a password. */
  readonly location: string
  /** The store's own time, by which deliveries are due. Milliseconds since the epoch. */
  now(): number

  /**
   * Puts deliveries into the queue, due at once. A delivery whose id exists already is left unchanged.
   * @returns how many were new
   */
  enqueue(deliveries: readonly NewDelivery[]): Promise<number>

  /**
   * Registers as a worker, which `claim` needs.
   * @throws HarnessError WORKER_ALREADY_RUNNING where only one worker may share the store
   */
  startWork(): Promise<void>
  /**
   * Ends what one `startWork` began, with no claim left: where only one worker may share the store, the next may start,
   * here or in another process.
   */
  endWork(): Promise<void>
  /** Claims up to `limit` due deliveries of one endpoint: retries first, then the oldest. */
  claim(endpoint: string, limit: number, which: 'all' | 'retries'): Promise<readonly Claim[]>
  /**
   * Records an attempt and what follows; `false`, and nothing recorded, when the claim was lost meanwhile. An outcome whose
   * confirmation was lost may be given once more: PostgreSQL says `true` again.
   *
   * @param onRecorded called as soon as the record survives the end of this process, which may be before it is on
   *   the disk
   */
  settle(outcome: AttemptOutcome, onRecorded?: () => void): Promise<boolean>
  /** Releases claims whose outcome was not observed: they are due again and no attempt is counted. */
  release(claims: readonly Claim[]): Promise<void>
  /** How long a claim lives without {@link QueueStore.extend}, in milliseconds; `undefined` when as long as its worker. */
  readonly leaseMs: number | undefined
  /** @returns those that are still held, for {@link QueueStore.leaseMs} more */
  extend(claims: readonly Claim[]): Promise<readonly Claim[]>
  /** Every endpoint with deliveries due, sending or waiting. */
  pending(): Promise<readonly PendingEndpoint[]>
  /**
   * Calls the listener when deliveries became due, here or in another process, with `undefined` when the endpoint is
   * unknown. Spurious and missed calls are allowed: a worker also polls.
   * @returns stops the calls
   */
  onDue(listener: (endpoint: string | undefined) => void): () => void

  /** In the order of enqueueing. @param page `after`: the key a page before ended with */
  list(filter: DeliveryFilter, page?: Page): Promise<ListPage>
  counts(): Promise<StateCounts>
  show(id: string): Promise<DeliveryHistory | undefined>
  /**
   * Makes failed deliveries due again under the same id, with attempts counted from zero and the history kept. A
   * delivery that is not in the failure queue is left unchanged, so a repeated call has no effect. Without a redirection a delivery keeps
   * the address it was enqueued for.
   * @returns how many were retried
   */
  retry(filter: DeliveryFilter, redirections?: readonly Redirection[]): Promise<number>
  /** Removes failed deliveries with their history. @returns how many */
  discard(filter: DeliveryFilter): Promise<number>
  /** Removes up to `limit` deliveries that were delivered before this time. @returns how many */
  purge(deliveredBefore: number, limit: number): Promise<number>

  /** Finishes what was begun, and closes. */
  close(): Promise<void>
}

export interface Page {
  readonly after?: number
  /** Default 1000. */
  readonly limit?: number
}

export interface ListPage {
  readonly deliveries: readonly StoredDelivery[]
  /** To be passed as `after` for the next page; absent on the last. */
  readonly next?: number
}

/** All deliveries that a filter names, a page at a time. */
export async function* listAll(
  store: QueueStore,
  filter: DeliveryFilter,
): AsyncGenerator<StoredDelivery> {
  let after: number | undefined
  do {
    const page = await store.list(filter, after === undefined ? {} : { after })
    yield* page.deliveries
    after = page.next
  } while (after !== undefined)
}

/** The same with their messages and attempts, read one by one. */
export async function* listHistories(
  store: QueueStore,
  filter: DeliveryFilter,
): AsyncGenerator<DeliveryHistory> {
  for await (const { id } of listAll(store, filter)) {
    const history = await store.show(id)
    if (history !== undefined) yield history
  }
}
