import { Client } from 'pg'
import { Agent, request } from 'undici'
import { systemClock } from '../../src/core/index.ts'
import { openStore, type QueueStore } from '../../src/queue/index.ts'
import { figure, median, row } from '../figures.ts'
import { BODY, enqueueAll, makeDeliveries, makeWorker, startServer, withSqlite } from './setup.ts'

const CONCURRENCY = 64
const BACKLOG = { few: 3000, many: 100_000, rounds: 5 }

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
  const lane = async (): Promise<void> => {
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
  await Promise.all(Array.from({ length: CONCURRENCY }, lane))
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
async function drain(store: QueueStore, waiting: number, measured: number): Promise<number> {
  await enqueueAll(store, makeDeliveries(server.url, waiting))
  const { worker, close } = makeWorker(store, { concurrency: CONCURRENCY })
  let left = measured
  const began = performance.now()
  await worker.run({ until: () => --left <= 0 })
  const seconds = (performance.now() - began) / 1000
  await close()
  return measured / seconds
}

let schemas = 0

/** In a schema of its own each time. */
async function withPostgres<T>(use: (store: QueueStore) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: String(postgresUrl) })
  await client.connect()
  const schema = `bench_${++schemas}`
  await client.query(`CREATE SCHEMA ${schema}`)
  const search = encodeURIComponent(`-c search_path=${schema}`)
  const store = await openStore(`${postgresUrl}?options=${search}`, { clock: systemClock })
  try {
    return await use(store)
  } finally {
    await store.close()
    await client.query(`DROP SCHEMA ${schema} CASCADE`)
    await client.end()
  }
}

const stores = [
  { name: 'SQLite', goal: 0.6, open: withSqlite },
  ...(postgresUrl === undefined ? [] : [{ name: 'PostgreSQL', goal: 0.3, open: withPostgres }]),
]

for (const { name, goal, open } of stores) {
  const ratios: number[] = []
  const drained: number[] = []
  const rates: number[] = []
  const alone: number[] = []
  for (let round = 0; round <= ROUNDS; round++) {
    const before = await undiciAlone()
    const rate = await open(endToEnd)
    const drainRate = await open((store) => drain(store, DELIVERIES, DELIVERIES))
    const after = await undiciAlone()
    // The first round warms up.
    if (round === 0) continue
    const peer = (before + after) / 2
    alone.push(peer)
    rates.push(rate)
    ratios.push(rate / peer)
    drained.push(drainRate / peer)
  }
  figure(`${name}: undici alone`, `${Math.round(median(alone))}/s`)
  figure(`${name}: end to end`, `${Math.round(median(rates))}/s`)
  row(
    `${name}: end to end against undici alone`,
    median(ratios).toFixed(2),
    `>= ${goal}`,
    median(ratios) >= goal,
  )
  figure(`${name}: draining against undici alone`, median(drained).toFixed(2))
}

/** The same deliveries out of many waiting ones and out of few, in turns. */
async function backlogRatio(open: (typeof stores)[number]['open']): Promise<number> {
  const { few, many, rounds: turns } = BACKLOG
  const ratios = await open(async (store) => {
    await enqueueAll(store, makeDeliveries(server.url, many))
    const measured: number[] = []
    for (let turn = 0; turn <= turns; turn++) {
      const ofMany = await drain(store, few, few)
      const ofFew = await open((other) => drain(other, few, few))
      // The first turn warms up.
      if (turn > 0) measured.push(ofMany / ofFew)
    }
    return measured
  })
  return median(ratios)
}

for (const { name, open } of stores) {
  const ratio = await backlogRatio(open)
  row(`${name}: 100,000 waiting against 3,000`, ratio.toFixed(2), '>= 0.9', ratio >= 0.9)
}
server.stop()
