import { type FileContent, listed } from '../../core/index.ts'
import { renderHtml } from './html/page.ts'
import { renderJUnit } from './junit.ts'
import type { Report } from '../results/report.ts'
import { documentOf, evidencePieces, renderDocument } from './document.ts'

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
  /** The same piece by piece, where the whole would take much memory. */
  readonly pieces?: (report: Report) => Iterable<string>
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
    render: (report) => [...evidencePieces(report)].join(''),
    pieces: evidencePieces,
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
  return { ...Object.fromEntries(files), ...fileOfProblem(report) }
}

/** The same to be written at once: a large one piece by piece. */
export function reportContents(
  report: Report,
  evidence: Evidence = 'failed',
): Readonly<Record<string, FileContent>> {
  const files = filesWith(evidence).map(
    ({ name, render, pieces }): readonly [string, FileContent] => [
      name,
      pieces?.(report) ?? render(report),
    ],
  )
  return { ...Object.fromEntries(files), ...fileOfProblem(report) }
}

function fileOfProblem({ problem }: Report): Readonly<Record<string, string>> {
  const { file } = problem ?? {}
  return file === undefined ? {} : { [file.name]: file.text }
}
