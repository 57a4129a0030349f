import type { EarlierCause, EarlierReport } from '../certifying/earlier-report.ts'

/** How one cause changed between two runs. */
export interface CauseChange {
  /** `better` and `worse`: it concerns fewer or more checks than before. */
  readonly change: 'gone' | 'better' | 'worse' | 'new'
  readonly sentence: string
  readonly checksBefore: number
  readonly checksAfter: number
}

export interface ReportComparison {
  readonly verdictBefore: string
  readonly verdictAfter: string
  readonly changes: readonly CauseChange[]
  /** Causes that concern the same checks in both. */
  readonly unchanged: number
  /** A cause is new or worse, or the verdict is. */
  readonly isWorse: boolean
}

const RANKS: Readonly<Record<string, number>> = {
  certified: 2,
  inconclusive: 1,
  'not certified': 0,
}

/**
 * What a run changed against an earlier one, by cause. Causes are matched by their ids, and otherwise by the checks that they
 * share: a repair of a part may change what a cause is called. Warnings and waived failures do not count.
 */
export function compareReports(before: EarlierReport, after: EarlierReport): ReportComparison {
  const rest = brokenIn(after)
  let unchanged = 0
  const changes: CauseChange[] = []
  for (const [id, old] of brokenIn(before)) {
    const key = rest.has(id) ? id : sharing(old, rest)
    const now = key === undefined ? undefined : rest.get(key)
    if (key !== undefined) rest.delete(key)
    const change = changeOf(old, now)
    if (change === undefined) unchanged++
    else
      changes.push({
        change,
        sentence: (now ?? old).sentence,
        checksBefore: old.checks.length,
        checksAfter: now?.checks.length ?? 0,
      })
  }
  for (const { sentence, checks } of rest.values())
    changes.push({ change: 'new', sentence, checksBefore: 0, checksAfter: checks.length })
  const isVerdictWorse = (RANKS[after.verdict] ?? 0) < (RANKS[before.verdict] ?? 0)
  return {
    verdictBefore: before.verdict,
    verdictAfter: after.verdict,
    changes: changes.toSorted((one, other) => ORDER[one.change] - ORDER[other.change]),
    unchanged,
    isWorse: isVerdictWorse || changes.some(({ change }) => change === 'worse' || change === 'new'),
  }
}

const ORDER = { new: 0, worse: 1, better: 2, gone: 3 } as const

function brokenIn({ causes }: EarlierReport): Map<string, EarlierCause> {
  return new Map(
    [...causes].filter(([, { status }]) => status === 'failed' || status === 'errored'),
  )
}

function sharing(
  { checks }: EarlierCause,
  others: ReadonlyMap<string, EarlierCause>,
): string | undefined {
  const own = new Set(checks)
  return [...others].find(([, other]) => other.checks.some((id) => own.has(id)))?.[0]
}

function changeOf(
  old: EarlierCause,
  now: EarlierCause | undefined,
): CauseChange['change'] | undefined {
  if (now === undefined) return 'gone'
  const before = new Set(old.checks)
  if (now.checks.some((id) => !before.has(id))) return 'worse'
  return now.checks.length < old.checks.length ? 'better' : undefined
}
