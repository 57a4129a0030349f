import { renderHtml } from './html/page.ts'
import { renderJUnit } from './junit.ts'
import type { Report } from '../results/report.ts'
import { documentOf, renderDocument, renderEvidence } from './document.ts'

/** How much of the requests and responses is kept: those that show what failed, or every one in a file of its own. */
export const EVIDENCE = ['failed', 'all'] as const

export type Evidence = (typeof EVIDENCE)[number]

/** The report's files by their names: what `--out` receives. */
export function reportFiles(
  report: Report,
  evidence: Evidence = 'failed',
): Readonly<Record<string, string>> {
  return {
    'report.json': renderDocument(documentOf(report)),
    ...(evidence === 'all' ? { 'evidence.json': renderEvidence(report) } : {}),
    'report.html': renderHtml(report),
    'junit.xml': renderJUnit(report),
    ...(report.problem?.file === undefined
      ? {}
      : { [report.problem.file.name]: report.problem.file.text }),
  }
}
