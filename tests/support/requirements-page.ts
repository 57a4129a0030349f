import { listed, type Check, type Requirement } from '../../src/certify/index.ts'

export const REQUIREMENTS_PAGE = 'docs/requirements.md'

const HEAD = `# Requirements

<!-- Generated from src/certify/requirements: npx vitest run tests/certify/requirements-page.test.ts -u -->

What \`dropship certify\` asks of an endpoint. A requirement rests on the documentation page (\`page\`), on documented practice
(\`practice\`) or on a policy of this project (\`policy\`); only a MUST of the first two prevents a certificate. The patterns select checks
with \`--only\` and \`--skip\`; \`dropship certify --list\` prints every check of a contract.
`

export const SENDER_REQUIREMENTS_PAGE = 'docs/sender-requirements.md'

export const SENDER_HEAD = `# Requirements of senders

<!-- Generated from src/examine/requirements: npx vitest run tests/senders/requirements-page.test.ts -u -->

What \`dropship certify-sender\` asks of a sender. A requirement rests on the documentation page (\`page\`), on documented practice
(\`practice\`) or on a policy of this project (\`policy\`); only a MUST of the first two prevents a certificate.
`

/** The page of requirements, from the same data as the run. */
export function renderRequirementsPage(
  requirements: readonly Requirement[],
  checks: readonly Check[],
  head = HEAD,
): string {
  return [head, ...requirements.map((requirement) => section(requirement, checks))].join('\n')
}

function section(requirement: Requirement, checks: readonly Check[]): string {
  const { id, level, keyword, text, basis, source, notTested } = requirement
  const own = checks.filter((check) => check.requirement === listed(requirement).id)
  return [
    `## ${id}`,
    '',
    text,
    '',
    `${level === 'not judged' ? 'Not judged' : `Level \`${level}\``}, ${keyword}, rests on ${basis}: ${source}.`,
    '',
    ...(notTested === undefined ? familiesOf(own) : [`Not tested: ${notTested}.`]),
    '',
  ].join('\n')
}

/** Checks that differ in their operation, pointer or value only are one line. */
function familiesOf(checks: readonly Check[]): string[] {
  const families = new Map<string, readonly Check[]>()
  for (const check of checks) {
    const pattern = patternOf(check)
    families.set(pattern, [...(families.get(pattern) ?? []), check])
  }
  if (families.size === 0) return ['No rule of the Drop Ship contract needs a check of it.']
  return [...families].map(([pattern, own]) => {
    const titles = new Set(own.map(({ title }) => title))
    const [title = ''] = titles
    const shown = title.replaceAll('__', String.raw`\_\_`)
    return `- \`${pattern}\`: ${titles.size === 1 ? shown : `for example ${shown}`}`
  })
}

function patternOf({ id }: Check): string {
  return id.replace(/:.*$/s, ':*').replaceAll(/drop_shipment_\w+/g, '*')
}
