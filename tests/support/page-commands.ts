import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningCli, startCli } from './cli.ts'
import { folderForFile } from './folder.ts'
import {
  documentedPages,
  fencedBlocks,
  pageText,
  type ShownCommand,
  shownCommands,
} from './readme.ts'
import { type StaleLine, staleLines } from './shown-lines.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const shell = promisify(execFile)

/** What would install or test the project within its own tests: `.ci/run` runs it on a fresh clone. */
export const RUN_ELSEWHERE = new Set([
  'npm ci',
  'npm cit',
  'npm ci && npm start',
  'npm install --global ./drop-ship-harness-0.1.0.tgz',
  'npx vitest run contracts',
])

/** Decisions record what was tried, with the commands of their time. */
export const PAGES = documentedPages()
  .filter((page) => !page.startsWith('docs/decisions/'))
  .map((page) => {
    const blocks = fencedBlocks(pageText(page))
    const commands = blocks
      .filter(({ language }) => language === 'console')
      .flatMap(shownCommands)
      .filter(({ command }) => !RUN_ELSEWHERE.has(command))
    return { page, blocks, commands }
  })

/** Within the time limit of a test. */
const PATIENCE_MS = 20_000

/** Which pages a test file runs the commands of: files run in parallel, and pages take seconds each. The first that fits. */
const GROUPS = {
  start: /^docs\/start\//,
  'guides-a-to-f': /^docs\/guides\/[a-f]/,
  'guides-g-to-z': /^docs\/guides\//,
  readme: /^/,
} as const

export type PageGroup = keyof typeof GROUPS

/** Every group; `tests/readme/GROUP.test.ts` runs it. */
export const PAGE_GROUPS = Object.keys(GROUPS)

/**
 * Runs every command of the group's pages, top to bottom, in a folder for each page: it prints what is shown. With `-u` the
 * page is written anew.
 */
export function testCommands(group: PageGroup): void {
  const ofGroup = PAGES.filter(
    ({ page, commands }) => commands.length > 0 && groupOf(page) === group,
  )
  const folder = pageFolder()
  describe.each(ofGroup)('$page', ({ page, commands }) => {
    const ran: RanCommand[] = []
    beforeAll(() => folder.open(page))
    afterAll(() => folder.close())

    it.each(commands)(
      'line $line: $command',
      async (shown) => {
        const expected = shown.output.map(folder.withFreePorts)
        const printed = await folder.printedBy(folder.withFreePorts(shown.command), expected)
        const ofPage = { shown, printed: folder.withShownPorts(printed) }
        ran.push(ofPage)
        const gone = staleLines(shown.output, ofPage.printed).find(
          (line) => line.printed.length === 0,
        )
        const sentence = `${page} shows: ${gone?.shown}\nprinted now, and nothing like it:\n${ofPage.printed}`
        expect(gone, sentence).toBeUndefined()
      },
      30_000,
    )

    it(`shows what its commands print: npx vitest run tests/readme -t ${page} -u`, async () => {
      await expect(currentPage(page, ran)).toMatchFileSnapshot(join(ROOT, page))
    })
  })
}

interface RanCommand {
  readonly shown: ShownCommand
  readonly printed: string
}

/** The text of a page with what its commands print now, where that differs from what it shows. */
function currentPage(page: string, ran: readonly RanCommand[]): string {
  const stale = (exact: boolean): (StaleLine & { readonly line: number })[] =>
    ran.flatMap(({ shown, printed }) =>
      staleLines(shown.output, printed, { exact })
        .filter((each) => each.printed.length > 0)
        .map((each) => ({ ...each, line: shown.outputLine + each.index })),
    )
  const lines = pageText(page).split('\n')
  if (stale(false).length === 0) return lines.join('\n')
  // From the last to the first: a line may become several.
  for (const { line, printed } of stale(true).toReversed()) lines.splice(line - 1, 1, ...printed)
  return lines.join('\n')
}

function groupOf(page: string): string | undefined {
  return Object.entries(GROUPS).find(([, pattern]) => pattern.test(page))?.[0]
}

/** Where the commands of one page after another run, with ports of their own. */
export interface PageFolder {
  readonly path: () => string
  readonly open: (page: string) => Promise<void>
  /** Ends what still runs. */
  readonly close: () => Promise<void>
  readonly withFreePorts: (text: string) => string
  /** The ports that the page shows, in what a command printed. */
  readonly withShownPorts: (text: string) => string
  /** What a command prints to its end, or, when it runs until it is stopped, to the last of the expected lines. */
  readonly printedBy: (command: string, expected: readonly string[]) => Promise<string>
  readonly printedByShell: (
    command: string,
    env?: Readonly<Record<string, string>>,
  ) => Promise<string>
  /** Starts a command that runs until the page is closed. */
  readonly start: (words: readonly string[], env?: Readonly<Record<string, string>>) => RunningCli
}

export function pageFolder(): PageFolder {
  const root = folderForFile()
  /** Of the page that is run. */
  let path = root
  const ports = new Map<string, number>()
  const running: RunningCli[] = []
  const printedByShell: PageFolder['printedByShell'] = async (command, env = {}) => {
    const pipeline = command.replaceAll(
      'npx --no-install dropship',
      `"${process.execPath}" "${join(ROOT, 'dist/cli.js')}"`,
    )
    const { stdout, stderr } = await shell('sh', ['-c', `${pipeline}; echo "exit code $?"`], {
      cwd: path,
      env: { ...process.env, NO_COLOR: '1', GITHUB_ACTIONS: '', ...env },
      maxBuffer: 64 * 1024 * 1024,
    })
    return `${stdout}${stderr}`
  }
  const start: PageFolder['start'] = (words, env = {}) => {
    const process = startCli(words, { cwd: path, env })
    running.push(process)
    return process
  }
  return {
    path: () => path,
    open: async (page) => {
      path = mkdtempSync(join(root, 'page-'))
      cpSync(join(ROOT, 'openapi'), join(path, 'openapi'), { recursive: true })
      cpSync(join(ROOT, 'contracts'), join(path, 'contracts'), { recursive: true })
      // As where the package is installed.
      mkdirSync(join(path, 'node_modules'))
      symlinkSync(ROOT, join(path, 'node_modules/drop-ship-harness'))
      const written = new Set(['4000', '4010', '4011', '4020', ...writtenPorts(page)])
      for (const port of written) ports.set(port, await freePort())
    },
    close: async () => {
      await Promise.all(running.splice(0).map((process) => process.stop('SIGINT')))
    },
    withFreePorts: (text) =>
      text.replaceAll(WRITTEN_PORT, (port) => String(ports.get(port) ?? port)),
    withShownPorts: (text) =>
      text.replaceAll(
        WRITTEN_PORT,
        (port) => [...ports].find(([, free]) => free === Number(port))?.[0] ?? port,
      ),
    printedBy: async (command, expected) => {
      const words = untilStopped(command, (port) => String(ports.get(port)))
      if (words === undefined) return printedByShell(command)
      const process = start(words)
      const shown = process.waitFor(lastOf(expected)).catch(() => undefined)
      // Without its last line a page is not current: what was printed says which line is another.
      await Promise.race([shown, delay(PATIENCE_MS, undefined, { ref: false })])
      return process.output()
    },
    printedByShell,
    start,
  }
}

const WRITTEN_PORT = /(?<=127\.0\.0\.1:|port )\d{4,5}\b/g

type PortFor = (written: string) => string

/** The arguments of a command that runs until it is stopped. */
function untilStopped(command: string, port: PortFor): string[] | undefined {
  if (command === 'npm start') return ['up', ...portOptions(port, 'up')]
  const [, name, rest = ''] =
    /^npx --no-install dropship (up|mock|proxy)\b(.*)$/.exec(command) ?? []
  if (name === undefined || /--(list-scenarios|help)/.test(rest)) return undefined
  return [
    name,
    ...portOptions(port, name, rest),
    ...rest.split(/\s+/).filter((word) => word !== ''),
  ]
}

/** The ports which a command takes when none are written. */
function portOptions(port: PortFor, name: string, rest = ''): string[] {
  if (rest.includes('--port')) return []
  if (name !== 'up') return ['--port', port('4010')]
  const besides = { admin: '4011', prism: '4020', console: '4000' }
  const others = Object.entries(besides).flatMap(([beside, usual]) => [
    `--${beside}-port`,
    port(usual),
  ])
  return ['--port', port('4010'), ...others]
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

export function freePort(): Promise<number> {
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
