import { listed } from '../../core/index.ts'
import { renderHtml } from './html/page.ts'
import { renderJUnit } from './junit.ts'
import type { Report } from '../results/report.ts'
import { documentOf, renderDocument, renderEvidence } from './document.ts'

/** How much of the requests and responses is kept: those that show what failed, or every one in a file of its own. */
export const EVIDENCE = ['failed', 'all'] as const

export type Evidence = (typeof EVIDENCE)[number]

/** A file of a report. */
export interface ReportFile {
  readonly name: string
  readonly mediaType: string
  /** Written only where evidence of this extent is asked for. */
  readonly evidence?: Evidence
  readonly render: (report: Report) => string
}

/** Every file of a report; a new format is its module and its row here. */
export const REPORT_FILES: readonly ReportFile[] = [
  {
    name: 'report.json',
    mediaType: 'application/json; charset=utf-8',
    render: (report) => renderDocument(documentOf(report)),
  },
  {
    name: 'evidence.json',
    mediaType: 'application/json; charset=utf-8',
    evidence: 'all',
    render: renderEvidence,
  },
  { name: 'report.html', mediaType: 'text/html; charset=utf-8', render: renderHtml },
  { name: 'junit.xml', mediaType: 'application/xml; charset=utf-8', render: renderJUnit },
]

/** The files of every report. */
export const USUAL_FILES: readonly ReportFile[] = filesWith('failed')

function filesWith(wanted: Evidence): readonly ReportFile[] {
  return REPORT_FILES.filter(({ evidence = wanted }) => evidence === wanted)
}

/** The names of {@link USUAL_FILES} in a sentence: `report.json, report.html and junit.xml`. */
export function usualFileNames(): string {
  return listed(
    USUAL_FILES.map(({ name }) => name),
    'and',
  )
}

/** The report's files by their names: what `--out` receives. */
export function reportFiles(
  report: Report,
  evidence: Evidence = 'failed',
): Readonly<Record<string, string>> {
  const files = filesWith(evidence).map(({ name, render }) => [name, render(report)] as const)
  const { file } = report.problem ?? {}
  return { ...Object.fromEntries(files), ...(file === undefined ? {} : { [file.name]: file.text }) }
}
