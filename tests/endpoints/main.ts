import { fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { markdownTable } from '../../src/core/index.ts'
import { showsTable } from '../support/shown-table.ts'
import { writeStepReport } from '../support/step-report.ts'
import { JOBS, OWN_ENDPOINTS } from './jobs.ts'
import type { JobResult } from './score-worker.ts'

/**
 * `npm run score`: every flawed and every correct endpoint, and the verdict of the certification. docs/accuracy.md shows the
 * tables; a table that is no longer true is a miss. `npm run score -- REGEXP` runs only the matching ones.
 */

const ACCURACY = fileURLToPath(new URL('../../docs/accuracy.md', import.meta.url))
const WORKER = fileURLToPath(new URL('./score-worker.ts', import.meta.url))

const [wanted = ''] = process.argv.slice(2)
const pattern = new RegExp(wanted)
const indices = JOBS.flatMap(({ family, name }, index) =>
  pattern.test(`${family}: ${name}`) ? [index] : [],
)
const results = await runAll(indices)
process.stderr.write('\r\u001B[K')
const table = scoreTable(results)
process.stdout.write(`${table}\n`)
const naive = naiveTable(results)
if (results.some(({ repairs }) => repairs !== undefined)) process.stdout.write(`\n${naive}\n`)
const misses = results.flatMap(({ index, misses: found }) => {
  const { family, name } = jobAt(index)
  return found.map((miss) => `${family}: ${name}: ${miss}`)
})
if (wanted === '') {
  const page = readFileSync(ACCURACY, 'utf8')
  if (![table, naive].every((shown) => showsTable(page, shown)))
    misses.push('docs/accuracy.md does not show these tables: copy them there')
}
for (const miss of misses) process.stdout.write(`missed: ${miss}\n`)
writeResults()
process.exitCode = misses.length === 0 ? 0 : 1

function jobAt(index: number): (typeof JOBS)[number] {
  const job = JOBS[index]
  if (job === undefined) throw new Error(`there is no job ${index}`)
  return job
}

/** Shares the certifications among one process more than there are cores: an endpoint that is slow leaves one idle. */
async function runAll(waiting: readonly number[]): Promise<readonly JobResult[]> {
  const queue = [...waiting]
  const done: JobResult[] = []
  const worker = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const child = fork(WORKER)
      let isOver = false
      const next = (): void => {
        const index = queue.shift()
        isOver = index === undefined
        if (index === undefined) child.disconnect()
        else child.send(index)
      }
      child.on('message', (message: JobResult | 'ready') => {
        if (message !== 'ready') {
          done.push(message)
          process.stderr.write(`\r${done.length} of ${waiting.length} `)
        }
        next()
      })
      child.on('error', reject)
      child.on('exit', (code) => {
        if (isOver) resolve()
        else reject(new Error(`a process of the score ended with ${code}`))
      })
    })
  await Promise.all(Array.from({ length: availableParallelism() + 1 }, worker))
  return done.toSorted((left, right) => left.index - right.index)
}

/** A row for each family of flaws; correct endpoints beside those of their kind. */
function scoreTable(scored: readonly JobResult[]): string {
  const families = new Map<string, JobResult[]>()
  for (const result of scored) {
    const { family } = jobAt(result.index)
    families.set(family, [...(families.get(family) ?? []), result])
  }
  const rows = [...families].map(([family, of]) => [family, ...figures(of)])
  return markdownTable(
    ['endpoints', '#flawed', '#found', '#named', '#passed below', '#correct', '#accused'],
    [...rows, ['all', ...figures(scored)]],
  ).join('\n')
}

function figures(scored: readonly JobResult[]): number[] {
  const flaws = scored.filter(({ index }) => jobAt(index).kind === 'flaw')
  const correct = scored.filter(({ index }) => jobAt(index).kind !== 'flaw')
  return [
    flaws.length,
    flaws.filter(({ found }) => found).length,
    flaws.filter(({ named }) => named).length,
    flaws.filter(({ passedBelow }) => passedBelow).length,
    correct.length,
    correct.filter(({ misses: accusations }) => accusations.length > 0).length,
  ]
}

/** In which run a naive endpoint of each framework is certified, and how many mistakes each report before told of. */
function naiveTable(scored: readonly JobResult[]): string {
  const rows = scored.flatMap(({ index, repairs, misses: left }) =>
    repairs === undefined
      ? []
      : [
          [
            jobAt(index).family,
            repairs.join(', '),
            left.length === 0 ? repairs.length + 1 : 'never',
          ],
        ],
  )
  return markdownTable(
    ['naive endpoint', 'mistakes that each report names', '#certified in run'],
    rows,
  ).join('\n')
}

function writeResults(): void {
  const passed = results
    .filter((result) => result.misses.length === 0)
    .map(({ index }) => jobAt(index).name)
  writeStepReport(OWN_ENDPOINTS, passed, misses)
}
