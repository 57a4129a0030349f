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
  /** What a case that passed has to say. */
  readonly output?: string
  readonly durationMs?: number
}

export interface JUnitSuite {
  readonly name: string
  /** What the suite as a whole is about. */
  readonly properties?: Readonly<Record<string, string>>
  /** ISO 8601. */
  readonly startedAt?: string
  readonly cases: readonly JUnitCase[]
}

export interface JUnitReport {
  readonly name: string
  /** Of the whole run. */
  readonly durationMs?: number
  readonly suites: readonly JUnitSuite[]
}

/** Suites of cases as JUnit XML, which most build servers show; seconds with milliseconds. */
export function renderJUnitXml({ name, durationMs, suites }: JUnitReport): string {
  const cases = suites.flatMap((each) => each.cases)
  const head = attributes({ name, ...counts(cases), time: seconds(durationMs) })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${head}>`,
    ...suites.flatMap((each) => suiteLines(each)),
    '</testsuites>',
    '',
  ].join('\n')
}

function suiteLines({ name, properties = {}, startedAt, cases }: JUnitSuite): string[] {
  const durations = cases.flatMap(({ durationMs }) => durationMs ?? [])
  const time = durations.length === 0 ? undefined : durations.reduce((sum, ms) => sum + ms, 0)
  const head = attributes({
    name,
    ...counts(cases),
    timestamp: startedAt?.slice(0, 19),
    time: seconds(time),
  })
  const named = Object.entries(properties).map(
    ([key, value]) => `      <property${attributes({ name: key, value })}/>`,
  )
  return [
    `  <testsuite${head}>`,
    ...(named.length === 0 ? [] : ['    <properties>', ...named, '    </properties>']),
    ...cases.map((each) => caseLine(each)),
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

function caseLine({ className, name, outcome, output, durationMs }: JUnitCase): string {
  const head = attributes({ classname: className, name, time: seconds(durationMs) })
  const said = output === undefined ? '' : `<system-out>${escapeXml(output)}</system-out>`
  const inner = outcome === undefined ? said : outcomeElement(outcome)
  return inner === '' ? `    <testcase${head}/>` : `    <testcase${head}>${inner}</testcase>`
}

function outcomeElement(outcome: JUnitOutcome): string {
  if (outcome.kind === 'skipped') return `<skipped${attributes({ message: outcome.message })}/>`
  const { kind, message, type, text } = outcome
  const start = `<${kind}${attributes({ message, type })}`
  return text === undefined ? `${start}/>` : `${start}>${escapeXml(text)}</${kind}>`
}

function attributes(values: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([key, value = '']) => ` ${key}="${escapeXml(value)}"`)
    .join('')
}

function seconds(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : (ms / 1000).toFixed(3)
}
