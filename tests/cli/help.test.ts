import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../src/cli/commands.ts'
import { COMMAND_GROUPS } from '../../src/cli/command.ts'
import { EXAMPLES } from '../../src/cli/help/examples.ts'
import { configuredCommand } from '../../src/cli/program.ts'
import { runMain } from '../support/run-main.ts'

describe('help', () => {
  it('shows the commands in groups, in the order of use', async () => {
    const { stdout } = await runMain(['--help'])
    const headings = [...stdout.matchAll(/^(\S.*):$/gm)].map(([, heading]) => heading)
    expect(headings).toEqual([...COMMAND_GROUPS, 'Examples'])
    const names = [...stdout.matchAll(/^ {2}([a-z-]+) {2,}\S/gm)].map(([, name]) => name)
    expect(names).toEqual(COMMANDS.map(({ name }) => name))
  })

  it('has examples for exactly the commands that exist', () => {
    expect(Object.keys(EXAMPLES).toSorted()).toEqual(COMMANDS.map(({ name }) => name).toSorted())
  })

  const examples = Object.entries(EXAMPLES).flatMap(([name, all]) =>
    all.map(([line]) => ({ name, line })),
  )
  it.each(examples)(
    'of $name shows an example that can be parsed: $line',
    async ({ name, line }) => {
      const entry = COMMANDS.find((each) => each.name === name)
      if (entry === undefined) throw new Error(`no command ${name}`)
      let isParsed = false
      const command = configuredCommand(entry, await entry.load())
        .exitOverride()
        .action(() => {
          isParsed = true
        })
      const [first, ...words] = wordsOf(line)
      await command.parseAsync(words, { from: 'user' })
      expect([first, isParsed]).toEqual([name, true])
    },
  )

  it.each(COMMANDS)('of $name shows its examples', async ({ name }) => {
    const { stdout } = await runMain([name, '--help'])
    expect(EXAMPLES[name]?.length).toBeGreaterThanOrEqual(2)
    for (const [line, purpose] of EXAMPLES[name] ?? []) {
      expect(stdout).toContain(`  dropship ${line}`)
      expect(stdout).toContain(purpose)
    }
  })

  it('shows the many options of a command in groups', async () => {
    const { stdout } = await runMain(['certify', '--help'])
    const headings = [...stdout.matchAll(/^(\S.*):$/gm)].map(([, heading]) => heading)
    const groups = ['Options', 'Endpoint', 'Authentication', 'Network', 'What is checked']
    expect(headings.slice(0, 6)).toEqual(['Arguments', ...groups])
    const authentication = stdout.split('\nAuthentication:\n')[1]?.split('\n\n')[0]
    expect(authentication).toMatch(/--auth <scheme>[^]*--token-url[^]*--service/)
  })
})

/** The words of a command line, quotes resolved and redirections omitted. */
function wordsOf(line: string): string[] {
  return [...line.replace(/ >.*$/, '').matchAll(/"([^"]*)"|(\S+)/g)].map(
    ([, quoted, word]) => quoted ?? word ?? '',
  )
}
