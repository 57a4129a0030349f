import { expect, it } from 'vitest'
import { allCommands } from '../../src/cli/program.ts'
import { ERROR_CODES, markdownTable } from '../../src/core/index.ts'

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

/** The help as it is printed, a hundred columns wide. */
function helpOf(command: Awaited<ReturnType<typeof allCommands>>[number]['command']): string {
  let help = ''
  command.configureOutput({ writeOut: (text) => (help += text), getOutHelpWidth: () => 100 })
  command.outputHelp()
  return help.trimEnd()
}
