import { defined } from '../../core/index.ts'
import { skippedReason } from '../results/check.ts'
import type { Cause, SkippedGroup, SkipEffect } from '../results/cause.ts'
import type { Report, ReportedCheck } from '../results/report.ts'

/** What was skipped, by its reason, and whether it matters; in the order of the checks. */
export function skipsOf(
  { checks }: Pick<Report, 'checks'>,
  causes: readonly Cause[],
): readonly SkippedGroup[] {
  const groups = new Map<string, ReportedCheck[]>()
  for (const check of checks) {
    if (check.status !== 'skipped') continue
    const key = JSON.stringify([check.actual, check.fix, check.isNotRun])
    groups.set(key, [...(groups.get(key) ?? []), check])
  }
  return [...groups.values()].map((own, index) => skipOf(own, `s${index + 1}`, causes))
}

function skipOf(own: readonly ReportedCheck[], id: string, causes: readonly Cause[]): SkippedGroup {
  const [first] = own
  const because = own.find((check) => check.because !== undefined)?.because
  const cause =
    because === undefined ? undefined : causes.find(({ checks }) => checks.includes(because))?.id
  return {
    id,
    reason: skippedReason(first?.actual ?? ''),
    ...defined({ allow: first?.fix, cause }),
    effect: effectOf(first, cause),
    operations: unique(own.flatMap(({ operation }) => operation ?? [])),
    requirements: unique(own.map(({ requirement }) => requirement)),
    checks: own.map((check) => check.id),
  }
}

function effectOf(check: ReportedCheck | undefined, cause: string | undefined): SkipEffect {
  if (cause !== undefined) return 'after a repair'
  if (check?.isNotRun === true) return 'level undecided'
  return check?.fix === undefined ? 'not applicable' : 'can be enabled'
}

function unique(items: readonly string[]): string[] {
  return [...new Set(items)]
}
