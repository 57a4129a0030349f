import type { CheckStatus } from '../../results/check.ts'
import type { ReportedCheck, ReportedRequirement } from '../../results/report.ts'

/** What a check came to, waivers told apart. */
export type ShownStatus = CheckStatus | 'waived'

export function statusOf({ status, waiver }: ReportedCheck): ShownStatus {
  return waiver === undefined ? status : 'waived'
}

const SHAPES: Readonly<Record<ShownStatus, string>> = {
  passed: '✓',
  failed: '✗',
  errored: '⚠',
  warned: '!',
  waived: '~',
  skipped: '–',
}

/** In words for readers and screen readers, in shape and colour for eyes. */
export const LABELS: Readonly<Record<ShownStatus, string>> = {
  passed: 'passed',
  failed: 'failed',
  errored: 'errored',
  warned: 'warned',
  waived: 'waived',
  skipped: 'skipped',
}

export function markOf(status: ShownStatus): string {
  return `<span class="status ${status}"><span aria-hidden="true">${SHAPES[status]}</span> ${LABELS[status]}</span>`
}

/** A status with how many checks came to it, short enough for a table. */
export function countOf(status: ShownStatus, count: number): string {
  return `<span class="status ${status}" title="${count} ${LABELS[status]}">${SHAPES[status]} ${count}</span>`
}

export function requirementMark(status: ReportedRequirement['status']): string {
  return status === 'not judged' || status === 'not run'
    ? `<span class="status not">· ${status}</span>`
    : markOf(status)
}
