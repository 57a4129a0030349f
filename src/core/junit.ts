import { escapeXml } from './markup.ts'

interface Ended {
  readonly message: string
  readonly type?: string
  readonly text?: string
}

/** How a case ended; a case without an outcome passed. */
export type JUnitOutcome =
  | ({ readonly kind: 'failure' } & Ended)
  /** It could not be judged. */
  | ({ readonly kind: 'error' } & Ended)
  | { readonly kind: 'skipped'; readonly message: string }

/** One case of a JUnit report. */
export interface JUnitCase {
  readonly className: string
  readonly name: string
  readonly outcome?: JUnitOutcome
  readonly durationMs?: number
}

export interface JUnitSuite {
  readonly name: string
  /** What cases that passed have to say: schemas allow it on suites only. */
  readonly output?: string
  /** What the suite as a whole is about. */
  readonly properties?: Readonly<Record<string, string>>
  readonly cases: readonly JUnitCase[]
}

/** When a run was, and how long. */
export interface Ran {
  /** ISO 8601. */
  readonly startedAt: string
  /** Absent where every case has a time of its own; else the first suite has the time of the run. */
  readonly durationMs?: number
}

export interface JUnitReport extends Ran {
  readonly name: string
  readonly suites: readonly JUnitSuite[]
}

/**
 * Suites of cases as JUnit XML, which most build servers show; seconds with milliseconds. It is valid for the schema of
 * Ant's tasks, which allows least and requires most, and for that of Jenkins.
 */
export function renderJUnitXml(report: JUnitReport): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites>',
    ...report.suites.flatMap((each, index) => suiteLines(each, report, index)),
    '</testsuites>',
    '',
  ].join('\n')
}

function suiteLines(
  { name, properties = {}, cases, output }: JUnitSuite,
  { name: program, startedAt, durationMs: whole = 0 }: JUnitReport,
  index: number,
): string[] {
  const time = cases.reduce((sum, { durationMs = 0 }) => sum + durationMs, index === 0 ? whole : 0)
  const head = attributes({
    id: String(index),
    package: program,
    name,
    hostname: 'localhost',
    timestamp: startedAt.slice(0, 19),
    ...counts(cases),
    time: seconds(time),
  })
  const named = Object.entries(properties).map(
    ([key, value]) => `      <property${attributes({ name: key, value })}/>`,
  )
  return [
    `  <testsuite${head}>`,
    ...(named.length === 0
      ? ['    <properties/>']
      : ['    <properties>', ...named, '    </properties>']),
    ...cases.map((each) => caseLine(each)),
    `    <system-out>${escapeXml(output ?? '')}</system-out>`,
    '    <system-err></system-err>',
    '  </testsuite>',
  ]
}

function counts(cases: readonly JUnitCase[]) {
  const count = (kind: JUnitOutcome['kind']): string =>
    String(cases.filter(({ outcome }) => outcome?.kind === kind).length)
  return {
    tests: String(cases.length),
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
  }
}

function caseLine({ className, name, outcome, durationMs = 0 }: JUnitCase): string {
  const head = attributes({ classname: className, name, time: seconds(durationMs) })
  return outcome === undefined
    ? `    <testcase${head}/>`
    : `    <testcase${head}>${outcomeElement(outcome)}</testcase>`
}

function outcomeElement(outcome: JUnitOutcome): string {
  if (outcome.kind === 'skipped') return `<skipped${attributes({ message: outcome.message })}/>`
  const { kind, message, type = kind, text } = outcome
  const start = `<${kind}${attributes({ message, type })}`
  return text === undefined ? `${start}/>` : `${start}>${escapeXml(text)}</${kind}>`
}

function attributes(values: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([key, value = '']) => ` ${key}="${escapeXml(value)}"`)
    .join('')
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3)
}
