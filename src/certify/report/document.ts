import { defined, printableJson } from '../../core/index.ts'
import { causesOf } from '../causes/causes.ts'
import { skipsOf } from '../causes/skips.ts'
import type { Cause, SkippedGroup } from '../results/cause.ts'
import type { CheckStatus } from '../results/check.ts'
import {
  type DocumentCause,
  type DocumentRequirement,
  type FailedRow,
  type ReportDocument,
  SCHEMA_VERSION,
  type SkippedRow,
  type StatusCounts,
} from '../results/document.ts'
import type { Report, ReportedCheck } from '../results/report.ts'

/** Characters of rows and causes, above which rows leave out their titles, which say what their ids say. */
const MOST_TITLED = 250_000

/** Requests and responses of failed checks beyond their causes' examples, in characters: mail and artefacts stay small. */
const MOST_EVIDENCE = 230_000

/** A report as `report.json` has it. */
export function documentOf(report: Report): ReportDocument {
  const { checks, requirements, ...rest } = report
  const causes = causesOf(report)
  const skips = skipsOf(report, causes)
  const document = {
    schemaVersion: SCHEMA_VERSION,
    ...rest,
    causes: causes.map((cause) => documentCause(cause, checks)),
    skips: skips.map(({ checks: _checks, ...skip }) => skip),
    requirements: requirements.map((requirement) => ({
      ...requirement,
      counts: countsOf(checks.filter((check) => check.requirement === requirement.id)),
    })),
    checks: rowsOf(checks, causes, skips),
  } as const
  const isLong = JSON.stringify(document).length > MOST_TITLED
  const rows = isLong ? document.checks.map(withoutTitle) : document.checks
  return { ...document, checks: withEvidence({ ...document, checks: rows }, checks) }
}

/** `report.json`, with one line for each cause, requirement and check. */
export function renderDocument(document: ReportDocument): string {
  return [...linesOf(document)].join('')
}

/** `evidence.json` piece by piece: every check with its request and response, passed ones included. */
export function evidencePieces({ checks }: Report): Iterable<string> {
  return linesOf({ schemaVersion: SCHEMA_VERSION, checks })
}

/**
 * JSON with a line for each property, and for each item of its lists. What is unprintable is escaped: files are shown on
 * terminals too.
 */
function* linesOf(document: object): Generator<string> {
  const printable = (text: string): string => printableJson(text).toString('utf8')
  let before = '{\n'
  for (const [name, value] of Object.entries(document) as [string, unknown][]) {
    if (value === undefined) continue
    yield printable(`${before}  ${JSON.stringify(name)}: `)
    before = ',\n'
    if (!Array.isArray(value) || value.length === 0) {
      yield printable(JSON.stringify(value))
      continue
    }
    const items: readonly unknown[] = value
    for (const [index, item] of items.entries())
      yield printable(`${index === 0 ? '[' : ','}\n    ${JSON.stringify(item)}`)
    yield '\n  ]'
  }
  yield '\n}\n'
}

function documentCause(
  { checks, example, ...cause }: Cause,
  all: readonly ReportedCheck[],
): DocumentCause {
  const shown = all.find(({ id }) => id === example)
  return {
    ...cause,
    checks: checks.length,
    example: {
      check: example,
      ...defined({
        change: shown?.change,
        reproduce: shown?.reproduce,
        response: shown?.response,
      }),
    },
  }
}

function countsOf(checks: readonly ReportedCheck[]): DocumentRequirement['counts'] {
  const counts: Record<string, Partial<Record<CheckStatus, number>>> = {}
  for (const { operation = '*', status } of checks) {
    const own: StatusCounts = counts[operation] ?? {}
    counts[operation] = { ...own, [status]: (own[status] ?? 0) + 1 }
  }
  return counts
}

function rowsOf(
  checks: readonly ReportedCheck[],
  causes: readonly Cause[],
  skips: readonly SkippedGroup[],
): readonly (FailedRow | SkippedRow)[] {
  const causeOf = new Map(causes.flatMap((cause) => cause.checks.map((check) => [check, cause])))
  const skipOf = new Map(skips.flatMap(({ id, checks: own }) => own.map((check) => [check, id])))
  return checks.flatMap((check): readonly (FailedRow | SkippedRow)[] => {
    const { id, requirement, level, operation, status } = check
    if (status === 'passed') return []
    if (status === 'skipped')
      return [{ id, ...defined({ operation }), status, skip: skipOf.get(id) ?? '' }]
    const place = { id, requirement, level, ...defined({ operation }) }
    const { title, pointer, waiver, bytes, durationMs } = check
    const cause = causeOf.get(id)
    const actual = check.actual === cause?.actual ? undefined : check.actual
    return [
      {
        ...place,
        status,
        cause: cause?.id ?? '',
        title,
        ...defined({ pointer, actual, waiver, bytes }),
        durationMs,
      },
    ]
  })
}

function withoutTitle(row: FailedRow | SkippedRow): FailedRow | SkippedRow {
  if (row.status === 'skipped') return row
  const { title: _title, ...rest } = row
  return rest
}

/** Failed rows get their exchange as long as there is room, the examples' responses being with their causes anyway. */
function withEvidence(
  document: Pick<ReportDocument, 'checks' | 'causes'>,
  checks: readonly ReportedCheck[],
): ReportDocument['checks'] {
  const byId = new Map(checks.map((check) => [check.id, check]))
  let room = MOST_EVIDENCE - JSON.stringify(document).length
  return document.checks.map((row) => {
    const { request, response } = byId.get(row.id) ?? {}
    if (row.status === 'skipped' || request === undefined) return row
    const evidence = { request, ...defined({ response }) }
    const size = JSON.stringify(evidence).length
    if (size > room) return row
    room -= size
    return { ...row, ...evidence }
  })
}
