import { escapeXml } from '../../core/index.ts'
import type { Report, ReportedCheck } from '../results/report.ts'

/** `junit.xml`: one suite an operation, one case a check; seconds with milliseconds. */
export function renderJUnit(report: Report): string {
  const suites = new Map<string, ReportedCheck[]>()
  for (const check of report.checks) {
    const name = check.operation ?? 'the endpoint as a whole'
    suites.set(name, [...(suites.get(name) ?? []), check])
  }
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="dropship certify" ${counts(report.checks)} time="${seconds(report.durationMs)}">`,
    ...[...suites].map(([name, checks]) => suite(name, checks, report)),
    '</testsuites>',
    '',
  ].join('\n')
}

function suite(name: string, checks: readonly ReportedCheck[], report: Report): string {
  const duration = checks.reduce((sum, { durationMs }) => sum + durationMs, 0)
  const address = report.addresses.find(({ operation }) => operation === name)?.url
  const { partner, environment, notEnabled } = report
  const properties = {
    endpoint: report.endpoint,
    ...(address === undefined ? {} : { address }),
    ...(notEnabled.length === 0 ? {} : { notEnabled: notEnabled.join(', ') }),
    ...(partner === undefined ? {} : { partner }),
    ...(environment === undefined ? {} : { environment }),
    level: report.level,
    verdict: report.verdict,
    seed: report.seed,
    suiteVersion: report.suiteVersion,
    contract: report.contract.sha256,
  }
  return [
    `  <testsuite name="${escapeXml(name)}" ${counts(checks)} timestamp="${report.startedAt.slice(0, 19)}" time="${seconds(duration)}">`,
    '    <properties>',
    ...Object.entries(properties).map(
      ([key, value]) => `      <property name="${key}" value="${escapeXml(value)}"/>`,
    ),
    '    </properties>',
    ...checks.map(testCase),
    '  </testsuite>',
  ].join('\n')
}

function counts(checks: readonly ReportedCheck[]): string {
  const outcomes = checks.map(outcomeOf)
  const count = (wanted: Outcome): number => outcomes.filter((outcome) => outcome === wanted).length
  return `tests="${checks.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}"`
}

type Outcome = 'failure' | 'error' | 'skipped' | 'passed'

/** A waived failure does not fail the run, so it is a skipped case with the waiver's reason. */
function outcomeOf({ status, waiver }: ReportedCheck): Outcome {
  if (waiver !== undefined || status === 'skipped') return 'skipped'
  if (status === 'errored') return 'error'
  return status === 'failed' ? 'failure' : 'passed'
}

function testCase(check: ReportedCheck): string {
  const head = `    <testcase classname="${escapeXml(check.requirement)}" name="${escapeXml(`${check.title} [${check.id}]`)}" time="${seconds(check.durationMs)}"`
  const outcome = outcomeOf(check)
  if (outcome === 'passed') {
    return check.status === 'warned'
      ? `${head}><system-out>${escapeXml(`warning: ${check.actual}`)}</system-out></testcase>`
      : `${head}/>`
  }
  if (outcome === 'skipped') {
    const reason =
      check.waiver === undefined
        ? `${check.actual}${check.fix === undefined ? '' : ` (${check.fix})`}`
        : `waived until ${check.waiver.expires}: ${check.waiver.reason}`
    return `${head}><skipped message="${escapeXml(reason)}"/></testcase>`
  }
  const lines = [
    `expected ${check.expected}`,
    `actual   ${check.actual}`,
    ...(check.pointer === undefined ? [] : [`pointer  ${check.pointer}`]),
    ...(check.rule === undefined ? [] : [`rule     ${check.rule}`]),
    ...(check.fix === undefined ? [] : [`fix      ${check.fix}`]),
    ...(check.reproduce === undefined ? [] : [`try      ${check.reproduce}`]),
  ]
  return `${head}><${outcome} type="${escapeXml(check.requirement)}" message="${escapeXml(check.actual)}">${escapeXml(lines.join('\n'))}</${outcome}></testcase>`
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3)
}
