import { type ChildProcess, fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createSigner } from '../../src/auth/index.ts'
import { createRandom, createTransport, systemClock } from '../../src/core/index.ts'
import {
  createWorker,
  newMessageId,
  type NewDelivery,
  openStore,
  type QueueStore,
  type WorkerOptions,
} from '../../src/queue/index.ts'
import { createAttempter } from '../../src/sender/index.ts'

/** About the size of a shipment confirmation with three items. */
export const BODY = Buffer.from(
  JSON.stringify({
    shipment: {
      client_identifier: randomUUID(),
      items: Array.from({ length: 3 }, () => ({ sku: 'x'.repeat(150), quantity: 1 })),
    },
  }),
)

export interface Server {
  readonly url: string
  stop(): void
}

/** The endpoint, in a process of its own. */
export async function startServer(): Promise<Server> {
  const file = fileURLToPath(new URL('server.mjs', import.meta.url))
  const child: ChildProcess = fork(file, { execArgv: [] })
  const [told] = (await once(child, 'message')) as [{ port: number }]
  return { url: `http://127.0.0.1:${told.port}`, stop: () => child.disconnect() }
}

export function makeDeliveries(endpoint: string, count: number): NewDelivery[] {
  return Array.from({ length: count }, () => ({
    id: newMessageId(),
    endpoint,
    operation: 'drop_shipment_confirmation',
    method: 'POST',
    url: `${endpoint}/drop_shipment_confirmation`,
    identifier: randomUUID(),
    body: BODY,
  }))
}

export async function enqueueAll(
  store: QueueStore,
  deliveries: readonly NewDelivery[],
): Promise<void> {
  for (let start = 0; start < deliveries.length; start += 1000) {
    await store.enqueue(deliveries.slice(start, start + 1000))
  }
}

/** A worker over real connections, and what closes them. */
export function makeWorker(
  store: QueueStore,
  options: Partial<WorkerOptions> & { concurrency: number },
) {
  const clock = systemClock
  const transport = createTransport({ clock, connections: options.concurrency })
  const signer = createSigner({ scheme: 'none' }, { transport, clock })
  const worker = createWorker({
    store,
    clock,
    random: createRandom(1),
    attempt: createAttempter({ transport, signer, clock }),
    ...options,
  })
  return { worker, close: () => transport.close() }
}

/** A new SQLite file that is removed afterwards. */
export async function withSqlite<T>(
  use: (store: QueueStore, path: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'dropship-bench-'))
  const path = join(folder, 'queue.db')
  const store = await openStore(path, { clock: systemClock })
  try {
    return await use(store, path)
  } finally {
    await store.close()
    rmSync(folder, { recursive: true })
  }
}
