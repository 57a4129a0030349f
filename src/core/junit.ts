import { escapeXml } from './markup.ts'

/** One case of a JUnit report. */
export interface JUnitCase {
  readonly className: string
  readonly name: string
  /** Absent for a case that passed. */
  readonly failure?: { readonly message: string; readonly type?: string; readonly text?: string }
  /** Why the case was not made. */
  readonly skipped?: string
}

export interface JUnitSuite {
  readonly name: string
  /** What the suite as a whole is about. */
  readonly properties?: Readonly<Record<string, string>>
  readonly cases: readonly JUnitCase[]
}

/** Suites of cases as JUnit XML, which most build servers show. */
export function renderJUnitSuites(name: string, suites: readonly JUnitSuite[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${escapeXml(name)}">\n${suites.map(suite).join('')}</testsuites>\n`
}

function suite({ name, properties = {}, cases }: JUnitSuite): string {
  const failures = cases.filter(({ failure }) => failure !== undefined).length
  const skipped = cases.filter((each) => each.skipped !== undefined).length
  const counts = `tests="${cases.length}" failures="${failures}"${skipped === 0 ? '' : ` skipped="${skipped}"`}`
  const lines = [...propertyLines(properties), ...cases.map(testCase)]
  return `  <testsuite name="${escapeXml(name)}" ${counts}>\n${lines.join('\n')}\n  </testsuite>\n`
}

function propertyLines(properties: Readonly<Record<string, string>>): string[] {
  const lines = Object.entries(properties).map(
    ([name, value]) => `      <property name="${escapeXml(name)}" value="${escapeXml(value)}"/>`,
  )
  return lines.length === 0 ? [] : ['    <properties>', ...lines, '    </properties>']
}

function testCase({ className, name, failure, skipped }: JUnitCase): string {
  const head = `    <testcase classname="${escapeXml(className)}" name="${escapeXml(name)}"`
  if (skipped !== undefined) {
    return `${head}><skipped message="${escapeXml(skipped)}"/></testcase>`
  }
  if (failure === undefined) return `${head}/>`
  const type = failure.type === undefined ? '' : ` type="${escapeXml(failure.type)}"`
  const start = `<failure message="${escapeXml(failure.message)}"${type}`
  const text = failure.text === undefined ? '/>' : `>${escapeXml(failure.text)}</failure>`
  return `${head}>${start}${text}</testcase>`
}
