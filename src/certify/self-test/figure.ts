import type { FamilyCounts, FamilyScore, SelfTestFigure } from '../results/self-test-figure.ts'
import { upperShare } from './confidence.ts'

/** The figure of a self-test, from what became of its stubs. */
export function figureOf(
  counts: readonly FamilyCounts[],
  { derived, skipped }: Pick<SelfTestFigure, 'derived' | 'skipped'>,
): SelfTestFigure {
  const families = counts.map((each): FamilyScore => ({
    ...each,
    escapesAtMost: escapesAtMost([each]),
  }))
  const stubs = sumOf(counts, 'stubs')
  const share = stubs === 0 ? 1 : sumOf(counts, 'named') / stubs
  return { families, derived, skipped, share, escapesAtMost: escapesAtMost(counts) }
}

function escapesAtMost(counts: readonly FamilyCounts[]): number {
  const stubs = sumOf(counts, 'stubs')
  return upperShare(stubs - sumOf(counts, 'found'), stubs)
}

function sumOf(counts: readonly FamilyCounts[], name: 'stubs' | 'found' | 'named'): number {
  return counts.reduce((sum, each) => sum + each[name], 0)
}
