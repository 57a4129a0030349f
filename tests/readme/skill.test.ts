import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { COMMANDS } from '../../src/cli/commands.ts'
import { configuredCommand } from '../../src/cli/program.ts'
import { packageRoot } from '../../src/core/index.ts'

const ROOT = packageRoot().directory
const SKILL = readFileSync(join(ROOT, 'SKILL.md'), 'utf8')

it('the skill for agents is in the package, and names only commands and options that exist', async () => {
  const { files } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  expect(files).toContain('SKILL.md')
  const lines = [...SKILL.matchAll(/dropship (\w[\w-]*) (.+)/g)]
  expect(lines.length).toBeGreaterThan(3)
  for (const [, name = '', rest = ''] of lines) {
    const entry = COMMANDS.find((command) => command.name === name)
    expect(entry, name).toBeDefined()
    if (entry === undefined) continue
    const known = configuredCommand(entry, await entry.load()).options.map(({ long }) => long)
    for (const [option] of rest.matchAll(/--[\w-]+/g)) expect(known, name).toContain(option)
  }
})
