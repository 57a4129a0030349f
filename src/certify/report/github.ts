import {
  type Annotation,
  formatDuration,
  markdownCode,
  markdownTable,
  markdownText,
  plural,
} from '../../core/index.ts'
import { causesOf } from '../causes/causes.ts'
import { skipsOf } from '../causes/skips.ts'
import type { Cause } from '../results/cause.ts'
import type { Report } from '../results/report.ts'
import { levelText, shownLevels } from './levels.ts'
import { selfTestText } from './self-test-text.ts'
import { EFFECT_TEXTS } from './skipped-text.ts'
import { routeTexts, subjectOf } from './wording.ts'

/** Causes and warnings, and what prevented a verdict. */
export function annotationsOf(report: Report): readonly Annotation[] {
  const { verdict, reason, problem } = report
  const title = `Drop Ship certification: ${verdict}`
  const message = [reason, problem?.next].filter((text) => text !== undefined).join('\n')
  const shown = causesOf(report).filter(({ status }) => status !== 'waived')
  return [
    ...(verdict === 'inconclusive' && message !== ''
      ? [{ level: 'error', place: { title }, message } as const]
      : []),
    ...shown.map((cause) => annotationOf(cause)),
  ]
}

function annotationOf(cause: Cause): Annotation {
  const { status, requirement, sentence, expected, actual, fix, rule, checks } = cause
  const [, file, line] = /^(.*):(\d+)/.exec(rule ?? '') ?? []
  return {
    level: status === 'warned' ? 'warning' : 'error',
    place: {
      ...(file === undefined ? {} : { file, line: Number(line) }),
      title: `${requirement} ${sentence}`,
    },
    message: `${plural(checks.length, 'check')}: expected ${expected}; ${actual}${fix === undefined ? '' : `\n${fix}`}`,
  }
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
    ...(report.selfTest === undefined ? [] : [`- ${selfTestText(report.selfTest)}`]),
    ...report.notEnabled.map((operation) => `- ${markdownCode(operation)}: not enabled`),
    ...routeTexts(report.route).map((text) => `- ${markdownText(text)}`),
    ...[report.reason, report.problem?.next].flatMap((text) =>
      text === undefined ? [] : ['', markdownText(text)],
    ),
    ...(rows.length === 0
      ? []
      : ['', ...markdownTable(['what is broken', 'what to do', 'requirement', '#checks'], rows)]),
    ...(skips.length === 0 ? [] : ['', ...skips]),
    '',
  ].join('\n')
}
