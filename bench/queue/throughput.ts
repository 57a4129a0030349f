import { Client } from 'pg'
import { Agent, request } from 'undici'
import { systemClock } from '../../src/core/index.ts'
import { openStore, type QueueStore } from '../../src/queue/index.ts'
import { median, report } from '../figures.ts'
import { BODY, enqueueAll, makeDeliveries, makeWorker, startServer, withSqlite } from './setup.ts'

const CONCURRENCY = 64
const BACKLOG = { few: 3000, many: 100_000, turns: 7 }

const [, , postgresUrl, rounds, deliveriesEach] = process.argv
const ROUNDS = Number(rounds)
const DELIVERIES = Number(deliveriesEach)
const server = await startServer()

/** Requests per second of undici alone, as many at a time. */
async function undiciAlone(): Promise<number> {
  const agent = new Agent({ connections: CONCURRENCY })
  const headers = { 'content-type': 'application/json', 'webhook-id': 'msg_alone' }
  let left = DELIVERIES
  const began = performance.now()
  const worker = async (): Promise<void> => {
    while (left-- > 0) {
      const { body } = await request(server.url, {
        method: 'POST',
        headers,
        body: BODY,
        dispatcher: agent,
      })
      await body.text()
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, worker))
  const seconds = (performance.now() - began) / 1000
  await agent.close()
  return DELIVERIES / seconds
}

/** Deliveries per second: enqueued durably while a worker delivers, until the last outcome is durable. */
async function endToEnd(store: QueueStore): Promise<number> {
  const deliveries = makeDeliveries(server.url, DELIVERIES)
  const { worker, close } = makeWorker(store, { concurrency: CONCURRENCY })
  let left = DELIVERIES
  const began = performance.now()
  const stop = new AbortController()
  const running = worker.run({ signal: stop.signal, until: () => --left <= 0 })
  await enqueueAll(store, deliveries)
  await running
  const seconds = (performance.now() - began) / 1000
  await close()
  return DELIVERIES / seconds
}

/** Deliveries per second of a queue that was filled before. */
async function drain(store: QueueStore, measured: number): Promise<number> {
  const { worker, close } = makeWorker(store, { concurrency: CONCURRENCY })
  let left = measured
  const began = performance.now()
  await worker.run({ until: () => --left <= 0 })
  const seconds = (performance.now() - began) / 1000
  await close()
  return measured / seconds
}

/** @param where opens the same store once more */
type UseStore<T> = (store: QueueStore, where: string) => Promise<T>

let schemas = 0

/** In a schema of its own each time. */
async function withPostgres<T>(use: UseStore<T>): Promise<T> {
  const client = new Client({ connectionString: String(postgresUrl) })
  await client.connect()
  const schema = `bench_${++schemas}`
  await client.query(`CREATE SCHEMA ${schema}`)
  const url = `${postgresUrl}?options=${encodeURIComponent(`-c search_path=${schema}`)}`
  const store = await openStore(url, { clock: systemClock })
  try {
    return await use(store, url)
  } finally {
    await store.close()
    await client.query(`DROP SCHEMA ${schema} CASCADE`)
    await client.end()
  }
}

const stores = [
  { name: 'SQLite', goal: 0.7, open: withSqlite },
  ...(postgresUrl === undefined ? [] : [{ name: 'PostgreSQL', goal: 0.45, open: withPostgres }]),
]

for (const { name, goal, open } of stores) {
  const ratios: number[] = []
  const drained: number[] = []
  const rates: number[] = []
  const alone: number[] = []
  for (let round = 0; round <= ROUNDS; round++) {
    const before = await undiciAlone()
    const rate = await open(endToEnd)
    const drainRate = await open(async (store) => {
      await enqueueAll(store, makeDeliveries(server.url, DELIVERIES))
      return drain(store, DELIVERIES)
    })
    const after = await undiciAlone()
    // The first round warms up.
    if (round === 0) continue
    const peer = (before + after) / 2
    alone.push(peer)
    rates.push(rate)
    ratios.push(rate / peer)
    drained.push(drainRate / peer)
  }
  report({ what: `${name}: undici alone`, value: median(alone), unit: '/s', digits: 0 })
  report({ what: `${name}: end to end`, value: median(rates), unit: '/s', digits: 0 })
  report({
    what: `${name}: end to end against undici alone`,
    value: median(ratios),
    goal: { atLeast: goal },
  })
  report({ what: `${name}: draining against undici alone`, value: median(drained) })
}

/** A queue whose messages another process enqueues, so that its worker has to read them. */
interface Backlog {
  readonly store: QueueStore
  readonly feeder: QueueStore
}

/** How long the next deliveries of a queue take, while as many come after those that wait. Milliseconds. */
async function next({ store, feeder }: Backlog): Promise<number> {
  await enqueueAll(feeder, makeDeliveries(server.url, BACKLOG.few))
  global.gc?.()
  return (1000 * BACKLOG.few) / (await drain(store, BACKLOG.few))
}

/** The same deliveries out of many waiting ones and out of few, in turns. */
async function backlogRatio(open: (typeof stores)[number]['open']): Promise<number> {
  const withBacklog = <T>(use: (backlog: Backlog) => Promise<T>): Promise<T> =>
    open(async (store, where) => {
      const feeder = await openStore(where, { clock: systemClock })
      try {
        return await use({ store, feeder })
      } finally {
        await feeder.close()
      }
    })
  const ratios = await withBacklog((many) =>
    withBacklog(async (few) => {
      await enqueueAll(many.feeder, makeDeliveries(server.url, BACKLOG.many))
      const measured: number[] = []
      for (let turn = 0; turn <= BACKLOG.turns; turn++) {
        // The first one pays for the work of the run before, so each one is first once.
        const [few1, many1, many2, few2] = [
          await next(few),
          await next(many),
          await next(many),
          await next(few),
        ]
        // The first turn warms up.
        if (turn > 0) measured.push((few1 + few2) / (many1 + many2))
      }
      return measured
    }),
  )
  return median(ratios)
}

for (const { name, open } of stores) {
  report({
    what: `${name}: 100,000 waiting against 3,000`,
    value: await backlogRatio(open),
    goal: { atLeast: 0.9 },
  })
}
server.stop()
