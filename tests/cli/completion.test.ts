import { execFile } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { COMMANDS } from '../../src/cli/commands.ts'
import { folderForFile } from '../support/folder.ts'
import { runMain } from '../support/run-main.ts'

const run = promisify(execFile)
const folder = folderForFile()
const [BASH, ZSH] = [join(folder, 'completion.bash'), join(folder, '_dropship')]
/** Debian's package need not be there: then its script is read, not run. */
const HAS_ZSH = (process.env.PATH ?? '').split(':').some((path) => existsSync(join(path, 'zsh')))

beforeAll(async () => {
  const [bash, zsh] = await Promise.all([
    runMain(['completion', 'bash']),
    runMain(['completion', 'zsh']),
  ])
  writeFileSync(BASH, bash.stdout)
  writeFileSync(ZSH, zsh.stdout)
})

/** What bash offers for the last of the words. */
async function offeredByBash(words: readonly string[]): Promise<string[]> {
  const quoted = words.map((word) => `'${word}'`).join(' ')
  const script = `source '${BASH}'; COMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}; _dropship; printf '%s\\n' "\${COMPREPLY[@]}"`
  const { stdout } = await run('bash', ['--norc', '-uc', script])
  return stdout.split('\n').filter((word) => word !== '')
}

/** The same of zsh, whose own functions say what they are given. */
async function offeredByZsh(words: readonly string[]): Promise<string[]> {
  const quoted = words.map((word) => `'${word}'`).join(' ')
  const script = [
    'compdef() { : }',
    '_files() { : }',
    '_describe() { print -l -- "${(@)found%%:*}" }',
    'compadd() { print -l -- "${found[@]}" }',
    `source '${ZSH}'`,
    `words=(${quoted}) CURRENT=${words.length}`,
    '_dropship',
  ].join('\n')
  const { stdout } = await run('zsh', ['-fc', script])
  const current = words.at(-1) ?? ''
  return stdout.split('\n').filter((word) => word !== '' && word.startsWith(current))
}

const COMPLETED: [string[], string[]][] = [
  [['dropship', 'certify-'], ['certify-sender']],
  [['dropship', 'certify', '--lev'], ['--level']],
  [
    ['dropship', 'certify', '--level', ''],
    ['compatible', 'strict', 'resilient'],
  ],
  [
    ['dropship', 'queue', 're'],
    ['retry', 'report'],
  ],
  [['dropship', 'sample', 'drop_shipment_p'], ['drop_shipment_partial_cancellation']],
  [['dropship', 'mock', '--scenario', 'outage-'], ['outage-then-recovery']],
  [['dropship', 'validate', 'message'], []],
]

describe('dropship completion', () => {
  it.each(COMPLETED)('in bash completes %j to %j', async (words, expected) => {
    expect(await offeredByBash(words)).toEqual(expected)
  })

  it('offers every command', async () => {
    const offered = await offeredByBash(['dropship', ''])
    for (const { name } of COMMANDS) expect(offered).toContain(name)
  })

  it.each(COMPLETED)(
    'in zsh, where it is installed, completes %j to %j',
    async (words, expected) => {
      const { stdout } = await runMain(['completion', 'zsh'])
      expect(stdout).toMatch(/^#compdef dropship\n/)
      if (HAS_ZSH) expect(await offeredByZsh(words)).toEqual(expected)
    },
  )

  it('of another shell is a usage error', async () => {
    const { stderr, exitCode } = await runMain(['completion', 'fsh'])
    expect(stderr).toContain('expected: one of bash, zsh')
    expect(exitCode).toBe(2)
  })
})
