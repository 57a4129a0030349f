import { markdownTable } from '../../src/core/index.ts'
import { FAMILIES, certifyEndpoint, scoreFlaw } from './score.ts'
import { CORRECT } from './correct.ts'

/** `npm run score`: every flawed and every correct endpoint, and what the certification said of them. */

interface Row {
  readonly family: string
  readonly endpoints: number
  readonly found: number
  readonly named: number
  readonly passedBelow: number
}

const rows: Row[] = []
const misses: string[] = []

for (const [family, flaws] of Object.entries(FAMILIES)) {
  let found = 0
  let named = 0
  let passedBelow = 0
  for (const [index, flaw] of flaws.entries()) {
    process.stderr.write(`\r${family}: ${index + 1} of ${flaws.length} `)
    const score = await scoreFlaw(flaw)
    if (score.found) found++
    if (score.named) named++
    if (score.passedBelow) passedBelow++
    if (!score.found || !score.named || !score.passedBelow) misses.push(`${family}: ${flaw.name}`)
  }
  rows.push({ family, endpoints: flaws.length, found, named, passedBelow })
}

let accused = 0
for (const [name, make] of Object.entries(CORRECT)) {
  process.stderr.write(`\rcorrect endpoints: ${name}\u001B[K`)
  const report = await certifyEndpoint(make(), 'resilient')
  if (report.verdict !== 'certified') {
    accused++
    misses.push(`falsely accused: ${name}`)
  }
}
process.stderr.write('\r\u001B[K')

const sum = (pick: (row: Row) => number): number =>
  rows.reduce((total, row) => total + pick(row), 0)
const all = [
  'all',
  sum((row) => row.endpoints),
  sum((row) => row.found),
  sum((row) => row.named),
  sum((row) => row.passedBelow),
]
const table = markdownTable(
  ['flaw', '#endpoints', '#found', '#named', '#passed below'],
  [...rows.map((row) => [row.family, row.endpoints, row.found, row.named, row.passedBelow]), all],
)
console.log(table.join('\n'))
console.log(`\n${Object.keys(CORRECT).length} correct endpoints, ${accused} falsely accused`)
for (const miss of misses) console.log(`missed: ${miss}`)
process.exitCode = misses.length === 0 ? 0 : 1
