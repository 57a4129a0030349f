import { defined, type JUnitCase, type JUnitOutcome, renderJUnitXml } from '../../core/index.ts'
import type { Report, ReportedCheck } from '../results/report.ts'
import { wholeOf } from './wording.ts'

/** `junit.xml`: one suite an operation, one case a check. */
export function renderJUnit(report: Report): string {
  const suites = new Map<string, ReportedCheck[]>()
  for (const check of report.checks) {
    const name = check.operation ?? wholeOf(report)
    suites.set(name, [...(suites.get(name) ?? []), check])
  }
  return renderJUnitXml({
    name: report.timelines === undefined ? 'dropship certify' : 'dropship certify-sender',
    durationMs: report.durationMs,
    suites: [...suites].map(([name, checks]) => ({
      name,
      properties: propertiesOf(report, name),
      startedAt: report.startedAt,
      cases: checks.map((check) => caseOf(check)),
    })),
  })
}

function propertiesOf(report: Report, operation: string): Record<string, string> {
  const address = report.addresses.find((each) => each.operation === operation)?.url
  const { partner, environment, notEnabled } = report
  return {
    endpoint: report.endpoint,
    ...defined({ address }),
    ...(notEnabled.length === 0 ? {} : { notEnabled: notEnabled.join(', ') }),
    ...defined({ partner, environment }),
    level: report.level,
    verdict: report.verdict,
    effects: report.effects,
    seed: report.seed,
    suiteVersion: report.suiteVersion,
    contract: report.contract.sha256,
  }
}

function caseOf(check: ReportedCheck): JUnitCase {
  const outcome = outcomeOf(check)
  return {
    className: check.requirement,
    name: `${check.title} [${check.id}]`,
    durationMs: check.durationMs,
    ...defined({ outcome }),
    ...(check.status === 'warned' ? { output: `warning: ${check.actual}` } : {}),
  }
}

/** A waived failure does not fail the run, so it is a skipped case with the waiver's reason. */
function outcomeOf(check: ReportedCheck): JUnitOutcome | undefined {
  const { status, waiver, actual, fix } = check
  if (waiver !== undefined) {
    return { kind: 'skipped', message: `waived until ${waiver.expires}: ${waiver.reason}` }
  }
  switch (status) {
    case 'passed':
    case 'warned':
      return undefined
    case 'skipped':
      return { kind: 'skipped', message: `${actual}${fix === undefined ? '' : ` (${fix})`}` }
    case 'failed':
    case 'errored':
      return {
        kind: status === 'failed' ? 'failure' : 'error',
        message: actual,
        type: check.requirement,
        text: linesOf(check).join('\n'),
      }
  }
}

function linesOf({ expected, actual, pointer, rule, fix, reproduce }: ReportedCheck): string[] {
  const lines = { expected, actual, pointer, rule, fix, try: reproduce }
  return Object.entries(lines).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name.padEnd(9)}${value}`],
  )
}
