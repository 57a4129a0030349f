/**
 * Validation against `JSON.parse` of the same bytes, in the same run. One message: at most 0.35 of parsing it. NDJSON end
 * to end, the start of the process included: at least 0.4 of the speed of a loop that only parses each line of a file that
 * is in memory already, in less than 300 MB, first result in 150 ms.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  appendFileSync,
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packageRoot, plural } from '../src/core/index.ts'
import { loadContract, type Operation } from '../src/contract/index.ts'
import { createMessages } from '../src/messages/index.ts'
import { median, report } from './figures.ts'

const MEGABYTES = Number(process.env.BENCH_MEGABYTES ?? 200)
const TIMES_LARGER = 5
const ROUNDS = 5

const contract = await loadContract()
const operations = contract.operations

for (const [id, items] of [
  ['drop_shipment_confirmation', 1],
  ['drop_shipment_cancellation', 20],
] as const) {
  const ratio = messageRatio(contract.operation(id), items)
  report({
    what: `${id}, ${plural(items, 'item')}: validate / JSON.parse`,
    value: ratio,
    digits: 3,
    goal: { atMost: 0.35 },
  })
}

const folder = mkdtempSync(join(tmpdir(), 'dropship-bench-'))
try {
  const file = join(folder, 'messages.ndjson')
  writeMessages(file)
  await bulkRows(file, MEGABYTES)
  const larger = join(folder, 'larger.ndjson')
  for (let count = 0; count < TIMES_LARGER; count++) appendFileSync(larger, readFileSync(file))
  // What it takes to start and to warm up counts less.
  await bulkRows(larger, MEGABYTES * TIMES_LARGER)
  const first = await firstResult(folder, file)
  report({
    what: 'NDJSON: first result',
    value: first,
    unit: 'ms',
    digits: 0,
    goal: { atMost: 150 },
  })
} finally {
  rmSync(folder, { recursive: true })
}

/** Rounds of both in turns; the median of their ratios. */
async function bulkRows(file: string, megabytes: number): Promise<void> {
  const ratios: number[] = []
  let peak = 0
  for (let round = 0; round < ROUNDS; round++) {
    const parse = parseLines(file)
    const { durationMs, peakMegabytes } = await runValidate([file])
    ratios.push(parse / durationMs)
    peak = Math.max(peak, peakMegabytes)
  }
  report({
    what: `NDJSON, ${megabytes} MB: throughput / JSON.parse loop`,
    value: median(ratios),
    goal: { atLeast: 0.4 },
  })
  report({
    what: `NDJSON, ${megabytes} MB: most memory`,
    value: peak,
    unit: 'MB',
    digits: 0,
    goal: { atMost: 300 },
  })
}

/** Best of several rounds, each of both. */
function messageRatio(operation: Operation, items: number): number {
  const text = JSON.stringify(createMessages(operation).message('full', items))
  const body: unknown = JSON.parse(text)
  const times = Math.ceil(20_000_000 / text.length)
  let parse = Infinity
  let validate = Infinity
  for (let round = 0; round < ROUNDS; round++) {
    parse = Math.min(
      parse,
      elapsed(times, () => JSON.parse(text) !== null),
    )
    validate = Math.min(
      validate,
      elapsed(times, () => operation.accepts(body, 'intended')),
    )
  }
  return validate / parse
}

function elapsed(times: number, act: () => boolean): number {
  const start = performance.now()
  let good = 0
  for (let time = 0; time < times; time++) if (act()) good++
  if (good !== times) throw new Error('the message is not valid')
  return performance.now() - start
}

function writeMessages(file: string): void {
  const messages = operations.map((operation) => createMessages(operation))
  const handle = openSync(file, 'w')
  let size = 0
  for (let index = 0; size < MEGABYTES * 1e6;) {
    const lines: string[] = []
    for (let count = 0; count < 500; count++, index++) {
      const of = messages[index % messages.length] ?? createMessages(operations[0]!)
      lines.push(
        JSON.stringify({ operation: of.operation.id, body: of.message('full', 1 + (index % 4)) }),
      )
    }
    const block = `${lines.join('\n')}\n`
    size += Buffer.byteLength(block)
    writeSync(handle, block)
  }
  closeSync(handle)
}

/** The peer: every line parsed, nothing checked, the file already in memory. Milliseconds. */
function parseLines(file: string): number {
  const bytes = readFileSync(file)
  const start = performance.now()
  let at = 0
  let count = 0
  while (at < bytes.length) {
    const end = bytes.indexOf(10, at)
    if (JSON.parse(bytes.toString('utf8', at, end)) !== null) count++
    at = end + 1
  }
  if (count === 0) throw new Error('nothing was parsed')
  return performance.now() - start
}

interface Run {
  readonly durationMs: number
  readonly peakMegabytes: number
}

/** The command as a user runs it, its start included. */
async function runValidate(args: readonly string[]): Promise<Run> {
  const start = performance.now()
  const child = startValidate(args)
  let peakMegabytes = 0
  const watch = setInterval(() => {
    peakMegabytes = Math.max(peakMegabytes, residentMegabytes(child.pid ?? 0))
  }, 20)
  const [exitCode] = (await once(child, 'close')) as [number]
  clearInterval(watch)
  if (exitCode !== 0) throw new Error(`validate ended with ${exitCode}`)
  return { durationMs: performance.now() - start, peakMegabytes }
}

function startValidate(args: readonly string[]): ReturnType<typeof spawn> {
  const bin = join(packageRoot().directory, 'dist/cli.js')
  return spawn(process.execPath, [bin, 'validate', '--json', ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
}

function residentMegabytes(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}

/** From the process's start to the first violation of a large file, best of several. Milliseconds. */
async function firstResult(directory: string, large: string): Promise<number> {
  const file = join(directory, 'first-line-invalid.ndjson')
  const handle = openSync(file, 'w')
  writeSync(handle, '{"operation":"drop_shipment_confirmation","body":{}}\n')
  writeSync(handle, readFileSync(large))
  closeSync(handle)
  let best = Infinity
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now()
    const child = startValidate([file])
    if (child.stdout === null) throw new Error('no output to read')
    await once(child.stdout, 'data')
    best = Math.min(best, performance.now() - start)
    child.kill()
    await once(child, 'close')
  }
  return best
}
