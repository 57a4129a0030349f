import { HarnessError, isRecord, parseJson } from '../../core/index.ts'
import { readTextFile } from '../options/file.ts'

/** A check of an earlier run, as far as the next run asks. */
export interface EarlierCheck {
  readonly id: string
  readonly requirement: string
  readonly status: string
  readonly isWaived: boolean
}

export interface EarlierReport {
  readonly verdict: string
  readonly endpoint: string
  readonly checks: readonly EarlierCheck[]
  readonly causes: readonly EarlierCause[]
}

export interface EarlierCause {
  readonly id: string
  readonly sentence: string
  readonly status: string
  readonly checks: readonly string[]
}

const SCHEMA_VERSION = 2

/**
 * Reads a `report.json`.
 * @param where the option or argument that names it
 * @throws HarnessError FILE_UNREADABLE, INVALID_FILE
 */
export function readEarlierReport(file: string, where: string): EarlierReport {
  const report = parsed(file, where)
  if (!isRecord(report) || report.schemaVersion !== SCHEMA_VERSION || !Array.isArray(report.checks))
    throw invalid(file, where, `a report of schemaVersion ${versionOf(report)}`)
  const rows = report.checks.filter(isRecord)
  const causes = Array.isArray(report.causes) ? report.causes.filter(isRecord) : []
  return {
    verdict: String(report.verdict),
    endpoint: String(report.endpoint),
    checks: rows.map((row) => ({
      id: String(row.id),
      requirement: String(row.requirement),
      status: String(row.status),
      isWaived: row.waiver !== undefined,
    })),
    causes: causes.map((cause) => ({
      id: String(cause.id),
      sentence: String(cause.sentence),
      status: String(cause.status),
      checks: rows.filter((row) => isOf(row, cause)).map(({ id }) => String(id)),
    })),
  }
}

type Row = Readonly<Record<string, unknown>>

/** Reports of earlier versions have causes that only their status tells apart. */
function isOf(row: Row, cause: Row): boolean {
  const status = row.waiver === undefined ? row.status : 'waived'
  return row.cause === cause.id && status === cause.status
}

/**
 * The ids of the checks that failed in an earlier run and were not waived.
 * @throws HarnessError FILE_UNREADABLE, INVALID_FILE, INVALID_OPTION where nothing failed
 */
export function failedIn(file: string): readonly string[] {
  const { checks } = readEarlierReport(file, '--failed')
  const failed = checks.filter(
    ({ status, isWaived }) => !isWaived && (status === 'failed' || status === 'errored'),
  )
  if (failed.length > 0) return failed.map(({ id }) => id)
  throw new HarnessError('INVALID_OPTION', 'No check failed in that report.', {
    where: `--failed ${file}`,
    expected: 'the report of a run in which checks failed',
    next: 'certify without --failed',
  })
}

function parsed(file: string, where: string): unknown {
  const result = parseJson(readTextFile(file, where))
  if (result.ok) return result.value
  throw invalid(file, where, 'text that is not valid JSON')
}

function versionOf(report: unknown): string {
  return isRecord(report) && typeof report.schemaVersion === 'number'
    ? String(report.schemaVersion)
    : 'unknown'
}

function invalid(file: string, where: string, found: string): HarnessError {
  return new HarnessError('INVALID_FILE', `${file} is not a report that can be read.`, {
    where,
    expected: `report.json of dropship certify, schemaVersion ${SCHEMA_VERSION}`,
    found,
    next: 'certify with --out DIR, and name its report.json',
  })
}
