import {
  formatDuration,
  markdownCode,
  markdownTable,
  markdownText,
  plural,
  renderWorkflowAnnotation,
} from '../../core/index.ts'
import { causesOf } from '../causes/causes.ts'
import { skipsOf } from '../causes/skips.ts'
import type { Cause } from '../results/cause.ts'
import type { Report } from '../results/report.ts'
import { levelText, shownLevels } from './levels.ts'
import { EFFECT_TEXTS } from './skipped-text.ts'
import { routeTexts, subjectOf } from './wording.ts'

/** GitHub keeps ten annotations of a kind for a step. */
const MOST = 10

/**
 * Causes and warnings as workflow commands.
 * @param isOwn whether a file is in the reader's repository: an annotation points into it, or nowhere
 */
export function renderAnnotations(report: Report, isOwn: (file: string) => boolean): string {
  const causes = causesOf(report)
  const failed = causes.filter(({ status }) => status === 'failed' || status === 'errored')
  const warned = causes.filter(({ status }) => status === 'warned')
  return [
    ...failed.slice(0, MOST).map((cause) => annotation('error', cause, isOwn)),
    ...warned.slice(0, MOST).map((cause) => annotation('warning', cause, isOwn)),
  ].join('')
}

function annotation(
  level: 'error' | 'warning',
  { requirement, sentence, expected, actual, fix, rule, checks }: Cause,
  isOwn: (file: string) => boolean,
): string {
  const [, file, line] = /^(.*):(\d+)/.exec(rule ?? '') ?? []
  const place = file !== undefined && isOwn(file) ? { file, line: Number(line) } : {}
  return renderWorkflowAnnotation(
    level,
    { ...place, title: `${requirement} ${sentence}` },
    `${plural(checks.length, 'check')}: expected ${expected}; ${actual}${fix === undefined ? '' : `\n${fix}`}`,
  )
}

/** The run in Markdown, for the page that GitHub Actions shows of a job. */
export function renderStepSummary(report: Report): string {
  const { summary } = report
  const causes = causesOf(report)
  const broken = causes.filter(({ status }) => status === 'failed' || status === 'errored')
  const rows = broken.map(({ sentence, requirement, fix = '', checks }) => [
    markdownText(sentence),
    markdownText(fix),
    requirement,
    checks.length,
  ])
  const skips = skipsOf(report, causes).map(
    ({ reason, effect, checks }) =>
      `- ${markdownText(`${plural(checks.length, 'check')} skipped: ${reason} (${EFFECT_TEXTS[effect]})`)}`,
  )
  return [
    `### Drop Ship certification: ${report.verdict}`,
    '',
    `${markdownCode(subjectOf(report))} at level ${report.level}, seed ${markdownCode(report.seed)}: ${summary.passed} passed, ${summary.failed} failed, ${summary.warned} warned, ${summary.skipped} skipped in ${formatDuration(report.durationMs)}.`,
    '',
    [
      ...shownLevels(report, causes).map((level) => markdownText(levelText(level))),
      `effects: **${report.effects}**`,
    ].join(' · '),
    '',
    ...(report.purpose === undefined ? [] : [`- purpose: ${markdownText(report.purpose)}`]),
    ...report.addresses.map(
      ({ operation, url }) => `- ${markdownCode(operation)}: ${markdownCode(url)}`,
    ),
    ...report.notEnabled.map((operation) => `- ${markdownCode(operation)}: not enabled`),
    ...routeTexts(report.route).map((text) => `- ${markdownText(text)}`),
    ...(report.reason === undefined ? [] : ['', markdownText(report.reason)]),
    ...(rows.length === 0
      ? []
      : ['', ...markdownTable(['what is broken', 'what to do', 'requirement', '#checks'], rows)]),
    ...(skips.length === 0 ? [] : ['', ...skips]),
    '',
  ].join('\n')
}
