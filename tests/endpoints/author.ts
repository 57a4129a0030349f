import { causesOf, type Cause, type Report } from '../../src/certify/index.ts'
import type { FrameworkMistake } from './frameworks/index.ts'

/** What an author learns from one certification. */
export interface Lesson {
  readonly isCertified: boolean
  /** The text of each cause that denies the certificate. */
  readonly causes: readonly string[]
}

/** What became of a naive version whose author follows its reports alone. */
export interface Repair<Run extends Lesson> {
  /** How many mistakes each report named, in order; the one that certified is not among them. */
  readonly repairs: readonly number[]
  /** Mistakes that are still made at the end. */
  readonly left: readonly string[]
  readonly last: Run
}

type Told = Pick<FrameworkMistake, 'told' | 'excludedBy'>

/**
 * Certifies an endpoint with all mistakes that can be made at once, mends exactly those that a cause of the report names, and so
 * on: until it is certified, a report names none that is left, or `most` runs are over.
 */
export async function repairByReports<Run extends Lesson>(
  mistakes: Readonly<Record<string, Told>>,
  certified: (made: readonly string[]) => Promise<Run>,
  most = 10,
): Promise<Repair<Run>> {
  let left: readonly string[] = Object.entries(mistakes).flatMap(([name, { excludedBy = '' }]) =>
    excludedBy in mistakes ? [] : [name],
  )
  const repairs: number[] = []
  for (;;) {
    const last = await certified(left)
    if (last.isCertified || repairs.length === most) return { repairs, left, last }
    const remaining = left.filter((name) => !names(last, mistakes[name]))
    if (remaining.length === left.length) return { repairs, left, last }
    repairs.push(left.length - remaining.length)
    left = remaining
  }
}

/** Whether a cause names a mistake. */
export function names({ causes }: Lesson, mistake: Told | undefined): boolean {
  return causes.some((text) => mistake?.told.test(text))
}

export function lessonOf(report: Report): Lesson & { readonly report: Report } {
  const causes = causesOf(report)
    .filter(({ status }) => status === 'failed')
    .map(textOf)
  return { isCertified: report.verdict === 'certified', causes, report }
}

/** What every report shows of a cause. */
function textOf({ sentence, fix = '', cases, places }: Cause): string {
  return [sentence, fix, ...cases, ...places.map(({ pointer }) => pointer)].join('\n')
}
