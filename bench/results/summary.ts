import { type Figure, median, meets } from '../figures.ts'

/** One figure over all passes. */
export interface FigureSummary {
  readonly figure: Figure
  readonly median: number
  readonly least: number
  readonly most: number
  /** Absent where the figure has no goal. */
  readonly isMet?: boolean
}

/** The figures of several passes, one for each thing measured, in the order of the first pass. */
export function summarise(figures: readonly Figure[]): readonly FigureSummary[] {
  const byName = new Map<string, Figure[]>()
  for (const figure of figures) {
    byName.set(figure.what, [...(byName.get(figure.what) ?? []), figure])
  }
  return [...byName.values()].flatMap((same) => {
    const [figure] = same
    if (figure === undefined) return []
    const values = same.map(({ value }) => value)
    const middle = median(values)
    const { goal } = figure
    return [
      {
        figure,
        median: middle,
        least: Math.min(...values),
        most: Math.max(...values),
        ...(goal === undefined ? {} : { isMet: meets(middle, goal) }),
      },
    ]
  })
}
