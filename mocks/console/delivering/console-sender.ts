import type { Credentials, RequestHeader } from '../../../src/auth/index.ts'
import {
  type AddressOptions,
  endpointOf,
  type Operation,
  resolveAddresses,
} from '../../../src/contract/index.ts'
import {
  type Clock,
  defined,
  HarnessError,
  inTurns,
  messageOf,
  parsedUrl,
  parseRequestJsonInSteps,
  renderError,
  type Route,
  shownUrl,
  trusting,
} from '../../../src/core/index.ts'
import type { Delivery } from '../../../src/sender/index.ts'
import {
  createWorker,
  type DeliveryFilter,
  identifierOf,
  listAll,
  newMessageId,
  type QueueStore,
  type WorkerEvent,
} from '../../../src/queue/index.ts'
import { fieldName } from '../address-form.ts'
import type { AuthForm, Resent, Retried } from '../api.ts'
import type { Hub } from '../live/hub.ts'
import type { ConsoleOptions } from '../options.ts'
import { createClients, CONCURRENCY } from './clients.ts'
import type { StoreAccess } from './store-access.ts'

export interface SendRequest {
  readonly operation: Operation
  /** Where the client receives it. */
  readonly addresses: AddressOptions
  readonly auth: AuthForm
  /** Sent verbatim, valid JSON or not. */
  readonly text: string
}

/** Sends composed messages through the durable queue, under the sender's retry policy, and reports every attempt to the page. */
export interface ConsoleSender {
  /** @returns the delivery's id. @throws HarnessError INVALID_URL, and errors of credentials and store */
  send(request: SendRequest): Promise<string>
  /**
   * Makes failed deliveries due again. Those to the stub and to endpoints whose credentials are known are delivered at
   * once; the others wait for a worker.
   */
  retry(filter: DeliveryFilter): Promise<Retried>
  /**
   * Makes one attempt with bytes that were received before, outside the queue.
   * @param message `id`: a new one if absent
   * @throws HarnessError MISSING_OPTION where the endpoint's credentials are unknown
   */
  resend(message: Omit<Delivery, 'id'> & { readonly id: string | undefined }): Promise<Resent>
  endpoints(): readonly string[]
  credentials(form: AuthForm): Credentials
  requestHeaders(form: AuthForm): readonly RequestHeader[]
  /** The route to the URLs; for the stub's own, it also trusts the stub's certificate. */
  routeTo(urls: readonly string[]): Route
  /** Stops delivering; deliveries that are not settled stay in the store. */
  close(): Promise<void>
}

/** Interval at which to check whether another worker has settled this console's deliveries. Milliseconds. */
const LOOK_EVERY_MS = 1000
/** What may be sent in a header again, as it was received. */
const MESSAGE_ID = /^[!-~]{1,200}$/
/** Time for attempts in flight when the console closes. Milliseconds. */
const GRACE_MS = 1000

export interface ConsoleSenderParts {
  /** What deliveries follow. */
  readonly time: Clock
  readonly stores: StoreAccess
  readonly hub: Hub
}

export function createConsoleSender(
  options: ConsoleOptions,
  { time: clock, stores, hub }: ConsoleSenderParts,
): ConsoleSender {
  const { random, stub } = options
  /** The page counts down by its own clock. */
  const onThisMachine = (at: number): number => at - clock.now() + options.clock.now()
  const clients = createClients(clock)
  const ending = new AbortController()
  /** Deliveries that are not settled yet. */
  const open = new Set<string>()
  let delivering: Promise<void> | undefined

  const credentials = (form: AuthForm): Credentials => {
    if (form.scheme !== 'stub') return options.readCredentials(form)
    if (Object.keys(form).length > 1) {
      throw new HarnessError('INVALID_OPTION', 'The scheme stub has no other fields.', {
        found: Object.keys(form).join(', '),
        next: 'omit the other fields',
      })
    }
    if (stub !== undefined) return stub.credentials
    throw new HarnessError('INVALID_OPTION', 'The scheme stub needs a running stub.', {
      next: 'choose another authentication scheme',
    })
  }
  const requestHeaders = (form: AuthForm): readonly RequestHeader[] =>
    form.scheme === 'stub' ? [] : options.readRequestHeaders(form)
  const isOfStub = (url: string): boolean =>
    stub !== undefined && parsedUrl(url)?.origin === new URL(stub.url).origin
  const routeTo = (urls: readonly string[]): Route =>
    stub?.certificate !== undefined && urls.some(isOfStub)
      ? trusting(stub.certificate, 'the stub', options.route)
      : (options.route ?? {})

  const onEvent = (event: WorkerEvent): void => {
    if (event.type !== 'attempt' || !event.recorded) return
    const { claim, attempt, settlement } = event
    const { id } = claim.delivery
    if (settlement.state !== 'waiting') open.delete(id)
    hub.send('delivery', {
      id,
      attempt: { ...attempt, round: claim.round, number: claim.spent + 1 },
      ...settlement,
      ...('dueAt' in settlement ? { dueAt: onThisMachine(settlement.dueAt) } : {}),
    })
  }

  /** Runs until all deliveries are settled: as the store's worker, or by waiting for the worker that runs already. */
  const deliver = async (store: QueueStore): Promise<void> => {
    while (open.size > 0 && !ending.signal.aborted) {
      const settled = new AbortController()
      const watching = watchOthers(store, settled)
      try {
        await createWorker({
          store,
          attempt: clients.attempt,
          accepts: (endpoint) => clients.has(endpoint),
          clock,
          random,
          concurrency: CONCURRENCY,
          graceMs: GRACE_MS,
          ...defined({ policy: options.policy }),
          onEvent,
        }).run({
          signal: AbortSignal.any([ending.signal, settled.signal]),
          until: () => open.size === 0,
        })
        settled.abort()
      } catch (error) {
        if (!(error instanceof HarnessError) || error.code !== 'WORKER_ALREADY_RUNNING') throw error
        await clock.sleep(LOOK_EVERY_MS, settled.signal).catch(() => undefined)
        settled.abort()
      }
      await watching
    }
  }

  const watchOthers = async (store: QueueStore, settled: AbortController): Promise<void> => {
    const signal = AbortSignal.any([ending.signal, settled.signal])
    while (!signal.aborted) {
      await clock.sleep(LOOK_EVERY_MS, signal).catch(() => undefined)
      const done = { ids: [...open], states: ['delivered', 'failed'] } as const
      for (const { id, state } of (await store.list(done)).deliveries) {
        if (open.delete(id)) hub.send('delivery', { id, state })
      }
      if (open.size === 0) settled.abort()
    }
  }

  /** An error of the store stops the work; the deliveries stay in the store, and the next send tries again. */
  const giveUp = (error: unknown): void => {
    const problem = error instanceof HarnessError ? renderError(error) : messageOf(error)
    for (const id of open) hub.send('delivery', { id, state: 'due', problem })
    open.clear()
  }
  const start = (store: QueueStore): void => {
    delivering ??= deliver(store)
      .catch(giveUp)
      .finally(() => {
        delivering = undefined
        // Added while the last run ended.
        if (open.size > 0 && !ending.signal.aborted) start(store)
      })
  }

  /** @throws HarnessError INVALID_URL, MISSING_OPTION */
  const addressOf = (operation: Operation, given: AddressOptions) => {
    const enabled = { ...given, operations: [operation.id] }
    const addresses = resolveAddresses(options.contract(), enabled, fieldName)
    const [address] = addresses.enabled
    if (address === undefined) throw new Error('an enabled operation has an address')
    return { address, endpoint: endpointOf(address, addresses) }
  }

  /** The stub's own credentials are known without a message having been sent to it. */
  const knowStub = async (url: string, endpoint: string): Promise<void> => {
    if (!isOfStub(url) || clients.has(endpoint)) return
    const auth = { scheme: 'stub' } as const
    await clients.set({
      endpoint,
      isOwn: url === endpoint,
      auth,
      credentials: credentials(auth),
      requestHeaders: [],
      route: routeTo([url]),
    })
  }

  return {
    credentials,
    requestHeaders,
    routeTo,
    endpoints: () => clients.endpoints().map(shownUrl),
    send: async ({ operation, addresses: given, auth, text }) => {
      const { address, endpoint } = addressOf(operation, given)
      await clients.set({
        endpoint,
        isOwn: address.isOwn,
        auth,
        credentials: credentials(auth),
        requestHeaders: requestHeaders(auth),
        route: routeTo([address.url]),
      })
      const store = await stores.created()
      const id = newMessageId()
      const body = Buffer.from(text)
      const parsed = await inTurns(parseRequestJsonInSteps(body))
      const identifier = parsed.ok ? identifierOf(parsed.value, () => text) : undefined
      open.add(id)
      await store.enqueue([
        {
          id,
          endpoint,
          operation: operation.id,
          method: operation.method,
          url: address.url,
          body,
          ...defined({ identifier }),
        },
      ])
      start(store)
      return id
    },
    resend: async ({ id: given = '', ...message }) => {
      if (stub !== undefined) await knowStub(message.url, stub.url)
      const id = MESSAGE_ID.test(given) ? given : newMessageId()
      const result = await clients.attempt({ id, ...message }, ending.signal)
      if (result.observed) {
        const { status, error } = result.attempt
        return defined({ status, error: error?.message })
      }
      throw new HarnessError('MISSING_OPTION', 'The credentials of this endpoint are unknown.', {
        where: shownUrl(message.url),
        next: 'edit and send the message once with its authentication',
      })
    },
    retry: async (filter) => {
      const store = await stores.existing()
      if (store === undefined) return { retried: 0, waiting: 0, ids: [] }
      let waiting = 0
      const ids: string[] = []
      for await (const { id, endpoint, url } of listAll(store, { ...filter, states: ['failed'] })) {
        await knowStub(url, endpoint)
        if (clients.has(endpoint)) ids.push(id)
        else waiting += 1
      }
      const retried = await store.retry(filter)
      // Not before: whoever looks for settled deliveries would find them failed.
      for (const id of ids) open.add(id)
      if (open.size > 0) start(store)
      return { retried, waiting, ids }
    },
    close: async () => {
      ending.abort()
      await delivering
      await clients.close()
    },
  }
}
