import type { FastifyInstance } from 'fastify'
import type { Contract } from '../../../src/contract/index.ts'
import { type Clock, HarnessError, inTurns, isRecord, type Steps } from '../../../src/core/index.ts'
import {
  createReport,
  type DeliveryFilter,
  type DeliveryHistory,
  listHistories,
  type QueueStore,
  renderReport,
  shownDelivery,
} from '../../../src/queue/index.ts'
import type { DeliveryDetail, QueuePage, Retried } from '../api.ts'
import { addressesOf } from '../address-form.ts'
import { authOf } from '../auth-form.ts'
import { curlCommand } from '../curl-command.ts'
import type { ConsoleSender } from '../delivering/console-sender.ts'
import {
  countMatching,
  matchingBatches,
  matchingPage,
  type QueueQuery,
  queueQuery,
} from '../delivering/queue-query.ts'
import type { StoreAccess } from '../delivering/store-access.ts'
import { checkText } from '../text-check.ts'
import { asText, missing, requiredText } from './input.ts'

export interface QueueRoutesOptions {
  readonly contract: () => Contract
  readonly clock: Clock
  readonly sender: ConsoleSender
  readonly stores: StoreAccess
}

const NOTHING = { due: 0, sending: 0, waiting: 0, delivered: 0, failed: 0 }

/** Sending, and the queue. */
export function addQueueRoutes(app: FastifyInstance, options: QueueRoutesOptions): void {
  const { contract, clock, sender, stores } = options
  app.post('/api/send', async (request) => {
    const body = isRecord(request.body) ? request.body : {}
    const operation = contract().operation(requiredText(body, 'operation', 'an operation'))
    const id = await sender.send({
      operation,
      addresses: addressesOf({
        url: body.to,
        endpoints: { [operation.id]: body.endpoint },
      }),
      auth: authOf(body.auth),
      text: typeof body.text === 'string' ? body.text : '',
    })
    return { id }
  })
  app.get('/api/queue', async (request): Promise<QueuePage> => {
    const query = isRecord(request.query) ? request.query : {}
    const store = await stores.existing()
    const known = sender.endpoints()
    if (store === undefined) {
      const nothing = { counts: NOTHING, deliveries: [], matching: { count: 0, isMore: false } }
      return { location: stores.location, exists: false, known, ...nothing }
    }
    const wanted = queueQuery(query)
    const page = await matchingPage(store, wanted, Number(asText(query.after) ?? 0))
    return {
      location: stores.location,
      exists: true,
      counts: await store.counts(),
      matching: await countMatching(store, wanted),
      known,
      ...page,
      deliveries: page.deliveries.map(shownDelivery),
    }
  })
  app.get<{ Params: { id: string } }>('/api/queue/:id', async (request, reply) => {
    const history = await (await stores.existing())?.show(request.params.id)
    if (history === undefined) {
      return reply
        .code(404)
        .send({ message: 'The queue does not contain this delivery (any more).' })
    }
    return reply.send(await inTurns(detailOf(history, contract())))
  })
  app.post('/api/queue/retry', async (request): Promise<Retried> => {
    let total: Retried = { retried: 0, waiting: 0, ids: [] }
    await forEach(request.body, stores, async (filter) => {
      const { retried, waiting, ids } = await sender.retry(filter)
      total = {
        retried: total.retried + retried,
        waiting: total.waiting + waiting,
        ids: [...total.ids, ...ids],
      }
    })
    return total
  })
  app.post('/api/queue/discard', async (request) => {
    let discarded = 0
    await forEach(request.body, stores, async (filter, store) => {
      discarded += await store.discard(filter)
    })
    return { discarded }
  })
  app.get('/api/queue-report.md', async (request, reply) => {
    const store = await stores.existing()
    if (store === undefined) {
      throw new HarnessError('STORE_UNAVAILABLE', 'There is no queue yet.', {
        where: stores.location,
        next: 'send a message first',
      })
    }
    const report = await createReport(
      listHistories(store, { states: ['failed'], ...addressFilter(request.query) }),
      clock.now(),
    )
    return reply
      .type('text/markdown; charset=utf-8')
      .header('Content-Disposition', 'attachment; filename="delivery-failures.md"')
      .send(renderReport(report))
  })
}

/** Deliveries to the given address, if any. */
function addressFilter(query: unknown): DeliveryFilter {
  const to = isRecord(query) ? asText(query.to) : undefined
  return to === undefined ? {} : { endpoint: to }
}

/**
 * Changes the deliveries that a request names: by their ids, or with `all: true` those of the failure queue that match
 * its other properties, which are those of the view.
 * @throws HarnessError MISSING_OPTION
 */
async function forEach(
  body: unknown,
  stores: StoreAccess,
  change: (filter: DeliveryFilter, store: QueueStore) => Promise<void>,
): Promise<void> {
  const chosen = chosenBy(body)
  const store = await stores.existing()
  if (store === undefined) return
  if ('ids' in chosen) return change(chosen, store)
  if (chosen.matches === undefined) return change(chosen.filter, store)
  for await (const { ids } of matchingBatches(store, chosen)) {
    if (ids.length > 0) await change({ ids }, store)
  }
}

function chosenBy(body: unknown): QueueQuery | { readonly ids: readonly string[] } {
  if (isRecord(body) && body.all === true) return queueQuery({ ...body, state: 'failed' })
  const ids = isRecord(body) && Array.isArray(body.ids) ? body.ids : []
  const texts = ids.filter((id): id is string => typeof id === 'string')
  if (texts.length === 0) throw missing('ids', 'the ids of deliveries, or all: true')
  return { ids: texts }
}

function* detailOf(
  { delivery, body, attempts }: DeliveryHistory,
  contract: Contract,
): Steps<DeliveryDetail> {
  const shown = shownDelivery(delivery)
  const text = Buffer.from(body).toString('utf8')
  const operation = contract.operations.find(({ id }) => id === delivery.operation)
  const curl = curlCommand({
    method: delivery.method,
    url: shown.url,
    headers: [
      ['Content-Type', 'application/json'],
      ['webhook-id', delivery.id],
    ],
    body: text,
    bodyBytes: body.length,
    isForm: false,
  })
  yield
  const check = operation === undefined ? undefined : yield* checkText(operation, text)
  return {
    delivery: shown,
    body: text,
    attempts,
    violations: check?.violations ?? [],
    curl: `# Add the endpoint's authentication.\n${curl}`,
  }
}
