import { appendFileSync } from 'node:fs'

/** One measured value. */
export interface Figure {
  readonly what: string
  readonly value: number
  /** Absent: a ratio or a number. */
  readonly unit?: 'ms' | 's' | 'MB' | '%' | '/s'
  readonly digits?: number
  /** Absent: the figure explains another one. */
  readonly goal?: Goal
  /** What it was computed from. */
  readonly of?: string
}

export type Goal = { readonly atMost: number } | { readonly atLeast: number }

/** Where figures are written besides, one JSON a line: `npm run bench` reads them. */
const file = process.env.BENCH_FIGURES

/** Prints a figure. A missed goal ends the process with 1. */
export function report(figure: Figure): void {
  const { what, goal, of } = figure
  const isMet = goal === undefined || meets(figure.value, goal)
  const verdict = goal === undefined ? '    ' : isMet ? 'ok  ' : 'MISS'
  const value = showValue(figure, figure.value).padStart(12)
  const aim = goal === undefined ? '' : `   goal ${showGoal(figure, goal)}`
  console.log(`${verdict} ${what.padEnd(58)} ${value}${aim}${of === undefined ? '' : `   (${of})`}`)
  if (!isMet) process.exitCode = 1
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(figure)}\n`)
}

export function meets(value: number, goal: Goal): boolean {
  return 'atMost' in goal ? value <= goal.atMost : value >= goal.atLeast
}

export function showNumber({ digits = 2 }: Figure, value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: digits })
}

export function showValue(figure: Figure, value: number): string {
  const { unit } = figure
  const number = showNumber(figure, value)
  return unit === undefined ? number : `${number}${unit === '/s' ? '' : ' '}${unit}`
}

export function showGoal(figure: Figure, goal: Goal): string {
  return 'atMost' in goal
    ? `≤ ${showValue(figure, goal.atMost)}`
    : `≥ ${showValue(figure, goal.atLeast)}`
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
