import type { Report } from './report.ts'

/** The report's files by their names: what `--out` receives. */
export function writeReports(report: Report): Readonly<Record<string, string>> {
  return { 'report.json': `${JSON.stringify(report, null, 2)}\n` }
}
