import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { certify, type Level, type Report } from '../../../src/certify/index.ts'
import { loadContract } from '../../../src/contract/index.ts'
import { markdownTable, systemClock, trusting } from '../../../src/core/index.ts'
import { showsTable } from '../../support/shown-table.ts'
import { scoreReport } from '../score.ts'
import { STACKS, type Stack } from './stacks.ts'
import { startStack } from './start.ts'

/**
 * `npm run score:stacks`: endpoints in other languages, correct ones and such with one mistake each, as Debian brings their
 * parts. docs/accuracy.md shows the table; one that is no longer true is a miss. `npm run score:stacks -- REGEXP` runs the matching ones alone. Installing needs root; what is there is not installed.
 */

const ACCURACY = fileURLToPath(new URL('../../../docs/accuracy.md', import.meta.url))

const contract = await loadContract()
const [wanted = ''] = process.argv.slice(2)
const pattern = new RegExp(wanted)
const rows: (string | number)[][] = []
const misses: string[] = []

for (const [name, stack] of Object.entries(STACKS)) {
  const correct = pattern.test(`${name}: correct`)
  const mistakes = Object.entries(stack.mistakes).filter(([title]) =>
    pattern.test(`${name}: ${title}`),
  )
  if (!correct && mistakes.length === 0) continue
  install(stack.packages)
  const row = { found: 0, named: 0, passedBelow: 0, accused: 0 }
  if (correct) {
    const report = await certified(name, stack, 'resilient')
    const highest = stack.gateway?.isTls === true ? 'strict' : 'resilient'
    if (report.levels[highest] !== 'passed') {
      row.accused = 1
      for (const { id, actual } of report.checks.filter(({ status }) => status === 'failed')) {
        misses.push(`${name}: accused: ${id}: ${actual}`)
      }
    }
  }
  for (const [title, mistake] of mistakes) {
    const score = scoreReport(await certified(name, stack, mistake.level, title), mistake)
    for (const figure of ['found', 'named', 'passedBelow'] as const) {
      if (score[figure]) row[figure]++
      else misses.push(`${name}: ${title}: not ${figure}`)
    }
  }
  rows.push([name, mistakes.length, row.found, row.named, row.passedBelow, row.accused])
}
process.stderr.write('\r\u001B[K')
const headings = ['stack', '#mistakes', '#found', '#named', '#passed below', '#accused']
const table = markdownTable(headings, rows).join('\n')
process.stdout.write(`${table}\n`)
if (wanted === '' && !showsTable(readFileSync(ACCURACY, 'utf8'), table)) {
  misses.push('docs/accuracy.md does not show this table: copy it there')
}
for (const miss of misses) process.stdout.write(`missed: ${miss}\n`)
process.exitCode = misses.length === 0 ? 0 : 1

async function certified(name: string, stack: Stack, level: Level, mistake = ''): Promise<Report> {
  process.stderr.write(`\r${name}: ${mistake || 'correct'}\u001B[K`)
  const { url, certificate, close } = await startStack(stack, mistake)
  try {
    return await certify({
      contract,
      url,
      credentials: stack.credentials(url),
      level,
      clock: systemClock,
      ...(certificate === undefined ? {} : { route: trusting(certificate, 'the gateway') }),
    })
  } finally {
    await close()
  }
}

function install(packages: readonly string[]): void {
  const missing = packages.filter((name) => !isInstalled(name))
  if (missing.length === 0) return
  const options = ['install', '--yes', '--quiet', '--no-install-recommends', ...missing]
  const [command, ...parameters] =
    process.getuid?.() === 0 ? ['apt-get', ...options] : ['sudo', '-n', 'apt-get', ...options]
  execFileSync(command ?? '', parameters, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
}

function isInstalled(name: string): boolean {
  try {
    const status = execFileSync('dpkg-query', ['-W', '-f', '${db:Status-Status}', name], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return status === 'installed'
  } catch {
    return false
  }
}
