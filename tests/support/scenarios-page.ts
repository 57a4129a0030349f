import {
  ABOUT_PROPERTIES,
  FAULTS,
  READY_MADE,
  RULE_PROPERTIES,
  SCENARIO_EXAMPLE,
  STEP_PROPERTIES,
} from '../../mocks/stub/index.ts'

export const SCENARIOS_PAGE = 'docs/scenarios.md'

const HEAD = `# Scenarios of the stub

<!-- Generated from mocks/stub/scenarios: npx vitest run tests/stub/scenario-steps.test.ts -u -->

A scenario says what the stub does instead of responding as usual: \`dropship mock --scenario NAME\` or \`--scenario FILE\`,
\`PUT /scenario\` of the admin API, \`stub.play()\` in a test, or the console. A file is YAML or JSON:

\`\`\`yaml
${SCENARIO_EXAMPLE}\`\`\``

/** The page of scenarios, from the same data as the parser, the stub and the console. */
export function renderScenariosPage(): string {
  const faults = Object.entries(FAULTS).map(([name, { description }]) => [name, description])
  return [
    HEAD,
    section('A scenario', 'It has the properties of one rule besides, or several `rules`.'),
    ...list(Object.entries(ABOUT_PROPERTIES)),
    section('A rule', 'Each request is played by the first rule that fits.'),
    ...list(Object.entries(RULE_PROPERTIES)),
    section('A step', 'A mapping, or `answer`, `drip` or a fault alone.'),
    ...list(Object.entries(STEP_PROPERTIES)),
    section('Faults', 'What `do` simulates on the connection.'),
    ...list(faults),
    section('Ready-made scenarios', '`dropship mock --list-scenarios` lists them, too.'),
    ...list(READY_MADE.map(({ name, description }) => [name, description])),
    '',
  ].join('\n')
}

function section(title: string, sentence: string): string {
  return `\n## ${title}\n\n${sentence}\n`
}

function list(rows: readonly (readonly (string | undefined)[])[]): string[] {
  return rows.map(([name = '', text = '']) => `- \`${name}\`: ${text}`)
}
