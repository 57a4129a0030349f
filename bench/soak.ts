import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { loadContract } from '../src/contract/index.ts'
import { packageRoot, plural, systemClock } from '../src/core/index.ts'
import { createMessages } from '../src/messages/index.ts'
import { newMessageId, openStore } from '../src/queue/index.ts'
import { median, report } from './figures.ts'
import { numberArgument, showUsage } from './usage.ts'

showUsage(`Usage: npm run soak -- [minutes]     default 10

A stub whose endpoint fails now and then, a worker with its queue on disk, and deliveries that keep coming: memory and
open handles of both at the end against those after a fifth of the time. Linux only.`)

const MINUTES = numberArgument(0, 10)
const SAMPLES = 50
const BATCH = 20
const BATCH_EVERY_MS = 100
/** Three deliveries in ten get 503, and are sent again. */
const SCENARIO = 'flaky'
/** Waits that end within the run. Memory still grows a little: the stub remembers the effects of 50,000 messages. */
const QUICK = ['--backoff', '200ms', '--breaker', '0', '--keep', '30s']

const BIN = join(packageRoot().directory, 'dist/cli.js')

interface Sample {
  readonly residentMb: number
  readonly handles: number
}

function sampleOf({ pid = 0 }: ChildProcess): Sample {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return {
    residentMb: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024,
    handles: readdirSync(`/proc/${pid}/fd`).length,
  }
}

function dropship(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [BIN, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
}

/** The URL that a stub prints when it listens. */
async function listening({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('the stub has no output')
  let output = ''
  for await (const line of createInterface({ input: stdout })) {
    output += line
    const url = /listens on (http:\/\/127\.0\.0\.1:\d+)/.exec(output)?.[1]
    if (url !== undefined) return url
  }
  throw new Error('the stub ended before it listened')
}

function compare(name: string, samples: readonly Sample[]): void {
  const fifth = Math.floor(samples.length / 5)
  const early = samples.slice(fifth, fifth * 2)
  const late = samples.slice(-fifth)
  const of = (some: readonly Sample[], key: keyof Sample): number =>
    median(some.map((sample) => sample[key]))
  const [before, after] = [of(early, 'residentMb'), of(late, 'residentMb')]
  report({
    what: `${name}: memory at the end against after a fifth`,
    value: after / before,
    goal: { atMost: 1.2 },
    of: `${before.toFixed(0)} → ${after.toFixed(0)} MB`,
  })
  report({
    what: `${name}: handles more than after a fifth`,
    value: of(late, 'handles') - of(early, 'handles'),
    goal: { atMost: 5 },
  })
}

const folder = mkdtempSync(join(tmpdir(), 'dropship-soak-'))
const path = join(folder, 'queue.db')
const stub = dropship([
  'mock',
  '--port',
  '0',
  '--admin-port',
  '0',
  '--auth',
  'none',
  '--scenario',
  SCENARIO,
])
const children = [stub]
try {
  const url = await listening(stub)
  stub.stdout?.resume()
  const store = await openStore(path, { clock: systemClock })
  const worker = dropship([
    'worker',
    '--store',
    path,
    '--to',
    url,
    '--auth',
    'none',
    '--quiet',
    ...QUICK,
  ])
  children.push(worker)
  worker.stdout?.resume()
  const messages = createMessages((await loadContract()).operation('drop_shipment_confirmation'))
  const { id: operation, method, path: at } = messages.operation
  const samples: { readonly stub: Sample; readonly worker: Sample }[] = []
  const end = performance.now() + MINUTES * 60_000
  const every = (MINUTES * 60_000) / SAMPLES
  let nextSample = performance.now() + every
  let sent = 0
  while (performance.now() < end) {
    await store.enqueue(
      Array.from({ length: BATCH }, () => ({
        id: newMessageId(),
        endpoint: url,
        operation,
        method,
        url: `${url}${at}`,
        identifier: String(sent++),
        body: Buffer.from(JSON.stringify(messages.message('full', 3))),
      })),
    )
    await delay(BATCH_EVERY_MS)
    if (performance.now() < nextSample) continue
    nextSample += every
    samples.push({ stub: sampleOf(stub), worker: sampleOf(worker) })
  }
  const { delivered } = await store.counts()
  await store.close()
  console.log(`${plural(sent, 'message')} in ${plural(MINUTES, 'minute')}, ${delivered} delivered`)
  report({
    what: 'delivered of what was enqueued',
    value: delivered / sent,
    goal: { atLeast: 0.5 },
  })
  for (const name of ['stub', 'worker'] as const)
    compare(
      name,
      samples.map((one) => one[name]),
    )
} finally {
  for (const child of children) {
    const gone = once(child, 'exit')
    child.kill()
    await gone
  }
  rmSync(folder, { recursive: true })
}
