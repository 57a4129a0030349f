import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { packageRoot } from '../src/core/index.ts'
import type { Figure } from './figures.ts'
import { renderChart } from './results/chart.ts'
import { formatPage } from './results/format.ts'
import { machineFacts } from './results/machine.ts'
import { summarise } from './results/summary.ts'
import { renderTable } from './results/table.ts'
import { numberArgument, showUsage } from './usage.ts'

showUsage(`Usage: npm run bench -- [passes]     default 3; about four minutes each

Runs every benchmark in turns, several passes of all of them, and writes the median and the spread of each figure to
bench/RESULTS.md and docs/pictures/benchmarks.svg. Nothing else should run on the machine.`)

/** Each checks what it measures before it measures it: a response that is not correct ends it. */
const BENCHMARKS: readonly (readonly string[])[] = [
  ['startup.ts', '--runs', '5'],
  ['stub.ts', '--rounds', '15', '--seconds', '0.4', '--requests', '200000'],
  ['certify.ts'],
  ['validate.ts'],
  ['queue.ts', '3', '5000'],
  ['queue-latency.ts'],
  ['simulation.ts'],
]

const RESULTS = fileURLToPath(new URL('RESULTS.md', import.meta.url))
const CHART = fileURLToPath(new URL('../docs/pictures/benchmarks.svg', import.meta.url))

async function figuresOf([script = '', ...args]: readonly string[], file: string): Promise<void> {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', path, ...args], {
    cwd: packageRoot().directory,
    stdio: 'inherit',
    env: { ...process.env, BENCH_FIGURES: file },
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  // 1 says that a goal is missed, which the results say, too.
  if (code !== 0 && code !== 1) throw new Error(`${script} ended with ${code}`)
}

const passes = numberArgument(0, 3)
const folder = mkdtempSync(join(tmpdir(), 'dropship-bench-'))
const file = join(folder, 'figures.ndjson')
try {
  for (let pass = 1; pass <= passes; pass++) {
    for (const benchmark of BENCHMARKS) {
      console.log(`\npass ${pass} of ${passes}: ${benchmark.join(' ')}`)
      await figuresOf(benchmark, file)
    }
  }
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
  const summaries = summarise(lines.map((line) => JSON.parse(line) as Figure))
  writeFileSync(RESULTS, renderTable(summaries, machineFacts(passes)))
  writeFileSync(CHART, renderChart(summaries))
  formatPage(RESULTS)
  console.log(`\nwritten: bench/RESULTS.md and docs/pictures/benchmarks.svg`)
} finally {
  rmSync(folder, { recursive: true })
}
