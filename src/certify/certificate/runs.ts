import { defined, isRecord, jsonIn } from '../../core/index.ts'
import { LEVELS } from '../results/check.ts'
import type { Report } from '../results/report.ts'
import { type EarlierRun, type EarlierRuns, sha256 } from './certificate.ts'

/** A run as the local file of runs has it: one JSON object on each line. */
interface RecordedRun extends EarlierRun {
  /** SHA-256 of the addresses: what was run against, without saying where. */
  readonly addresses: string
  /** Whether it got a certificate. */
  readonly isSigned: boolean
}

/** Runs that the file keeps. */
export const MOST_RUNS = 1000

/** Runs that a certificate lists. */
const MOST_LISTED = 50

const VERDICTS = ['certified', 'not certified', 'inconclusive'] as const

/** A run as a line of the file. */
export function runLine(report: Report, isSigned: boolean): string {
  const { startedAt, level, verdict } = report
  const run: RecordedRun = { addresses: addressesOf(report), startedAt, level, verdict, isSigned }
  return `${JSON.stringify(run)}\n`
}

/** The runs against the same addresses since the last one that got a certificate. */
export function earlierRuns(text: string, report: Report): EarlierRuns {
  const own = addressesOf(report)
  const runs = text
    .split('\n')
    .flatMap(recordedRun)
    .filter(({ addresses, startedAt }) => addresses === own && startedAt < report.startedAt)
  const last = runs.findLastIndex(({ isSigned }) => isSigned)
  const since = runs[last]?.startedAt
  const later = runs
    .slice(last + 1)
    .map(({ startedAt, level, verdict }) => ({ startedAt, level, verdict }))
  return {
    source: 'local file',
    ...defined({ since }),
    runs: later.slice(-MOST_LISTED),
    omitted: Math.max(0, later.length - MOST_LISTED),
  }
}

function addressesOf({ addresses, endpoint }: Report): string {
  const urls = addresses.map(({ operation, url }) => `${operation} ${url}`).toSorted()
  return sha256(urls.length === 0 ? endpoint : urls.join('\n'))
}

/** A line that is not one of ours is none. */
function recordedRun(line: string): RecordedRun[] {
  const written = parsed(line)
  if (!isRecord(written)) return []
  const { addresses, startedAt, isSigned } = written
  const level = LEVELS.find((known) => known === written.level)
  const verdict = VERDICTS.find((known) => known === written.verdict)
  return typeof addresses === 'string' &&
    typeof startedAt === 'string' &&
    Number.isFinite(Date.parse(startedAt)) &&
    level !== undefined &&
    verdict !== undefined
    ? [{ addresses, startedAt, level, verdict, isSigned: isSigned === true }]
    : []
}

function parsed(line: string): unknown {
  try {
    return jsonIn(line)
  } catch {
    return undefined
  }
}
