import type { FastifyInstance } from 'fastify'
import type { Contract } from '../../../src/contract/index.ts'
import { type Clock, HarnessError, isRecord } from '../../../src/core/index.ts'
import {
  createReport,
  DELIVERY_STATES,
  type DeliveryFilter,
  listHistories,
  renderReport,
  shownDelivery,
} from '../../../src/queue/index.ts'
import type { DeliveryDetail, QueuePage } from '../api.ts'
import { addressesOf } from '../address-form.ts'
import { authOf } from '../auth-form.ts'
import type { ConsoleSender } from '../delivering/console-sender.ts'
import type { StoreAccess } from '../delivering/store-access.ts'
import { asText, missing, requiredText } from './input.ts'

export interface QueueRoutesOptions {
  readonly contract: () => Contract
  readonly clock: Clock
  readonly sender: ConsoleSender
  readonly stores: StoreAccess
}

const PAGE = 100
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
      return { location: stores.location, exists: false, counts: NOTHING, deliveries: [], known }
    }
    const state = DELIVERY_STATES.find((each) => each === query.state)
    const after = Number(asText(query.after) ?? 0)
    const filter = {
      ...(state === undefined ? {} : { states: [state] }),
      ...addressFilter(query),
    }
    const page = await store.list(filter, {
      limit: PAGE,
      ...(after > 0 ? { after } : {}),
    })
    return {
      location: stores.location,
      exists: true,
      counts: await store.counts(),
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
    const { delivery, body, attempts } = history
    return reply.send({
      delivery: shownDelivery(delivery),
      body: Buffer.from(body).toString('utf8'),
      attempts,
    } satisfies DeliveryDetail)
  })
  app.post('/api/queue/retry', async (request) => sender.retry(filterOf(request.body)))
  app.post('/api/queue/discard', async (request) => {
    const store = await stores.existing()
    return { discarded: (await store?.discard(filterOf(request.body))) ?? 0 }
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

/** Deliveries by their ids, or the whole failure queue, limited to the given address if any. */
function filterOf(body: unknown): DeliveryFilter {
  if (isRecord(body) && body.all === true) return addressFilter(body)
  const ids = isRecord(body) && Array.isArray(body.ids) ? body.ids : []
  const texts = ids.filter((id): id is string => typeof id === 'string')
  if (texts.length === 0) throw missing('ids', 'the ids of deliveries, or all: true')
  return { ids: texts }
}
