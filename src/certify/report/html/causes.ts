import { escapeHtml, plural } from '../../../core/index.ts'
import { linesOfCauses, stillAccepted } from '../../causes/accepted.ts'
import type { Cause } from '../../results/cause.ts'
import type { Report } from '../../results/report.ts'
import { sentenceOf } from '../wording.ts'

/** Causes beyond these are in the list of checks. */
const MOST_CAUSES = 40
/** So many are shown with their request and response. */
const MOST_EXAMPLES = 24
const LONGEST_EXAMPLE = 2500

/** What is broken, the largest cause first, each with what to do and a request that shows it. */
export function renderCauses(report: Report, causes: readonly Cause[]): string {
  if (causes.length === 0) return ''
  const shown = causes.slice(0, MOST_CAUSES)
  const more = causes.length - shown.length
  const isBroken = causes.some(({ status }) => status === 'failed' || status === 'errored')
  return `<h2 id="causes">${isBroken ? 'What is broken' : 'Warnings and waived failures'}</h2>
${shown.map((cause, index) => renderCause(report, cause, index)).join('\n')}
${more > 0 ? `<p>And ${plural(more, 'more cause')}, in report.json.</p>\n` : ''}`
}

const MARKS: Readonly<Record<Cause['status'], string>> = {
  failed: '✗ failed',
  errored: '⚠ errored',
  waived: '~ waived',
  warned: '! warned',
}

function renderCause(report: Report, cause: Cause, index: number): string {
  const { status, sentence, requirement, level, checks, explains, fix, rule } = cause
  const isOpen = status === 'failed' || status === 'errored'
  const example = report.checks.find(({ id }) => id === cause.example)
  const counted = `${plural(checks.length, 'check')}${explains === 0 ? '' : `, ${explains} skipped because of it`}`
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['what to do', fix],
    ['where', placesText(cause)],
    ['rule', `${requirement}, ${level}: ${sentenceOf(report, requirement)}`],
    ['line', rule],
    ['expected', cause.expected],
    ['actual', cause.actual],
    ['waived', example?.waiver && `${example.waiver.reason} (until ${example.waiver.expires})`],
    ['change', example?.change && `an ordinary message with ${example.change}`],
  ]
  const shown = rows.flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [`<dt>${name}</dt><dd>${escapeHtml(value)}</dd>`],
  )
  return `<details class="cause" id="cause-${index + 1}"${isOpen ? ' open' : ''}><summary><span class="status ${status}">${MARKS[status]}</span> <span class="title">${escapeHtml(sentence)}</span> <span class="op">${escapeHtml(counted)}</span></summary><div><dl class="what">${shown.join('')}${timelineRow(report, cause)}</dl>${contractOf(report, cause)}${index < MOST_EXAMPLES ? exampleOf(example) : ''}<p><a href="#${encodeURIComponent(cause.checks[0] ?? '')}">its checks</a></p></div></details>`
}

/** Of a sender: the timelines of the situations that show it. */
function timelineRow({ timelines = [] }: Report, { checks }: Cause): string {
  const named = new Set(checks.flatMap((id) => id.split('/')))
  const links = timelines.flatMap(({ situation }) =>
    named.has(situation)
      ? [`<a href="#timeline-${escapeHtml(situation)}">${escapeHtml(situation)}</a>`]
      : [],
  )
  return links.length === 0 ? '' : `<dt>seen in</dt><dd>${links.join(', ')}</dd>`
}

const MOST_PLACES = 100

function placesText({ places, cases, operations }: Cause): string {
  const pointers = [...new Set(places.map(({ pointer }) => pointer || '(the whole body)'))]
  const all = pointers.length > 0 ? pointers : cases.length > 1 ? cases : operations
  const more = all.length - MOST_PLACES
  return `${all.slice(0, MOST_PLACES).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

/** What the contract says of these places, and what has to stay accepted there. */
function contractOf(report: Report, cause: Cause): string {
  const lines = linesOfCauses(report, [cause])
  if (lines.length === 0) return ''
  const shapes = stillAccepted(lines).map(
    ({ shape, values }) => `<li>${escapeHtml(`${shape}: ${values.join(', ')}`)}</li>`,
  )
  const texts = new Map<string, string[]>()
  for (const { pointer, text } of lines)
    texts.set(text, [...(texts.get(text) ?? []), pointer || '(body)'])
  const rules = [...texts].map(
    ([text, pointers]) =>
      `<li><b>${escapeHtml(text)}</b> <span class="mono">${escapeHtml([...new Set(pointers)].join(', '))}</span></li>`,
  )
  return `<details class="contract"><summary>The contract of these places, and what must still be accepted</summary><div><ul>${rules.join('')}</ul>${shapes.length === 0 ? '' : `<p>A repair must still accept:</p><ul>${shapes.join('')}</ul>`}</div></details>`
}

function exampleOf(example: Report['checks'][number] | undefined): string {
  if (example?.reproduce === undefined) return ''
  const { response } = example
  const head = response === undefined ? 'no response' : String(response.status)
  const text = response === undefined || response.body === '' ? head : `${head}\n\n${response.body}`
  return `<span class="soft">request that shows it</span><pre tabindex="0" role="group" aria-label="command">${escapeHtml(cut(example.reproduce))}</pre><span class="soft">response</span><pre tabindex="0" role="group" aria-label="response">${escapeHtml(cut(text))}</pre>`
}

function cut(text: string): string {
  return text.length > LONGEST_EXAMPLE ? `${text.slice(0, LONGEST_EXAMPLE)}…` : text
}
