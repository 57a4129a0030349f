import { escapeHtml } from '../../src/core/index.ts'
import { type Figure, type Goal, showGoal, showValue } from '../figures.ts'
import type { FigureSummary } from './summary.ts'

const ROW = 26
const LABEL = 430
const BAR = 300
const WIDTH = LABEL + BAR + 220
/** Bars end at twice the goal. */
const FULL = 2

/** How far each figure is within its goal, as bars; 1 is the goal, and longer is better. */
export function renderChart(summaries: readonly FigureSummary[]): string {
  const rows = summaries.flatMap((summary) => {
    const { goal } = summary.figure
    return goal === undefined ? [] : [{ ...summary, goal }]
  })
  const height = ROW * (rows.length + 2)
  const atGoal = LABEL + BAR / FULL
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="Figures against their goals" font-family="system-ui, sans-serif" font-size="13">`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    ...rows.flatMap((row, index) => bar(row.figure, row.goal, row.median, ROW * (index + 1))),
    `<line x1="${atGoal}" x2="${atGoal}" y1="${ROW / 2}" y2="${height - ROW}" stroke="#555" stroke-dasharray="4 3"/>`,
    `<text x="${atGoal}" y="${height - ROW / 3}" text-anchor="middle" fill="#555">goal; longer is better</text>`,
    '</svg>',
    '',
  ].join('\n')
}

function bar(figure: Figure, goal: Goal, value: number, top: number): string[] {
  const share = shareOfGoal(value, goal)
  const width = (Math.min(Math.max(share, 0), FULL) / FULL) * BAR
  const middle = top + ROW / 2
  return [
    `<text x="${LABEL - 10}" y="${middle}" text-anchor="end" fill="#222">${escapeHtml(figure.what)}</text>`,
    `<rect x="${LABEL}" y="${top + 1}" width="${width.toFixed(1)}" height="${ROW - 10}" fill="${share >= 1 ? '#2f7d4f' : '#b3541e'}"/>`,
    `<text x="${LABEL + BAR + 10}" y="${middle}" fill="#222">${escapeHtml(`${showValue(figure, value)}, goal ${showGoal(figure, goal)}`)}</text>`,
  ]
}

/** 1 where a figure just meets its goal, more where it is better. */
function shareOfGoal(value: number, goal: Goal): number {
  if ('atLeast' in goal) return goal.atLeast === 0 ? FULL : value / goal.atLeast
  return value <= 0 ? FULL : goal.atMost / value
}
