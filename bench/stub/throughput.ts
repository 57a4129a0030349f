import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadContract, shippedContractPath } from '../../src/contract/index.ts'
import { isRecord, packageRoot } from '../../src/core/index.ts'
import { bundled } from '../queue/plain.ts'
import { load, type LoadResult } from './load.ts'

/**
 * The stub with authentication, validation and journal on, against a bare `node:http` server that reads, parses and
 * answers a constant (the limit), and against Prism: interleaved rounds of one run. Options: `--rounds N`,
 * `--seconds S` for each round, `--requests N` for the memory run, `--without-prism`.
 */
const ROUNDS = option('--rounds', 7)
const SECONDS = option('--seconds', 2)
const MEMORY_REQUESTS = option('--requests', 1_000_000)
const CONNECTIONS = 32
const PATH = '/drop_shipment_confirmation'
const root = packageRoot().directory

interface Peer {
  readonly name: string
  readonly url: string
  readonly request: Buffer
  /** CPU milliseconds that the server has used so far. */
  cpuMs(): Promise<number>
  readonly child: ChildProcess
}

interface Usage {
  readonly cpuMs: number
  readonly rss: number
  readonly heapUsed: number
}

function option(name: string, otherwise: number): number {
  const at = process.argv.indexOf(name)
  return at === -1 ? otherwise : Number(process.argv[at + 1])
}

const contract = await loadContract()
const message = JSON.stringify(contract.operation('drop_shipment_confirmation').examples[0]?.value)
const children: ChildProcess[] = []
let prismReadyMs: number | undefined
try {
  await run()
} finally {
  for (const child of children) child.kill('SIGKILL')
}

async function run(): Promise<void> {
  const entry = await bundled(fileURLToPath(new URL('../../bench/stub/server.ts', import.meta.url)))
  const [limit, stub] = [await startServer('limit', entry), await startServer('stub', entry)]
  const peers = [limit, stub]
  if (!process.argv.includes('--without-prism')) peers.push(await startPrism())
  const rounds = new Map<string, (LoadResult & { readonly cpuUs: number })[]>()
  for (let round = -1; round < ROUNDS; round++) {
    for (const peer of peers) {
      const before = await peer.cpuMs()
      const result = await load(peer.url, peer.request, {
        connections: CONNECTIONS,
        durationMs: SECONDS * 1000,
      })
      const cpuUs = ((await peer.cpuMs()) - before) * 1000
      // The first round warms up.
      if (round < 0) continue
      const known = rounds.get(peer.name) ?? []
      rounds.set(peer.name, [...known, { ...result, cpuUs: cpuUs / result.requests }])
    }
  }
  report(rounds)
  await memory(stub)
  await readiness()
}

function report(
  rounds: ReadonlyMap<string, readonly (LoadResult & { readonly cpuUs: number })[]>,
): void {
  const rate = ({ requests, durationMs }: LoadResult): number => (requests / durationMs) * 1000
  const limits = rounds.get('limit') ?? []
  console.log(
    'server   requests/s   of the limit   CPU µs/request   of the limit   p50 ms   p99 ms',
  )
  for (const [name, results] of rounds) {
    const ratio = median(results.map((each, index) => rate(each) / rate(limits[index] ?? each)))
    const cpu = median(results.map((each, index) => each.cpuUs / (limits[index] ?? each).cpuUs))
    console.log(
      [
        name.padEnd(7),
        median(results.map(rate)).toFixed(0).padStart(11),
        ratio.toFixed(3).padStart(14),
        median(results.map(({ cpuUs }) => cpuUs))
          .toFixed(1)
          .padStart(16),
        cpu.toFixed(2).padStart(14),
        median(results.map(({ p50 }) => p50))
          .toFixed(2)
          .padStart(8),
        median(results.map(({ p99 }) => p99))
          .toFixed(2)
          .padStart(8),
      ].join(' '),
    )
  }
}

/** Memory after a warm-up, and after many requests more: flat when the journal forgets as it should. */
async function memory(stub: Peer): Promise<void> {
  if (MEMORY_REQUESTS === 0) return
  await load(stub.url, stub.request, { connections: CONNECTIONS, requests: 100_000 })
  const before = await usageOf(stub.child)
  await load(stub.url, stub.request, { connections: CONNECTIONS, requests: MEMORY_REQUESTS })
  const after = await usageOf(stub.child)
  const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`
  console.log(
    `memory over ${MEMORY_REQUESTS} requests: heap ${mb(before.heapUsed)} → ${mb(after.heapUsed)}, resident ${mb(before.rss)} → ${mb(after.rss)}`,
  )
}

/** From process start to the line that says it listens. */
async function readiness(): Promise<void> {
  const times: number[] = []
  for (let index = 0; index < 9; index++) {
    const began = performance.now()
    const child = spawn(process.execPath, [join(root, 'dist/cli.js'), 'mock', '--port', '0'])
    await once(child.stdout, 'data')
    times.push(performance.now() - began)
    child.kill('SIGKILL')
    await once(child, 'close')
  }
  const began = performance.now()
  const node = spawn(process.execPath, ['-e', '0'])
  await once(node, 'close')
  console.log(
    `ready after ${median(times).toFixed(0)} ms (node itself: ${(performance.now() - began).toFixed(0)} ms)${prismReadyMs === undefined ? '' : `, Prism after ${prismReadyMs.toFixed(0)} ms`}`,
  )
}

async function startServer(name: 'limit' | 'stub', entry: string): Promise<Peer> {
  const child = fork(entry, [name], { execArgv: ['--expose-gc'] })
  children.push(child)
  const [told] = (await once(child, 'message')) as [{ url: string; tokenUrl?: string }]
  const token = told.tokenUrl === undefined ? 'none' : await tokenOf(told.tokenUrl)
  return {
    name,
    url: told.url,
    request: requestFor(told.url, token),
    cpuMs: async () => (await usageOf(child)).cpuMs,
    child,
  }
}

async function startPrism(): Promise<Peer> {
  const began = performance.now()
  const bin = join(root, 'node_modules/@stoplight/prism-cli/dist/index.js')
  const port = 20_000 + (process.pid % 10_000)
  const child = spawn(process.execPath, [
    bin,
    'mock',
    shippedContractPath(),
    '-p',
    String(port),
    '-h',
    '127.0.0.1',
    '-v',
    'silent',
  ])
  children.push(child)
  const url = `http://127.0.0.1:${port}`
  for (;;) {
    const answered = await fetch(url).then(
      () => true,
      () => false,
    )
    if (answered) break
    if (child.exitCode !== null) throw new Error('Prism did not start')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  prismReadyMs = performance.now() - began
  const { readFileSync } = await import('node:fs')
  const cpuMs = (): Promise<number> => {
    // Ticks of 10 ms in user and system mode: fields 14 and 15 of proc(5)'s stat.
    const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return Promise.resolve((Number(fields[11]) + Number(fields[12])) * 10)
  }
  return { name: 'prism', url, request: requestFor(url, 'any'), cpuMs, child }
}

async function usageOf(child: ChildProcess): Promise<Usage> {
  child.send('usage')
  const [usage] = (await once(child, 'message')) as [Usage]
  return usage
}

async function tokenOf(tokenUrl: string): Promise<string> {
  const answer = await fetch(tokenUrl, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: 'drop-ship-sender',
      client_secret: 'only-for-local-use',
    }),
  })
  const body: unknown = await answer.json()
  return isRecord(body) ? String(body.access_token) : ''
}

function requestFor(url: string, token: string): Buffer {
  return Buffer.from(
    [
      `POST ${PATH} HTTP/1.1`,
      `Host: ${new URL(url).host}`,
      `Authorization: Bearer ${token}`,
      'Content-Type: application/json',
      'Accept: application/json',
      `Content-Length: ${Buffer.byteLength(message)}`,
      '',
      message,
    ].join('\r\n'),
  )
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
