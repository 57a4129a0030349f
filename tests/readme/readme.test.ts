import { execFile } from 'node:child_process'
import { cpSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type RunningCli, startCli } from '../support/cli.ts'
import { fencedBlocks, missingLine, readmeText, shownCommands } from '../support/readme.ts'
import { folderForFile } from '../support/folder.ts'

/** Every command of the README is run here, top to bottom, in a folder of its own, and prints what the README shows. */

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const shell = promisify(execFile)

/** What would install or test the project within its own tests: `.ci/run` runs it on a fresh clone. */
const RUN_ELSEWHERE = new Set([
  'npm ci',
  'npm cit',
  'npm ci && npm start',
  'npm install --global ./drop-ship-harness-0.1.0.tgz',
  'npx vitest run contracts',
])

const blocks = fencedBlocks(readmeText())
const commands = blocks.filter(({ language }) => language === 'console').flatMap(shownCommands)

const folder = folderForFile()
const ports = new Map<string, number>()
const running: RunningCli[] = []

beforeAll(async () => {
  cpSync(join(ROOT, 'openapi'), join(folder, 'openapi'), { recursive: true })
  cpSync(join(ROOT, 'contracts'), join(folder, 'contracts'), { recursive: true })
  const written = new Set(['4000', '4010', '4011', '4020', ...writtenPorts()])
  for (const port of written) ports.set(port, await freePort())
})

afterAll(async () => {
  await Promise.all(running.map((process) => process.stop('SIGINT')))
})

describe('the README', () => {
  it.each(commands.filter(({ command }) => !RUN_ELSEWHERE.has(command)))(
    'line $line: $command',
    async ({ command, output }) => {
      const expected = output.map(withFreePorts)
      const printed = await printedBy(withFreePorts(command), expected)
      expect(missingLine(expected, printed), printed).toBeUndefined()
    },
    30_000,
  )

  it('shows jobs for two CI systems that run the same commands, and these succeed', async () => {
    const [github = '', gitlab = ''] = blocks
      .filter(({ language, lines }) => language === 'yaml' && lines.join('\n').includes('npm ci'))
      .map(({ lines }) => lines.join('\n'))
    const commandsOf = (text: string): string[] =>
      [...text.matchAll(/npx --no-install dropship [^&#\n]+/g)].map(([command]) => command.trim())
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
      const [, words] = /^npx --no-install dropship (.*) &/.exec(line) ?? []
      if (words === undefined) {
        expect(await printedByShell(line, contract.variables), line).toMatch(/exit code 0\n/)
      } else {
        const process = startCli([...words.split(' '), '--admin-port', adminPort], {
          cwd: folder,
          env: contract.variables,
        })
        running.push(process)
        await process.waitFor(/^http/m)
      }
    }
    expect(readdirSync(join(folder, 'reports')).toSorted()).toEqual([
      'certify',
      'lint.xml',
      'verify.xml',
    ])
  }, 60_000)

  it('shows only library examples that are run as tests', () => {
    const examples = join(ROOT, 'tests/library/examples')
    const texts = readdirSync(examples).map((name) => readFileSync(join(examples, name), 'utf8'))
    const shown = blocks.filter(({ language }) => language === 'ts')
    expect(shown.length).toBeGreaterThan(0)
    for (const { lines, line } of shown) {
      const isRun = texts.some((text) => text.includes(lines.join('\n').trim()))
      expect(isRun, `the example at line ${line}`).toBe(true)
    }
  })

  it('names scripts that exist', () => {
    const scripts = Object.keys(
      (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: object }).scripts,
    )
    const named = [...readmeText().matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name)
    expect(named.filter((name) => name !== undefined && !scripts.includes(name))).toEqual([])
  })

  it('lets npx run nothing but what is installed', () => {
    const runs = [...readmeText().matchAll(/\bnpx (?!--no-install )([a-z][\w-]+)/g)].map(
      ([, name]) => name,
    )
    expect(runs.filter((name = '') => name !== 'vitest')).toEqual([])
  })

  it('links to files that exist', () => {
    const links = [...readmeText().matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(
      ([, path]) => path ?? '',
    )
    expect(links.length).toBeGreaterThan(0)
    expect(links.filter((path) => !exists(path))).toEqual([])
  })
})

/** What a command prints to its end, or, when it runs until it is stopped, to the last of the expected lines. */
async function printedBy(command: string, expected: readonly string[]): Promise<string> {
  const words = started(command)
  if (words === undefined) return printedByShell(command)
  const process = startCli(words, { cwd: folder })
  running.push(process)
  await process.waitFor(lastOf(expected))
  return process.output()
}

/** The arguments of a command that runs until it is stopped. */
function started(command: string): string[] | undefined {
  if (command === 'npm start') return ['up', ...portOptions('up')]
  const [, name, rest = ''] =
    /^npx --no-install dropship (up|mock|proxy)\b(.*)$/.exec(command) ?? []
  if (name === undefined || /--(list-scenarios|help)/.test(rest)) return undefined
  return [name, ...portOptions(name, rest), ...rest.split(/\s+/).filter((word) => word !== '')]
}

/** The ports which a command takes when none are written. */
function portOptions(name: string, rest = ''): string[] {
  if (rest.includes('--port')) return []
  const port = (written: string): string => String(ports.get(written))
  if (name !== 'up') return ['--port', port('4010')]
  const besides = { admin: '4011', prism: '4020', console: '4000' }
  const others = Object.entries(besides).flatMap(([beside, usual]) => [
    `--${beside}-port`,
    port(usual),
  ])
  return ['--port', port('4010'), ...others]
}

async function printedByShell(
  command: string,
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const pipeline = command.replaceAll(
    'npx --no-install dropship',
    `"${process.execPath}" "${join(ROOT, 'dist/cli.js')}"`,
  )
  const { stdout, stderr } = await shell('sh', ['-c', `${pipeline}; echo "exit code $?"`], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: '1', GITHUB_ACTIONS: '', ...env },
    maxBuffer: 64 * 1024 * 1024,
  })
  return `${stdout}${stderr}`
}

function lastOf(lines: readonly string[]): RegExp {
  const last = lines.findLast((line) => line.trim() !== '' && !line.includes('…')) ?? ''
  return new RegExp(last.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`))
}

function writtenPorts(): string[] {
  return [...readmeText().matchAll(/(?:127\.0\.0\.1:|-port |--port )(\d{4,5})\b/g)].map(
    ([, port]) => port ?? '',
  )
}

function withFreePorts(text: string): string {
  return text.replaceAll(/(?<=127\.0\.0\.1:|port )\d{4,5}\b/g, (port) =>
    String(ports.get(port) ?? port),
  )
}

function exists(path: string): boolean {
  try {
    readdirSync(join(ROOT, path))
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOTDIR'
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        resolve(typeof address === 'object' && address !== null ? address.port : 0),
      )
    })
  })
}
