import {
  formatDuration,
  markdownCode,
  markdownTable,
  markdownText,
  renderWorkflowAnnotation,
} from '../../core/index.ts'
import { LEVELS } from '../results/check.ts'
import type { Report, ReportedCheck } from '../results/report.ts'
import { routeTexts, sentenceOf, subjectOf } from './wording.ts'

/** GitHub keeps ten annotations of a kind for a step. */
const MOST = 10

/** The first failures and warnings as workflow commands, each beside the contract's line that it is about. */
export function renderAnnotations({ checks }: Report): string {
  const open = checks.filter(({ waiver }) => waiver === undefined)
  const failed = open.filter(({ status }) => status === 'failed' || status === 'errored')
  const warned = open.filter(({ status }) => status === 'warned')
  return [
    ...failed.slice(0, MOST).map((check) => annotation('error', check)),
    ...warned.slice(0, MOST).map((check) => annotation('warning', check)),
  ].join('')
}

function annotation(level: 'error' | 'warning', check: ReportedCheck): string {
  const [, file = 'openapi/drop-ship.yaml', line = '1'] = /^(.*):(\d+)/.exec(check.rule ?? '') ?? []
  const where = check.operation === undefined ? '' : `${check.operation}: `
  const fix = check.fix === undefined ? '' : `\n${check.fix}`
  return renderWorkflowAnnotation(
    level,
    { file, line: Number(line), title: `${check.requirement} ${check.title}` },
    `${where}expected ${check.expected}; ${check.actual}${fix}`,
  )
}

/** The run in Markdown, for the page that GitHub Actions shows of a job. */
export function renderStepSummary(report: Report): string {
  const { summary, levels, checks } = report
  const failing = new Map<string, number>()
  for (const { status, requirement, waiver } of checks) {
    if (waiver === undefined && (status === 'failed' || status === 'errored')) {
      failing.set(requirement, (failing.get(requirement) ?? 0) + 1)
    }
  }
  const rows = [...failing].map(([id, count]) => [id, markdownText(sentenceOf(report, id)), count])
  return [
    `### Drop Ship certification: ${report.verdict}`,
    '',
    `${markdownCode(subjectOf(report))} at level ${report.level}, seed ${markdownCode(report.seed)}: ${summary.passed} passed, ${summary.failed} failed, ${summary.warned} warned, ${summary.skipped} skipped in ${formatDuration(report.durationMs)}.`,
    '',
    [
      ...LEVELS.map((level) => `${level}: **${levels[level]}**`),
      `effects: **${report.effects}**`,
    ].join(' · '),
    '',
    ...report.addresses.map(
      ({ operation, url }) => `- ${markdownCode(operation)}: ${markdownCode(url)}`,
    ),
    ...report.notEnabled.map((operation) => `- ${markdownCode(operation)}: not enabled`),
    ...routeTexts(report.route).map((text) => `- ${markdownText(text)}`),
    ...(report.reason === undefined ? [] : ['', markdownText(report.reason)]),
    ...(rows.length === 0
      ? []
      : ['', ...markdownTable(['requirement', '', '#failed checks'], rows)]),
    '',
  ].join('\n')
}
