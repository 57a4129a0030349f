import { renderHtml } from './html/page.ts'
import { renderJUnit } from './junit.ts'
import type { Report } from '../results/report.ts'

/** The report's files by their names: what `--out` receives. */
export function reportFiles(report: Report): Readonly<Record<string, string>> {
  return {
    'report.json': `${JSON.stringify(report, null, 2)}\n`,
    'report.html': renderHtml(report),
    'junit.xml': renderJUnit(report),
    ...(report.problem?.file === undefined
      ? {}
      : { [report.problem.file.name]: report.problem.file.text }),
  }
}
