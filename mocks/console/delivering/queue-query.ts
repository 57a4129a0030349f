import { defined, isRecord } from '../../../src/core/index.ts'
import {
  DELIVERY_STATES,
  type DeliveryFilter,
  type ListPage,
  type QueueStore,
  shownDelivery,
  type StoredDelivery,
} from '../../../src/queue/index.ts'
import type { QueuePage } from '../api.ts'
import { OUTCOMES, outcomeOf } from '../outcome.ts'

/** Which deliveries a view of the queue is about. */
export interface QueueQuery {
  readonly filter: DeliveryFilter
  /** What the store cannot filter by; absent where there is nothing of the kind. */
  readonly matches?: (delivery: StoredDelivery) => boolean
}

/** Deliveries in one page of the view. */
const PAGE = 100
/** Deliveries that are read at once to be matched. */
const BATCH = 1000
/** Deliveries are counted up to this many, because the view counts again and again. */
const MOST_COUNTED = 10_000

/** The query of the view: `state`, `to`, `operation`, `outcome`, `since`, `until`, `text`; empty values count as absent. */
export function queueQuery(query: unknown): QueueQuery {
  const given = isRecord(query) ? query : {}
  const text = (name: string): string | undefined => {
    const value = given[name]
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const time = (name: string): number | undefined => {
    const value = Number(text(name) ?? NaN)
    return Number.isFinite(value) ? value : undefined
  }
  const state = DELIVERY_STATES.find((each) => each === given.state)
  const outcome = OUTCOMES.find((each) => each === given.outcome)
  const words = text('text')?.toLowerCase()
  const filter = {
    ...(state === undefined ? {} : { states: [state] }),
    ...defined({
      endpoint: text('to'),
      operation: text('operation'),
      since: time('since'),
      until: time('until'),
    }),
  }
  if (outcome === undefined && words === undefined) return { filter }
  return {
    filter,
    matches: (delivery) =>
      (outcome === undefined ||
        (isTried(delivery) && outcomeOf(delivery.lastStatus) === outcome)) &&
      (words === undefined || textOf(delivery).includes(words)),
  }
}

function isTried({ lastStatus, lastError }: StoredDelivery): boolean {
  return lastStatus !== undefined || lastError !== undefined
}

/** What a person sees of it, in lower case: never the secrets of its address. */
function textOf(delivery: StoredDelivery): string {
  const { id, identifier = '', operation, url, lastStatus = '', lastError = '' } = delivery
  const shown = shownDelivery({ ...delivery, url }).url
  return [id, identifier, operation, shown, lastStatus, lastError].join('\n').toLowerCase()
}

/** A page of the deliveries that match, in the order of enqueueing. @param after the key a page before ended with */
export async function matchingPage(
  store: QueueStore,
  { filter, matches }: QueueQuery,
  after: number,
): Promise<ListPage> {
  const from = (key: number) => (key > 0 ? { after: key } : {})
  if (matches === undefined) return store.list(filter, { limit: PAGE, ...from(after) })
  const found: StoredDelivery[] = []
  let next: number | undefined = after
  do {
    // The store names where a page ends, and nothing within it: a page of the view is what some of its pages contain.
    const page: ListPage = await store.list(filter, { limit: PAGE, ...from(next) })
    found.push(...page.deliveries.filter(matches))
    next = page.next
  } while (next !== undefined && found.length < PAGE)
  return { deliveries: found, ...defined({ next }) }
}

/** How many deliveries match. */
export async function countMatching(
  store: QueueStore,
  query: QueueQuery,
): Promise<QueuePage['matching']> {
  let count = 0
  let read = 0
  for await (const batch of matchingBatches(store, query)) {
    count += batch.ids.length
    read += batch.read
    if (batch.isMore && read >= MOST_COUNTED) return { count, isMore: true }
  }
  return { count, isMore: false }
}

interface Batch {
  readonly ids: readonly string[]
  readonly read: number
  readonly isMore: boolean
}

/** The ids of all deliveries that match, in batches: a delivery that is changed meanwhile is not read twice. */
export async function* matchingBatches(
  store: QueueStore,
  { filter, matches = () => true }: QueueQuery,
): AsyncGenerator<Batch> {
  let after: number | undefined
  do {
    const page: ListPage = await store.list(filter, { limit: BATCH, ...defined({ after }) })
    after = page.next
    yield {
      ids: page.deliveries.filter(matches).map(({ id }) => id),
      read: page.deliveries.length,
      isMore: after !== undefined,
    }
  } while (after !== undefined)
}
