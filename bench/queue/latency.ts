import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  closeSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createRandom, systemClock } from '../../src/core/index.ts'
import { createWorker, openStore } from '../../src/queue/index.ts'
import type { Attempt } from '../../src/sender/index.ts'
import { median, quantile, report } from '../figures.ts'
import { enqueueAll, makeDeliveries, withSqlite } from './setup.ts'

const CLI = fileURLToPath(new URL('../cli.js', import.meta.url))
const ACCEPTED: Attempt = { startedAt: 0, durationMs: 1, renewed: false, status: 200 }
const DOWN: Attempt = {
  startedAt: 0,
  durationMs: 1,
  renewed: false,
  error: { kind: 'connection-refused', message: 'down' },
}

/** From the call of enqueue to the start of the attempt, with nothing else to do. */
async function idleLatency(): Promise<void> {
  await withSqlite(async (store) => {
    const sent: number[] = []
    const stop = new AbortController()
    const worker = createWorker({
      store,
      clock: systemClock,
      random: createRandom(1),
      attempt: () => {
        sent.push(performance.now())
        return Promise.resolve({ observed: true, attempt: ACCEPTED })
      },
    })
    const running = worker.run({ signal: stop.signal })
    const waits: number[] = []
    for (const delivery of makeDeliveries('http://local', 200)) {
      await delay(15)
      const began = performance.now()
      await store.enqueue([delivery])
      while (sent.length <= waits.length) await delay(1)
      waits.push((sent.at(-1) ?? 0) - began)
    }
    stop.abort()
    await running
    report({ what: 'one write that reaches the disk', value: median(diskWrites()), unit: 'ms' })
    report({
      what: 'SQLite: from enqueue to sent when idle',
      value: median(waits.slice(10)),
      unit: 'ms',
      goal: { atMost: 3 },
    })
  })
}

/** What no durable enqueue can do without: how long this disk and this load take for it. */
function diskWrites(): number[] {
  const folder = mkdtempSync(join(tmpdir(), 'dropship-disk-'))
  const file = openSync(join(folder, 'file'), 'w')
  const times = Array.from({ length: 100 }, () => {
    const began = performance.now()
    writeSync(file, Buffer.alloc(8192))
    fsyncSync(file)
    return performance.now() - began
  })
  closeSync(file)
  rmSync(folder, { recursive: true })
  return times
}

/** How late retries start, among 1,000 that become due within two seconds. */
async function retryLateness(): Promise<void> {
  await withSqlite(async (store) => {
    await enqueueAll(store, makeDeliveries('http://local', 1000))
    const due = new Map<string, number>()
    const late: number[] = []
    const worker = createWorker({
      store,
      clock: systemClock,
      random: createRandom(1),
      policy: { backoffMs: 1000, jitter: 1 },
      attempt: ({ id }) => {
        const dueAt = due.get(id)
        if (dueAt !== undefined) late.push(Date.now() - dueAt)
        const attempt = dueAt === undefined ? DOWN : ACCEPTED
        return Promise.resolve({ observed: true, attempt })
      },
      onEvent: (event) => {
        if (event.type === 'attempt' && event.settlement.state === 'waiting') {
          due.set(event.claim.delivery.id, event.settlement.dueAt)
        }
      },
    })
    await worker.run({ until: 'empty' })
    const p95 = quantile(late, 0.95)
    report({
      what: 'SQLite: retries late, 95 of 100',
      value: p95,
      unit: 'ms',
      digits: 0,
      goal: { atMost: 50 },
    })
  })
}

interface Endpoint {
  readonly url: string
  next(): Promise<void>
  close(): void
}

async function startEndpoint(): Promise<Endpoint> {
  let heard: () => void = () => undefined
  const server = createServer((request, response) => {
    heard()
    request.resume().on('end', () => response.writeHead(200).end('{}'))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    next: () => new Promise((resolve) => (heard = resolve)),
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

const dropship = (args: readonly string[]): ChildProcess =>
  spawn(process.execPath, [CLI, ...args], { stdio: 'ignore' })

/** From starting the command to its first request at the endpoint. */
async function coldStart(folder: string, endpoint: Endpoint): Promise<void> {
  const times: number[] = []
  const bare: number[] = []
  for (let run = 0; run < 7; run++) {
    bare.push(await bareStart())
    const store = join(folder, `cold-${run}.db`)
    const began = performance.now()
    const arrived = endpoint.next()
    const child = dropship([
      'send',
      '--sample',
      'drop_shipment_confirmation',
      '--to',
      endpoint.url,
      '--store',
      store,
    ])
    await arrived
    times.push(performance.now() - began)
    await once(child, 'exit')
  }
  const p50 = median(times)
  report({
    what: 'cold start to first delivery',
    value: p50,
    unit: 'ms',
    digits: 0,
    goal: { atMost: 500 },
  })
  report({ what: 'cold start against a Node process that does nothing', value: p50 / median(bare) })
}

async function bareStart(): Promise<number> {
  const began = performance.now()
  await once(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), 'exit')
  return performance.now() - began
}

/** User and system time of a process so far, in milliseconds (Linux). */
function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10
}

const residentMb = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024

async function idleCpu(folder: string): Promise<void> {
  const path = join(folder, 'idle.db')
  // A worker waits for deliveries, and not for a queue.
  await (await openStore(path, { clock: systemClock })).close()
  const child = dropship(['worker', '--store', path])
  await delay(2000)
  const before = cpuMs(child.pid ?? 0)
  await delay(10_000)
  const share = (cpuMs(child.pid ?? 0) - before) / 100
  child.kill()
  await once(child, 'exit')
  report({
    what: 'idle worker: share of one processor',
    value: share,
    unit: '%',
    goal: { atMost: 1 },
  })
}

/** Resident memory of a worker after a fifth of its deliveries and near their end. */
async function memory(folder: string, endpoint: Endpoint): Promise<void> {
  const path = join(folder, 'memory.db')
  const store = await openStore(path, { clock: systemClock })
  await enqueueAll(store, makeDeliveries(endpoint.url, 60_000))
  const child = dropship(['worker', '--store', path])
  const reach = async (count: number): Promise<number> => {
    while ((await store.counts()).delivered < count) await delay(200)
    return residentMb(child.pid ?? 0)
  }
  const early = await reach(12_000)
  const late = await reach(58_000)
  child.kill()
  await once(child, 'exit')
  await store.close()
  report({
    what: 'worker memory after 58,000 against after 12,000',
    value: late / early,
    goal: { atMost: 1.25 },
    of: `${early.toFixed(0)} → ${late.toFixed(0)} MB`,
  })
}

const folder = mkdtempSync(join(tmpdir(), 'dropship-latency-'))
const endpoint = await startEndpoint()
try {
  await idleLatency()
  await retryLateness()
  await coldStart(folder, endpoint)
  await idleCpu(folder)
  await memory(folder, endpoint)
} finally {
  endpoint.close()
  rmSync(folder, { recursive: true })
}
