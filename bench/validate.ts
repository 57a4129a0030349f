/**
 * Validation against `JSON.parse` of the same bytes, in the same run. One message: at most 0.25 of parsing it. NDJSON end
 * to end: at least 1.4 times as fast as a loop that only parses each line, in less than 300 MB, first result in 150 ms.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packageRoot } from '../src/core/index.ts'
import { loadContract, type Operation } from '../src/contract/index.ts'
import { createMessages } from '../src/messages/index.ts'

const MEGABYTES = Number(process.env.BENCH_MEGABYTES ?? 220)
const ROUNDS = 5

interface Row {
  readonly what: string
  readonly figure: string
  readonly limit: string
  readonly ok: boolean
}

const rows: Row[] = []
const contract = await loadContract()
const operations = contract.operations

for (const [id, items] of [
  ['drop_shipment_confirmation', 1],
  ['drop_shipment_cancellation', 20],
] as const) {
  const ratio = messageRatio(contract.operation(id), items)
  rows.push({
    what: `${id}, ${items} items: validate / JSON.parse`,
    figure: ratio.toFixed(3),
    limit: '≤ 0.25',
    ok: ratio <= 0.25,
  })
}

const folder = mkdtempSync(join(tmpdir(), 'dropship-bench-'))
try {
  const file = join(folder, 'messages.ndjson')
  writeMessages(file)
  let parse = Infinity
  let best: Run | undefined
  for (let round = 0; round < ROUNDS; round++) {
    parse = Math.min(parse, parseLines(file))
    const run = await runValidate([file])
    if (best === undefined || run.durationMs < best.durationMs) best = run
  }
  const ratio = parse / (best?.durationMs ?? Infinity)
  rows.push(
    {
      what: `NDJSON, ${MEGABYTES} MB, whole process: throughput / JSON.parse loop`,
      figure: ratio.toFixed(2),
      limit: '≥ 1.4',
      ok: ratio >= 1.4,
    },
    {
      what: 'NDJSON: most memory',
      figure: `${best?.peakMegabytes.toFixed(0)} MB`,
      limit: '< 300 MB',
      ok: (best?.peakMegabytes ?? Infinity) < 300,
    },
  )
  const first = await firstResult(folder, file)
  rows.push({
    what: 'NDJSON: first result',
    figure: `${first.toFixed(0)} ms`,
    limit: '≤ 150 ms',
    ok: first <= 150,
  })
} finally {
  rmSync(folder, { recursive: true })
}

for (const { what, figure, limit, ok } of rows) {
  console.log(`${ok ? 'ok  ' : 'MISS'} ${what.padEnd(74)} ${figure.padStart(8)}   ${limit}`)
}
process.exitCode = rows.every(({ ok }) => ok) ? 0 : 1

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
