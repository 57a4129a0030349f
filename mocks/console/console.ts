import { type Clock, closeServer, createHttpServer, listen } from '../../src/core/index.ts'
import { isDatabase } from '../../src/queue/index.ts'
import { createLocalApi } from '../stub/index.ts'
import { createCertifier } from './certifying/certifier.ts'
import { createConsoleSender } from './delivering/console-sender.ts'
import { createStoreAccess } from './delivering/store-access.ts'
import { createHub } from './live/hub.ts'
import { watchJournal } from './live/journal-feed.ts'
import { watchQueue } from './live/queue-feed.ts'
import { watchValue } from './live/watch.ts'
import type { ConsoleOptions } from './options.ts'
import { createOverview } from './overview.ts'
import { addCertificationRoutes } from './routes/certification.ts'
import { addComposeRoutes } from './routes/compose.ts'
import { addContractRoutes } from './routes/contract.ts'
import { addJournalRoutes } from './routes/journal.ts'
import { addPageRoutes } from './routes/page.ts'
import { addQueueRoutes } from './routes/queue.ts'
import { addStubRoutes } from './routes/stub.ts'

export type { ConsoleOptions } from './options.ts'

/** A running console. */
export interface Console {
  readonly url: string
  /** Sends the overview again after a change, such as the contract or Prism's address. */
  changed(): void
  close(): Promise<void>
}

const REQUEST_TIMEOUT_MS = 30_000
/** Above the stub's default limit for a message. */
const MAX_BODY_BYTES = 6 * 1024 * 1024

/** Waits of deliveries end when the stub's time is set forward. In a database, the time of its server decides what is due. */
function deliveryTime({ stub, store, clock }: ConsoleOptions): Clock {
  return stub === undefined || isDatabase(store) ? clock : stub.clock
}

/**
 * Starts the console page and its API. It listens on loopback wherever the stub listens, because anyone who reaches it can
 * send messages and change the stub.
 *
 * @throws HarnessError PORT_IN_USE, ADDRESS_UNAVAILABLE
 */
export async function startConsole(options: ConsoleOptions): Promise<Console> {
  const hub = createHub()
  const feed = watchJournal(options.journal, hub)
  const overview = createOverview(options)
  const time = deliveryTime(options)
  const stores = createStoreAccess(options.store, time)
  const sender = createConsoleSender(options, { time, stores, hub })
  const certifier = createCertifier(options, sender, hub)
  const queue = watchQueue(stores, hub)
  const sendOverview = (): void => hub.send('overview', overview())
  const { stub } = options
  const stopWatching =
    stub === undefined
      ? () => undefined
      : watchValue(() => JSON.stringify([stub.clock.aheadMs, stub.playing()]), sendOverview)
  const api = await createLocalApi({
    name: 'the console',
    maxBodyBytes: MAX_BODY_BYTES,
    setUp: (app) => {
      addPageRoutes(app)
      hub.addRoute(app, () => {
        const counts = queue.counts()
        return [
          ['overview', overview()],
          ['certification', certifier.state()],
          ...(counts === undefined ? [] : [['queue', counts] as const]),
        ]
      })
      addJournalRoutes(app, {
        journal: options.journal,
        feed,
        sender,
        contract: options.contract,
        url: options.subject.url,
      })
      if (stub !== undefined) addStubRoutes(app, stub, sendOverview)
      addContractRoutes(app, options.contract)
      addComposeRoutes(app, options.contract)
      addQueueRoutes(app, { contract: options.contract, clock: time, sender, stores })
      addCertificationRoutes(app, certifier)
    },
  })
  const server = createHttpServer({ requestTimeoutMs: REQUEST_TIMEOUT_MS }, (request, response) =>
    api.route(request, response),
  )
  const url = await listen(server, {
    host: '127.0.0.1',
    port: options.port ?? 0,
    portOption: '--console-port',
  })
  return {
    url,
    changed: sendOverview,
    close: async () => {
      feed.close()
      queue.close()
      stopWatching()
      hub.close()
      certifier.stop()
      await closeServer(server, 1000)
      await api.close()
      await sender.close()
      await stores.close()
    },
  }
}
