import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { FRAMEWORKS } from '../endpoints/frameworks/index.ts'
import { JOBS } from '../endpoints/jobs.ts'
import { STACKS } from '../endpoints/stacks/stacks.ts'

const PAGE = readFileSync(fileURLToPath(new URL('../../docs/accuracy.md', import.meta.url)), 'utf8')

/** The cells of the row that begins with a name. */
function row(name: string, columns: number): readonly string[] {
  const rows = PAGE.split('\n').map((line) => line.split('|').map((cell) => cell.trim()))
  const found = rows.find(([, first, ...cells]) => first === name && cells.length === columns + 1)
  return found?.slice(2, -1) ?? []
}

/** `npm run score` and `npm run score:stacks` compare what they find; these tests notice a new endpoint at once. */
describe('docs/accuracy.md counts', () => {
  it('every flaw and every correct endpoint of the score', () => {
    const families = [...new Set(JOBS.map(({ family }) => family))]
    const count = (family: string): readonly string[] => {
      const own = JOBS.filter((job) => job.family === family)
      const flaws = own.filter(({ kind }) => kind === 'flaw').length
      return [...Array.from({ length: 4 }, () => flaws), own.length - flaws, 0].map(String)
    }
    expect(Object.fromEntries(families.map((family) => [family, row(family, 6)]))).toEqual(
      Object.fromEntries(families.map((family) => [family, count(family)])),
    )
  })

  it.each(Object.entries(STACKS))('the mistakes of %s', (name, { mistakes }) => {
    const count = String(Object.keys(mistakes).length)
    expect(row(name, 5)).toEqual([count, count, count, count, '0'])
  })

  it.each(Object.entries(FRAMEWORKS))('the repairs of a naive %s', (name, { mistakes }) => {
    const [repairs = '', run] = row(name, 2)
    const counts = repairs.split(', ').map(Number)
    const excluded = Object.values(mistakes).filter(({ excludedBy }) => excludedBy !== undefined)
    expect({ sum: counts.reduce((sum, count) => sum + count, 0), run: Number(run) }).toEqual({
      sum: Object.keys(mistakes).length - excluded.length,
      run: counts.length + 1,
    })
  })

  it('at least five mistakes of each framework and stack', () => {
    const all = [...Object.values(FRAMEWORKS), ...Object.values(STACKS)]
    expect(all.filter(({ mistakes }) => Object.keys(mistakes).length < 5)).toEqual([])
  })
})
