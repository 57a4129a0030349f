import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type RunningCli, startCli } from '../support/cli.ts'
import {
  documentedPages,
  fencedBlocks,
  missingLine,
  pageText,
  shownCommands,
} from '../support/readme.ts'
import { folderForFile } from '../support/folder.ts'

/** Every command of the README and of the documentation is run here, top to bottom, in a folder for each page, and prints what is shown. */

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

/** Decisions record what was tried, with the commands of their time. */
const PAGES = documentedPages()
  .filter((page) => !page.startsWith('docs/decisions/'))
  .map((page) => {
    const blocks = fencedBlocks(pageText(page))
    const commands = blocks
      .filter(({ language }) => language === 'console')
      .flatMap(shownCommands)
      .filter(({ command }) => !RUN_ELSEWHERE.has(command))
    return { page, blocks, commands }
  })

const JOBS = 'docs/guides/ci.md'
const root = folderForFile()
/** Of the page that is run. */
let folder = root
const ports = new Map<string, number>()
const running: RunningCli[] = []

async function openPage(page: string): Promise<void> {
  folder = mkdtempSync(join(root, 'page-'))
  cpSync(join(ROOT, 'openapi'), join(folder, 'openapi'), { recursive: true })
  cpSync(join(ROOT, 'contracts'), join(folder, 'contracts'), { recursive: true })
  const written = new Set(['4000', '4010', '4011', '4020', ...writtenPorts(page)])
  for (const port of written) ports.set(port, await freePort())
}

async function closePage(): Promise<void> {
  await Promise.all(running.splice(0).map((process) => process.stop('SIGINT')))
}

describe.each(PAGES.filter(({ commands }) => commands.length > 0))(
  '$page',
  ({ page, commands }) => {
    beforeAll(() => openPage(page))
    afterAll(closePage)

    it.each(commands)(
      'line $line: $command',
      async ({ command, output }) => {
        const expected = output.map(withFreePorts)
        const printed = await printedBy(withFreePorts(command), expected)
        expect(missingLine(expected, printed), printed).toBeUndefined()
      },
      30_000,
    )
  },
)

describe('the documentation', () => {
  beforeAll(() => openPage(JOBS))
  afterAll(closePage)

  it('shows jobs for two CI systems that run the same commands, and these succeed', async () => {
    const [github = '', gitlab = ''] = fencedBlocks(pageText(JOBS))
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
    const shown = PAGES.flatMap(({ page, blocks }) =>
      blocks.filter(({ language }) => language === 'ts').map((block) => ({ ...block, page })),
    )
    expect(shown.length).toBeGreaterThan(0)
    for (const { lines, line, page } of shown) {
      const isRun = texts.some((text) => text.includes(lines.join('\n').trim()))
      expect(isRun, `the example at line ${line} of ${page}`).toBe(true)
    }
  })

  it('names scripts that exist', () => {
    const scripts = Object.keys(
      (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: object }).scripts,
    )
    const named = PAGES.flatMap(({ page }) => [...pageText(page).matchAll(/npm run ([\w:]+)/g)])
    expect(named.filter(([, name = '']) => !scripts.includes(name))).toEqual([])
  })

  it.each(PAGES)('lets npx run nothing but what is installed, in $page', ({ page }) => {
    const runs = [...pageText(page).matchAll(/\bnpx (?!--no-install )([a-z][\w-]+)/g)]
    expect(runs.map(([, name]) => name).filter((name) => name !== 'vitest')).toEqual([])
  })

  it.each(documentedPages())(
    '%s links to files that exist, and to headings that are there',
    (page) => {
      const links = [...pageText(page).matchAll(/\]\((?!https?:)([^)#\s]*)(#[^)]*)?\)/g)]
      const broken = links.filter(([, path = '', anchor]) => {
        const target = path === '' ? page : join(dirname(page), path)
        if (!existsSync(join(ROOT, target))) return true
        return anchor !== undefined && !anchorsOf(pageText(target)).includes(anchor.slice(1))
      })
      expect(broken.map(([link]) => link)).toEqual([])
    },
  )

  it('is reached from its first page', () => {
    const reached = new Set(['README.md'])
    for (const page of reached) {
      for (const [, path = ''] of pageText(page).matchAll(/\]\((?!https?:)([^)#\s]+\.md)/g)) {
        const target = join(dirname(page), path)
        if (existsSync(join(ROOT, target))) reached.add(target)
      }
    }
    const pages = documentedPages().filter((page) => !page.startsWith('docs/decisions/'))
    expect(pages.filter((page) => !reached.has(page))).toEqual([])
  })

  it('is built as a site in which no link within it is broken', async () => {
    const site = join(root, 'site')
    await shell(join(ROOT, 'node_modules/.bin/eleventy'), ['--quiet', `--output=${site}`], {
      cwd: ROOT,
    })
    const files = readdirSync(site, { recursive: true, encoding: 'utf8' })
    const htmls = files.filter((name) => name.endsWith('.html'))
    expect(htmls).toHaveLength(documentedPages().length - 1)
    const broken = htmls.flatMap((name) =>
      [...readFileSync(join(site, name), 'utf8').matchAll(/href="(?!\w+:|#|\/)([^"#]+)/g)]
        .map(([, path = '']) => join(dirname(name), path))
        .filter((target) => !target.startsWith('..') && !existsSync(join(site, target))),
    )
    expect(broken).toEqual([])
  }, 30_000)
})

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, '')
      .trim()
      .replaceAll(' ', '-'),
  )
}

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

function writtenPorts(page: string): string[] {
  return [...pageText(page).matchAll(/(?:127\.0\.0\.1:|-port |--port )(\d{4,5})\b/g)].map(
    ([, port]) => port ?? '',
  )
}

function withFreePorts(text: string): string {
  return text.replaceAll(/(?<=127\.0\.0\.1:|port )\d{4,5}\b/g, (port) =>
    String(ports.get(port) ?? port),
  )
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
