import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadContract, shippedContractPath } from '../../src/contract/index.ts'
import { isRecord, packageRoot } from '../../src/core/index.ts'
import { median, report } from '../figures.ts'
import { bundled } from '../queue/plain.ts'
import { load, type LoadResult } from './load.ts'

/**
 * The stub with authentication, validation and journal on, against a bare `node:http` server that reads, parses and
 * responds with a constant (the limit), and against Prism: interleaved rounds of one run, short ones, so that what else the
 * machine does meets all alike. Options: `--rounds N`, `--seconds S` for each round, `--requests N` for the memory run
 * (0 leaves it out), `--without-prism`.
 */
const ROUNDS = option('--rounds', 31)
const SECONDS = option('--seconds', 0.4)
/** Rounds in which code is still compiled. */
const WARM_UP = 5
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
  const rounds = new Map<string, Round[]>()
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    for (const peer of peers) {
      const before = await peer.cpuMs()
      const result = await load(peer.url, peer.request, {
        connections: CONNECTIONS,
        durationMs: SECONDS * 1000,
      })
      const cpuUs = ((await peer.cpuMs()) - before) * 1000
      if (round < 0) continue
      const known = rounds.get(peer.name) ?? []
      rounds.set(peer.name, [...known, { ...result, cpuUs: cpuUs / result.requests }])
    }
  }
  reportRounds(rounds)
  await memory(stub)
}

type Round = LoadResult & { readonly cpuUs: number }

function rate({ requests, durationMs }: LoadResult): number {
  return (requests / durationMs) * 1000
}

/** The median over the rounds of a figure against the same figure of another server in the same round. */
function ratio(
  results: readonly Round[],
  others: readonly Round[],
  figure: (round: Round) => number,
): number {
  return median(results.map((each, index) => figure(each) / figure(others[index] ?? each)))
}

function reportRounds(rounds: ReadonlyMap<string, readonly Round[]>): void {
  const of = (name: string): readonly Round[] => rounds.get(name) ?? []
  console.log('server    requests/s   CPU µs/request   p50 ms   p99 ms')
  for (const [name, results] of rounds) {
    const shown = (figure: (round: Round) => number, digits: number, width: number): string =>
      median(results.map(figure)).toFixed(digits).padStart(width)
    console.log(
      `${name.padEnd(7)} ${shown(rate, 0, 12)} ${shown(({ cpuUs }) => cpuUs, 1, 16)} ${shown(({ p50 }) => p50, 2, 8)} ${shown(({ p99 }) => p99, 2, 8)}`,
    )
  }
  console.log(`medians of ${ROUNDS} rounds; ratios are computed round by round`)
  report({
    what: 'stub / limit, requests per second',
    value: ratio(of('stub'), of('limit'), rate),
    goal: { atLeast: 0.85 },
  })
  report({
    what: 'stub / limit, CPU per request',
    value: ratio(of('stub'), of('limit'), ({ cpuUs }) => cpuUs),
    goal: { atMost: 1.25 },
  })
  report({
    what: 'stub / limit, p99',
    value: ratio(of('stub'), of('limit'), ({ p99 }) => p99),
    goal: { atMost: 1.5 },
  })
  if (of('prism').length === 0) return
  report({
    what: 'stub / Prism, requests per second',
    value: ratio(of('stub'), of('prism'), rate),
    digits: 1,
    goal: { atLeast: 8 },
  })
  report({
    what: 'limit / Prism: no server on `node:http` does better',
    value: ratio(of('limit'), of('prism'), rate),
    digits: 1,
  })
}

/** Memory after a warm-up, and after many requests more: flat when the journal forgets as it should. */
async function memory(stub: Peer): Promise<void> {
  if (MEMORY_REQUESTS === 0) return
  await load(stub.url, stub.request, { connections: CONNECTIONS, requests: 100_000 })
  const before = await usageOf(stub.child, 'memory')
  await load(stub.url, stub.request, { connections: CONNECTIONS, requests: MEMORY_REQUESTS })
  const after = await usageOf(stub.child, 'memory')
  const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`
  report({
    what: `stub: growth of its heap over ${MEMORY_REQUESTS.toLocaleString('en')} requests`,
    value: (after.heapUsed - before.heapUsed) / 1e6,
    unit: 'MB',
    goal: { atMost: 5 },
    of: `${mb(before.heapUsed)} → ${mb(after.heapUsed)}`,
  })
  report({
    what: `stub: growth of its memory over ${MEMORY_REQUESTS.toLocaleString('en')} requests`,
    value: (after.rss - before.rss) / 1e6,
    unit: 'MB',
    goal: { atMost: 30 },
    of: `${mb(before.rss)} → ${mb(after.rss)}`,
  })
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
    cpuMs: async () => (await usageOf(child, 'cpu')).cpuMs,
    child,
  }
}

async function startPrism(): Promise<Peer> {
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
    const isReady = await fetch(url).then(
      () => true,
      () => false,
    )
    if (isReady) break
    if (child.exitCode !== null) throw new Error('Prism did not start')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const { readFileSync } = await import('node:fs')
  const cpuMs = (): Promise<number> => {
    // Ticks of 10 ms in user and system mode: fields 14 and 15 of proc(5)'s stat.
    const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return Promise.resolve((Number(fields[11]) + Number(fields[12])) * 10)
  }
  return { name: 'prism', url, request: requestFor(url, 'any'), cpuMs, child }
}

async function usageOf(child: ChildProcess, what: 'cpu' | 'memory'): Promise<Usage> {
  child.send(what)
  const [usage] = (await once(child, 'message')) as [Usage]
  return usage
}

async function tokenOf(tokenUrl: string): Promise<string> {
  const response = await fetch(tokenUrl, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: 'drop-ship-sender',
      client_secret: 'only-for-local-use',
    }),
  })
  const body: unknown = await response.json()
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
