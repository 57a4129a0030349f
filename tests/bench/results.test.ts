import { XMLValidator } from 'fast-xml-parser'
import { describe, expect, it } from 'vitest'
import type { Figure } from '../../bench/figures.ts'
import { renderChart } from '../../bench/results/chart.ts'
import { summarise } from '../../bench/results/summary.ts'
import { renderTable } from '../../bench/results/table.ts'

const FACTS = {
  passes: 3,
  date: '2026-01-05',
  processor: '2 × a processor',
  memoryGb: 4,
  versions: [['Node', '20.19.0']],
} as const

/** Three passes of a figure that meets its goal, of one that misses it, and of one without. */
const FIGURES: readonly Figure[] = [0.9, 0.7, 0.8].flatMap((ratio, pass): Figure[] => [
  { what: 'stub / limit', value: ratio, goal: { atLeast: 0.75 } },
  { what: 'start', value: 200 + pass, unit: 'ms', digits: 0, goal: { atMost: 150 } },
  { what: 'a <peer> alone', value: 10_000, unit: '/s', digits: 0 },
])

describe('the results of the benchmarks', () => {
  const summaries = summarise(FIGURES)

  it('are medians with the least and the most of all passes', () => {
    expect(summaries.map(({ median, least, most, isMet }) => [median, least, most, isMet])).toEqual(
      [
        [0.8, 0.7, 0.9, true],
        [201, 200, 202, false],
        [10_000, 10_000, 10_000, undefined],
      ],
    )
  })

  it('say on which machine they were measured, and what misses its goal', () => {
    const page = renderTable(summaries, FACTS)
    expect(page).toContain('2 × a processor with 4 GB. Node 20.19.0.')
    expect(page).toMatch(/\| stub \/ limit +\| +0\.8 \| +0\.7 to 0\.9 \| +≥ 0\.75 \| yes/)
    expect(page).toContain('1 of 2 goals are met. What is missed: start.')
  })

  it('are a chart of what has a goal, whose bars are as long as the goal is met', () => {
    const chart = renderChart(summaries)
    expect(XMLValidator.validate(chart)).toBe(true)
    const widths = [...chart.matchAll(/height="16" fill="(#\w+)"/g)]
    expect(widths).toHaveLength(2)
    expect(chart).toContain('0.8, goal ≥ 0.75')
    expect(chart).toContain(`width="${((0.8 / 0.75 / 2) * 300).toFixed(1)}"`)
    expect(chart).toContain(`width="${((150 / 201 / 2) * 300).toFixed(1)}"`)
  })
})
