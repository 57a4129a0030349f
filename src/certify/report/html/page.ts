import { escapeHtml, formatDuration, plural } from '../../../core/index.ts'
import { type CheckStatus, LEVELS } from '../../results/check.ts'
import { causesOf } from '../../causes/causes.ts'
import { skipsOf } from '../../causes/skips.ts'
import { shownLevels } from '../levels.ts'
import type { Cause } from '../../results/cause.ts'
import { largestMessage, latencyUnderLoad } from '../measurements.ts'
import { SCHEMA_VERSION } from '../../results/document.ts'
import type { Report } from '../../results/report.ts'
import { asSentence, notEnabledText, ownerOf, routeTexts, subjectOf, wholeOf } from '../wording.ts'
import { renderCauses } from './causes.ts'
import { isShown, renderChecks } from './checks.ts'
import { LABELS } from './marks.ts'
import { renderUntestedRules } from '../rules.ts'
import { renderSelfTest } from '../self-test-text.ts'
import { renderLevels, renderNext, renderSkipped } from './people.ts'
import { renderMatrix } from './matrix.ts'
import { SCRIPT } from './script.ts'
import { STYLE } from './style.ts'
import { renderTimelines } from './timelines.ts'
import { pageHead } from './head.ts'

/**
 * `report.html`: one page that needs nothing else, for mailing. Whatever an endpoint sent is shown in it as text, and the
 * page's own policy lets nothing run or load but its own style and script.
 */
export function renderHtml(report: Report): string {
  const causes = causesOf(report)
  const title = `${VERDICTS[report.verdict].word} at level ${report.level}: ${subjectOf(report)}`
  return `${pageHead(title, STYLE, SCRIPT)}
<body>
${header(report, causes)}
<main>
${renderCauses(report, causes)}${renderSkipped(skipsOf(report, causes))}<h2 id="requirements">Requirements</h2>
${renderMatrix(report)}
${renderUntestedRules(report.rules)}${renderSelfTest(report.selfTest)}${renderTimelines(report)}${checksSection(report)}
${leftBehind(report)}
</main>
<footer>Suite ${escapeHtml(report.suiteVersion)} · report format ${SCHEMA_VERSION} · contract sha256 <span class="mono">${escapeHtml(report.contract.sha256)}</span></footer>
<script>${SCRIPT}</script>
</body>
</html>
`
}

const VERDICTS = {
  certified: { word: 'Certified', mark: '✓', tone: 'good' },
  'not certified': { word: 'Not certified', mark: '✗', tone: 'bad' },
  inconclusive: { word: 'Inconclusive', mark: '?', tone: 'open' },
} as const

function header(report: Report, causes: readonly Cause[]): string {
  const broken = causes.filter(({ status }) => status === 'failed' || status === 'errored')
  const { word, mark, tone } = VERDICTS[report.verdict]
  const { summary } = report
  const latency = latencyUnderLoad(report)
  const largest = largestMessage(report)
  const facts: readonly (readonly [string, string])[] = [
    [
      'contract',
      `${report.contract.title} ${report.contract.version}, suite ${report.suiteVersion}`,
    ],
    ['started', `${report.startedAt.slice(0, 19).replace('T', ' ')} UTC`],
    ['took', `${formatDuration(report.durationMs)}, ${plural(summary.requests, 'request')}`],
    ...(latency === undefined ? [] : [['under load', latency] as const]),
    ...(largest === undefined ? [] : [['largest message', largest] as const]),
    ...(report.timelines === undefined ? [['seed', report.seed] as const] : []),
    [
      'checks',
      (['passed', 'failed', 'errored', 'warned', 'skipped'] as const)
        .filter((status) => summary[status] > 0)
        .map((status) => `${summary[status]} ${LABELS[status]}`)
        .join(', '),
    ],
  ]
  return `<header class="${tone === 'good' ? 'passed' : tone === 'bad' ? 'failed' : 'warned'}">
<p class="kind">Drop Ship ${report.timelines === undefined ? 'endpoint' : 'sender'} certification, level ${report.level}</p>
<h1 class="verdict ${tone}"><span aria-hidden="true">${mark}</span> ${word}</h1>
${ownerLine(report)}<ul class="endpoint">${addressItems(report)}</ul>
<ul class="levels">${renderLevels(report, shownLevels(report, causes))}${report.timelines === undefined ? effectsItem(report) : ''}</ul>
${notice(report)}<dl class="facts">${facts.map(([name, value]) => `<div><dt>${name}</dt><dd>${escapeHtml(value)}</dd></div>`).join('')}</dl>
${renderNext(report, broken.length)}
${repairs(broken)}</header>`
}

/** Beside the levels, which are judged without effects where nobody observes these. */
function effectsItem({ effects }: Report): string {
  const [tint, mark] = effects === 'observed' ? ['passed', '✓'] : ['not', '·']
  return `<li><b>effects</b><span class="status ${tint}">${mark} ${effects}</span></li>`
}

function ownerLine(report: Report): string {
  const owner = ownerOf(report)
  const { purpose } = report
  return [
    ...(owner === undefined ? [] : [`<p class="owner">${escapeHtml(owner)}</p>\n`]),
    ...(purpose === undefined ? [] : [`<p class="purpose">Purpose: ${escapeHtml(purpose)}</p>\n`]),
  ].join('')
}

/** Each operation's address, what was not part of the run, and how the addresses were reached. */
function addressItems({ addresses, notEnabled, route, excluded = [] }: Report): string {
  const items = addresses.map(
    ({ operation, url }) => `${escapeHtml(operation)} <span class="mono">${escapeHtml(url)}</span>`,
  )
  const others = [
    ...(notEnabled.length === 0 ? [] : [notEnabledText(notEnabled)]),
    ...excluded.map((sentence) => `not judged: ${sentence}`),
    ...routeTexts(route),
  ].map(escapeHtml)
  return [...items, ...others].map((item) => `<li>${item}</li>`).join('')
}

function notice({ reason, problem }: Report): string {
  if (reason === undefined && problem === undefined) return ''
  const lines = [reason, problem === undefined ? undefined : `Next: ${problem.next}`]
  const shown = lines.flatMap((line) => (line === undefined ? [] : [escapeHtml(asSentence(line))]))
  return `<p class="notice">${shown.join('<br>')}</p>\n`
}

/** What has to be repaired, each leading to what explains it. */
function repairs(broken: readonly Cause[]): string {
  if (broken.length === 0) return ''
  const items = broken
    .slice(0, MOST_REPAIRS)
    .map(
      ({ sentence, checks }, index) =>
        `<li><a href="#cause-${index + 1}">${escapeHtml(sentence)}</a> <span class="failed">${plural(checks.length, 'check')} failed</span></li>`,
    )
  const more = broken.length - MOST_REPAIRS
  const rest = more > 0 ? `<li>and ${plural(more, 'more cause')}</li>` : ''
  return `<h2 class="repairs-title">What to repair</h2><ul class="repairs">${items.join('')}${rest}</ul>\n`
}

const MOST_REPAIRS = 20

/** Every check that failed or warned; of the others the matrix has the counts. */
function checksSection(report: Report): string {
  const checks = report.checks.filter(isShown)
  if (checks.length === 0) return ''
  const shown = { ...report, checks }
  return `<section class="rows"><h2 id="checks">Checks that did not pass</h2>
${filters(shown)}
${renderChecks(shown)}</section>`
}

const STATUSES: readonly CheckStatus[] = ['failed', 'errored', 'warned']

function filters(report: Report): string {
  const { checks, requirements } = report
  const boxes = STATUSES.flatMap((status) => {
    const count = checks.filter((check) => check.status === status).length
    if (count === 0) return []
    const checked =
      status === 'passed' && checks.some((check) => check.status === 'failed') ? '' : ' checked'
    return [
      `<label><input type="checkbox" name="status" value="${status}"${checked}> ${count} ${LABELS[status]}</label>`,
    ]
  })
  const operations = [...new Set(checks.flatMap(({ operation }) => operation ?? []))]
  const options = (values: readonly string[]): string =>
    values.map((value) => `<option>${escapeHtml(value)}</option>`).join('')
  return `<form class="filters" hidden aria-label="Filter the checks">
${boxes.join('\n')}
<label>operation <select name="operation" aria-label="operation"><option value="">all</option>${options(operations)}<option value="-">${wholeOf(report)}</option></select></label>
<label>level <select name="level" aria-label="level"><option value="">all</option>${options(LEVELS)}</select></label>
<label>requirement <select name="requirement" aria-label="requirement"><option value="">all</option>${options(requirements.map(({ id }) => id))}</select></label>
<input type="search" name="text" placeholder="Search (press /)" aria-label="Search the checks">
<output id="shown" class="soft" tabindex="-1"></output>
<span class="soft">n, p: next and previous finding</span>
</form>`
}

function leftBehind({ leftBehind: { prefix, identifiers } }: Report): string {
  if (identifiers.length === 0) return ''
  const orders = plural(identifiers.length, 'order')
  const sentence =
    prefix === ''
      ? `The endpoint accepted messages about ${orders} of the fixtures.`
      : `The endpoint accepted messages about ${orders} that were generated for this run. Their identifiers contain ${prefix}.`
  return `<h2 id="left-behind">Test data left on the endpoint</h2>
<p>${escapeHtml(sentence)}</p>
<details><summary>All identifiers</summary><div><pre>${escapeHtml(identifiers.join('\n'))}</pre></div></details>`
}
