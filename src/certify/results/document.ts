import type { ShownResponse } from '../../core/index.ts'
import type { Cause, SkippedGroup } from './cause.ts'
import type { CheckStatus } from './check.ts'
import type { Report, ReportedCheck, ReportedRequirement } from './report.ts'

/** Of the shape of `report.json`; grows when a property changes its meaning. */
export const SCHEMA_VERSION = 2

/** How many checks of a requirement came to each status; what is absent is none. */
export type StatusCounts = Readonly<Partial<Record<CheckStatus, number>>>

export interface DocumentRequirement extends ReportedRequirement {
  /** By operation; `*` for the endpoint as a whole. */
  readonly counts: Readonly<Record<string, StatusCounts>>
}

/** What shows a cause: a request to repeat, and the response to it. */
export interface CauseExample {
  readonly check: string
  /** What the message differs in from an ordinary one. */
  readonly change?: string
  readonly reproduce?: string
  readonly response?: ShownResponse
}

export interface DocumentCause extends Omit<Cause, 'checks' | 'example'> {
  /** So many checks failed for it; their rows name it. */
  readonly checks: number
  readonly example: CauseExample
}

/** A check that failed or warned. */
export interface FailedRow extends Pick<
  ReportedCheck,
  | 'id'
  | 'requirement'
  | 'level'
  | 'operation'
  | 'pointer'
  | 'waiver'
  | 'bytes'
  | 'durationMs'
  | 'request'
  | 'response'
> {
  readonly status: 'failed' | 'errored' | 'warned'
  readonly cause: string
  /** Absent in all rows of a report that is large. */
  readonly title?: string
  /** Absent where it is the cause's. */
  readonly actual?: string
}

/** A check that was skipped; its reason is that of the group it names, which has the requirements. */
export interface SkippedRow {
  readonly id: string
  readonly operation?: string
  readonly status: 'skipped'
  readonly skip: string
}

/** `report.json`: causes with their examples, a row for every check that did not pass, and counts of the others. */
export interface ReportDocument extends Omit<Report, 'checks' | 'requirements'> {
  readonly schemaVersion: typeof SCHEMA_VERSION
  readonly causes: readonly DocumentCause[]
  readonly skips: readonly Omit<SkippedGroup, 'checks'>[]
  readonly requirements: readonly DocumentRequirement[]
  readonly checks: readonly (FailedRow | SkippedRow)[]
}
