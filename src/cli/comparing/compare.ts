import type { EarlierCause, EarlierReport } from '../certifying/earlier-report.ts'

/** How one cause changed between two runs. */
export interface CauseChange {
  /** `better`: some of its checks are no longer broken. `worse` and `new`: it concerns checks that were not broken before. */
  readonly change: 'gone' | 'better' | 'worse' | 'new'
  readonly sentence: string
  readonly checksBefore: number
  readonly checksAfter: number
}

export interface ReportComparison {
  readonly verdictBefore: string
  readonly verdictAfter: string
  readonly changes: readonly CauseChange[]
  /** Causes whose checks are all broken still, and no others. */
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
 * What a run changed against an earlier one, by cause: worse if, and only if, something is broken that was not before, or the
 * verdict is worse. Causes are matched by their ids, and otherwise by the checks that they share: a repair of a part may
 * change what a cause is called, split it or merge it with another. Warnings and waived failures do not count.
 */
export function compareReports(before: EarlierReport, after: EarlierReport): ReportComparison {
  const broken = { before: checksOf(brokenIn(before)), after: checksOf(brokenIn(after)) }
  const rest = new Set(brokenIn(after))
  let unchanged = 0
  const changes: CauseChange[] = []
  for (const old of brokenIn(before)) {
    const now = [...rest].find(({ id }) => id === old.id) ?? sharing(old, rest)
    if (now !== undefined) rest.delete(now)
    const change = changeOf(old, now, broken)
    if (change === undefined) unchanged++
    else
      changes.push({
        change,
        sentence: (now ?? old).sentence,
        checksBefore: old.checks.length,
        checksAfter: (now ?? { checks: still(old, broken) }).checks.length,
      })
  }
  for (const { sentence, checks } of rest)
    // The others are parts of what was broken before.
    if (checks.some((id) => !broken.before.has(id)))
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

/** The ids of the broken checks of both runs. */
interface Broken {
  readonly before: ReadonlySet<string>
  readonly after: ReadonlySet<string>
}

const ORDER = { new: 0, worse: 1, better: 2, gone: 3 } as const

function brokenIn({ causes }: EarlierReport): readonly EarlierCause[] {
  return causes.filter(({ status }) => status === 'failed' || status === 'errored')
}

function checksOf(causes: readonly EarlierCause[]): ReadonlySet<string> {
  return new Set(causes.flatMap(({ checks }) => checks))
}

function sharing(
  { checks }: EarlierCause,
  others: ReadonlySet<EarlierCause>,
): EarlierCause | undefined {
  const own = new Set(checks)
  return [...others].find((other) => other.checks.some((id) => own.has(id)))
}

/** The checks of a cause that are broken now, whatever for. */
function still({ checks }: EarlierCause, broken: Broken): readonly string[] {
  return checks.filter((id) => broken.after.has(id))
}

function changeOf(
  old: EarlierCause,
  now: EarlierCause | undefined,
  broken: Broken,
): CauseChange['change'] | undefined {
  if (now?.checks.some((id) => !broken.before.has(id)) === true) return 'worse'
  const left = still(old, broken).length
  if (left === 0 && now === undefined) return 'gone'
  return left < old.checks.length ? 'better' : undefined
}
