import { escapeHtml } from '../../../core/index.ts'
import type {
  Report,
  ReportedCheck,
  ReportedRequest,
  ReportedResponse,
} from '../../results/report.ts'
import { markOf, statusOf } from './marks.ts'

/** So many failing checks are open from the start. */
const OPEN_FROM_START = 12

/** All checks below their requirements, those with failures first. */
export function renderChecks({ checks, requirements }: Report): string {
  const groups = new Map<string, ReportedCheck[]>()
  for (const check of checks) {
    groups.set(check.requirement, [...(groups.get(check.requirement) ?? []), check])
  }
  const bodies = new Map<string, string>()
  let opened = 0
  return [...groups]
    .toSorted(([, one], [, other]) => severity(other) - severity(one))
    .map(([requirement, own]) => {
      const quiet = severity(own) === 0 ? ' data-quiet' : ''
      const rows = own
        .toSorted((one, other) => severity([other]) - severity([one]))
        .map((check) =>
          renderCheck(check, severity([check]) > 1 && opened++ < OPEN_FROM_START, bodies),
        )
      return `<section class="group"${quiet}>${renderRequirement(requirement, requirements)}
${rows.join('\n')}</section>`
    })
    .join('\n')
}

function renderRequirement(id: string, requirements: Report['requirements']): string {
  const found = requirements.find((requirement) => requirement.id === id)
  if (found === undefined) return `<h3>${escapeHtml(id)}</h3>`
  const { level, force, sentence, basis, source } = found
  return `<h3>${escapeHtml(id)} <span class="soft">${level}, ${force}</span></h3>
<p>${escapeHtml(sentence)} Rests on ${basis}: ${escapeHtml(source)}.</p>`
}

const SEVERITIES = { errored: 3, failed: 3, warned: 1, passed: 0, skipped: 0 } as const

function severity(checks: readonly ReportedCheck[]): number {
  return Math.max(
    0,
    ...checks.map(({ status, waiver }) => (waiver === undefined ? SEVERITIES[status] : 2)),
  )
}

function renderCheck(check: ReportedCheck, open: boolean, bodies: Map<string, string>): string {
  const status = statusOf(check)
  const id = escapeHtml(check.id)
  const what: readonly (readonly [string, string | undefined])[] = [
    ['pointer', check.pointer === '' ? '(the whole body)' : check.pointer],
    ['expected', check.expected],
    ['actual', check.actual],
    ['fix', check.fix],
    ['rule', check.rule],
    ['waived', check.waiver && `${check.waiver.reason} (until ${check.waiver.expires})`],
    ['check', check.id],
  ]
  const rows = what.flatMap(([name, value]) =>
    value === undefined ? [] : [`<dt>${name}</dt><dd>${escapeHtml(value)}</dd>`],
  )
  return `<details class="check" id="${id}" data-status="${check.status}" data-level="${check.level}" data-op="${escapeHtml(check.operation ?? '-')}" data-requirement="${escapeHtml(check.requirement)}"${open ? ' open' : ''}><summary>${markOf(status)} <span class="title">${escapeHtml(check.title)}</span><span class="op">${escapeHtml(check.operation ?? '')}</span></summary><div><dl class="what">${rows.join('')}</dl>${renderRequest(check, bodies)}${renderResponse(check.response)}${check.reproduce === undefined || check.status === 'passed' ? '' : `<span class="soft">reproduce</span><pre>${escapeHtml(check.reproduce)}</pre>`}</div></details>`
}

function renderRequest({ id, request }: ReportedCheck, bodies: Map<string, string>): string {
  if (request === undefined) return ''
  const head = [`${request.method} ${request.url}`, ...headerLines(request)].join('\n')
  return `<span class="soft">request</span><pre>${escapeHtml(head)}${renderBody(id, request.body ?? '', bodies)}</pre>`
}

/** Many checks share one request: its body is shown at the first of them. */
function renderBody(id: string, body: string, bodies: Map<string, string>): string {
  if (body === '') return ''
  const first = bodies.get(body)
  if (first === undefined || body.length < 200) {
    bodies.set(body, id)
    return `\n\n${escapeHtml(body)}`
  }
  return `\n\n<a href="#${encodeURIComponent(first)}">the same body as in this check</a>`
}

function renderResponse(response: ReportedResponse | undefined): string {
  if (response === undefined) return ''
  const head = [`${response.status}`, ...headerLines(response)].join('\n')
  const body = response.body === '' ? '' : `\n\n${response.body}`
  return `<span class="soft">response</span><pre>${escapeHtml(`${head}${body}`)}</pre>`
}

function headerLines({ headers }: Pick<ReportedRequest, 'headers'>): string[] {
  return headers.map(([name, value]) => `${name}: ${value}`)
}
