import { join } from 'node:path'
import { expect, it } from 'vitest'
import { allCommands } from '../../src/cli/program.ts'
import { ERROR_CODES, markdownTable, markdownText, packageRoot } from '../../src/core/index.ts'
import { exportsOf, renderDeclared } from '../support/library-reference.ts'
import { OUTPUT_SCHEMAS } from '../support/outputs.ts'

/** The pages of the reference, from the code: `npx vitest run tests/readme/reference.test.ts -u` writes them anew. */

const NOTE = '<!-- Generated: npx vitest run tests/readme/reference.test.ts -u -->'

it('docs/reference/commands.md has every command with its options and examples: npx vitest run tests/readme/reference.test.ts -u', async () => {
  const commands = await allCommands()
  const text = [
    '# Commands',
    '',
    NOTE,
    '',
    'Exit codes: 0 success · 1 checks failed · 2 usage error · 3 could not complete. Options can also be in',
    '[a file](../guides/configuration.md); secrets belong in the environment.',
    ...commands.flatMap(({ entry, command }) => [
      '',
      `## dropship ${entry.name}`,
      '',
      '```text',
      helpOf(command),
      '```',
    ]),
    '',
  ].join('\n')
  await expect(text).toMatchFileSnapshot('../../docs/reference/commands.md')
})

it('docs/reference/errors.md has every error code with its exit code: npx vitest run tests/readme/reference.test.ts -u', async () => {
  const rows = Object.entries(ERROR_CODES).map(([code, exit]) => [`\`${code}\``, String(exit)])
  const text = [
    '# Errors',
    '',
    NOTE,
    '',
    'A `HarnessError` has one of these codes; the command line ends with the exit code beside it. Each error says what was expected,',
    'what was found, where, and what to do next.',
    '',
    ...markdownTable(['code', 'exit code'], rows),
    '',
  ].join('\n')
  await expect(text).toMatchFileSnapshot('../../docs/reference/errors.md')
})

/** What each entry is for, in the order of who needs it first. */
const ENTRIES: readonly (readonly [name: string, file: string, about: string])[] = [
  [
    'drop-ship-harness/express',
    'src/express.ts',
    'Middleware for Express and whatever has its habits.',
  ],
  ['drop-ship-harness/fastify', 'src/fastify.ts', 'The same as a plugin of Fastify.'],
  ['drop-ship-harness', 'src/index.ts', 'The parts of the `dropship` command.'],
  ['drop-ship-harness/vitest', 'src/vitest.ts', 'Matchers for vitest and Jest.'],
]

it('docs/reference/library.md has every export with its doc comment', async () => {
  const text = [
    '# The library',
    '',
    NOTE,
    '',
    'How it is used is in [the guide](../guides/library.md). Here is everything that the package exports, from its source.',
    ...ENTRIES.flatMap(([name, file, about]) => [
      '',
      `## ${name}`,
      '',
      about,
      ...exportsOf(join(packageRoot().directory, file)).flatMap(renderDeclared),
    ]),
    '',
  ].join('\n')
  await expect(text).toMatchFileSnapshot('../../docs/reference/library.md')
})

it('docs/reference/outputs.md has everything that is written as JSON, with its schema', async () => {
  const rows = [...OUTPUT_SCHEMAS].map(([name, { title, description }]) => [
    `[${name}](../../contracts/output/${name}.schema.json)`,
    markdownText(title),
    markdownText(description),
  ])
  const text = [
    '# Output as JSON',
    '',
    NOTE,
    '',
    'Everything that `dropship` writes as JSON has a JSON Schema (2020-12) in `contracts/output` of the package:',
    "`require.resolve('drop-ship-harness/package.json')` is beside that folder. The schemas are closed; a later version may add",
    'optional properties, and changes the meaning of none.',
    '',
    '- Times are ISO 8601 in UTC. Durations are milliseconds, to the microsecond, in properties that end in `Ms`.',
    '- With `--json` an error is a document too, `{ "error": { "code", "exitCode", "message", "where", "expected", "found", "next" } }`, on',
    '  standard output in place of the usual one; `validate` and `proxy`, which print a line for each violation, print it as one more',
    '  line. The same text is on standard error as without `--json`, and the exit code is the same. Where a document was printed',
    '  before the error (a report that then cannot be written to a file), the error is on standard error alone.',
    '- `--quiet` does not change what `--json` prints.',
    '',
    ...markdownTable(['schema', 'written by', 'what it is'], rows),
    '',
  ].join('\n')
  await expect(text).toMatchFileSnapshot('../../docs/reference/outputs.md')
})

/** The help as it is printed, a hundred columns wide. */
function helpOf(command: Awaited<ReturnType<typeof allCommands>>[number]['command']): string {
  let help = ''
  command.configureOutput({ writeOut: (text) => (help += text), getOutHelpWidth: () => 100 })
  command.outputHelp()
  return help.trimEnd()
}
