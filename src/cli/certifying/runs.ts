import { appendFileSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import {
  type EarlierRuns,
  earlierRuns,
  MOST_RUNS,
  type Report,
  runLine,
} from '../../certify/index.ts'
import { readFileWithin, replaceFile, textOf } from '../../core/index.ts'

/** The file that remembers runs, so that a certificate can say how many came before it; beside the configuration file. */
export function runsFile(config: unknown): string {
  const folder = typeof config === 'string' ? dirname(config) : '.'
  return join(folder, '.dropship', 'runs.ndjson')
}

/** The runs against the same addresses that the file knows; a file that cannot be read knows none, and says so. */
export function readEarlierRuns(file: string, report: Report): EarlierRuns {
  const text = readRuns(file)
  return text === undefined ? { source: 'none', runs: [], omitted: 0 } : earlierRuns(text, report)
}

/** Adds a run. Where nothing can be written, as in a container without a writable folder, the certificate says so. */
export function recordRun(file: string, report: Report, isSigned: boolean): void {
  const line = runLine(report, isSigned)
  try {
    mkdirSync(dirname(file), { recursive: true })
    const known = readRuns(file)?.split('\n').slice(0, -1) ?? []
    if (known.length < MOST_RUNS) return appendFileSync(file, line)
    const kept = known.slice(-MOST_RUNS / 2)
    replaceFile(file, `${kept.join('\n')}\n${line}`)
  } catch {
    return
  }
}

function readRuns(file: string): string | undefined {
  try {
    return textOf(readFileWithin(file))
  } catch (error) {
    const isNew = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    return isNew ? '' : undefined
  }
}
