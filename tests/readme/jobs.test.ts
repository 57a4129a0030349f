import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { parse } from 'yaml'
import { freePort, pageFolder, RUN_ELSEWHERE } from '../support/page-commands.ts'
import { fencedBlocks, pageText } from '../support/readme.ts'

const JOBS = 'docs/guides/ci.md'
const folder = pageFolder()
beforeAll(() => folder.open(JOBS))
afterAll(() => folder.close())

it('the documentation shows jobs for two CI systems that run the same commands, and these succeed', async () => {
  const [github = '', gitlab = ''] = fencedBlocks(pageText(JOBS))
    .filter(({ language, lines }) => language === 'yaml' && lines.join('\n').includes('npm ci'))
    .map(({ lines }) => lines.join('\n'))
  const commandsOf = (text: string): string[] =>
    [...text.matchAll(/(?:npx --no-install |node_modules\/\.bin\/)dropship [^&#\n]+/g)].map(
      ([command]) => command.trim(),
    )
  expect(commandsOf(github)).toEqual(commandsOf(gitlab))
  const { script } = (parse(gitlab) as { contract: { script: string[] } }).contract
  expect(script.filter((line) => !github.includes(line.replace(/ &$/, '')))).toEqual([])
  // The stub of this page's first commands has the usual ports.
  const [port, adminPort] = [String(await freePort()), String(await freePort())]
  const { contract } = parse(gitlab.replaceAll('4010', port).replaceAll('4011', adminPort)) as {
    contract: { script: string[]; variables: Record<string, string> }
  }
  for (const line of contract.script) {
    if (RUN_ELSEWHERE.has(line)) continue
    const [, words] = /^node_modules\/\.bin\/dropship (.*) &/.exec(line) ?? []
    if (words === undefined) {
      expect(await folder.printedByShell(line, contract.variables), line).toMatch(/exit code 0\n/)
    } else {
      const args = [...words.split(' '), '--admin-port', adminPort]
      await folder.start(args, contract.variables).waitFor(/^http/m)
    }
  }
  expect(readdirSync(join(folder.path(), 'reports')).toSorted()).toEqual([
    'certify',
    'lint.xml',
    'verify.xml',
  ])
}, 60_000)
