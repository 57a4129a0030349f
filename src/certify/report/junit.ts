import { defined, type JUnitCase, type JUnitOutcome, renderJUnitXml } from '../../core/index.ts'
import { causesOf } from '../causes/causes.ts'
import type { Cause } from '../results/cause.ts'
import type { Report, ReportedCheck } from '../results/report.ts'
import { asSentence, wholeOf } from './wording.ts'

/**
 * `junit.xml`: one suite an operation, one case a check. All cases of one cause have one message, by which build servers
 * group them; the cause's example has the details. A run without a verdict is an error of its own.
 */
export function renderJUnit(report: Report): string {
  const suites = new Map<string, ReportedCheck[]>()
  for (const check of report.checks) {
    const name = check.operation ?? wholeOf(report)
    suites.set(name, [...(suites.get(name) ?? []), check])
  }
  const causes = new Map(
    causesOf(report).flatMap((cause) => cause.checks.map((id) => [id, cause] as const)),
  )
  const known = [...suites].map(([name, checks]) => ({
    name,
    properties: propertiesOf(report, name),
    cases: checks.map((check) => caseOf(check, causes.get(check.id))),
    ...defined({ output: warningsOf(checks) }),
  }))
  return renderJUnitXml({
    startedAt: report.startedAt,
    name: report.timelines === undefined ? 'dropship certify' : 'dropship certify-sender',
    suites: report.verdict === 'inconclusive' ? [verdictSuite(report), ...known] : known,
  })
}

/** Without it, a run that checked nothing would be all green. */
function verdictSuite(report: Report) {
  const reason = report.reason ?? 'not every check of the level was made'
  return {
    name: 'verdict',
    properties: propertiesOf(report, ''),
    cases: [
      {
        className: 'verdict',
        name: `has a verdict at level ${report.level}`,
        durationMs: report.durationMs,
        outcome: {
          kind: 'error',
          message: `inconclusive: ${asSentence(reason)}`,
          type: 'inconclusive',
          ...defined({ text: report.problem?.next }),
        },
      } as const,
    ],
  }
}

function propertiesOf(report: Report, operation: string): Record<string, string> {
  const address = report.addresses.find((each) => each.operation === operation)?.url
  const { partner, environment, purpose, notEnabled } = report
  return {
    endpoint: report.endpoint,
    ...defined({ address }),
    ...(notEnabled.length === 0 ? {} : { notEnabled: notEnabled.join(', ') }),
    ...defined({ partner, environment, purpose }),
    level: report.level,
    verdict: report.verdict,
    effects: report.effects,
    seed: report.seed,
    suiteVersion: report.suiteVersion,
    contract: report.contract.sha256,
  }
}

function warningsOf(checks: readonly ReportedCheck[]): string | undefined {
  const lines = checks
    .filter(({ status }) => status === 'warned')
    .map(({ id, actual }) => `warning: ${id}: ${actual}`)
  return lines.length === 0 ? undefined : lines.join('\n')
}

function caseOf(check: ReportedCheck, cause: Cause | undefined): JUnitCase {
  const outcome = outcomeOf(check, cause)
  return {
    className: check.requirement,
    name: `${check.title} [${check.id}]`,
    durationMs: check.durationMs,
    ...defined({ outcome }),
  }
}

/** A waived failure does not fail the run, so it is a skipped case with the waiver's reason. */
function outcomeOf(check: ReportedCheck, cause: Cause | undefined): JUnitOutcome | undefined {
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
        message: cause?.sentence ?? actual,
        type: check.requirement,
        text: linesOf(check, cause).join('\n'),
      }
  }
}

function linesOf(check: ReportedCheck, cause: Cause | undefined): string[] {
  const { id, actual, pointer, rule } = check
  const isExample = cause === undefined || cause.example === id
  const lines = isExample
    ? {
        expected: check.expected,
        actual,
        pointer,
        rule,
        fix: cause?.fix ?? check.fix,
        try: check.reproduce,
      }
    : { actual, pointer, rule, example: cause.example }
  return Object.entries(lines).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name.padEnd(9)}${value}`],
  )
}
