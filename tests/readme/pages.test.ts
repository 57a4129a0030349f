import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { folderForFile } from '../support/folder.ts'
import { PAGE_GROUPS, PAGES } from '../support/page-commands.ts'
import { documentedPages, pageText } from '../support/readme.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const shell = promisify(execFile)
const root = folderForFile()
const LINES_OF_A_SCREEN = 45

it('every group of pages has a file that runs its commands', () => {
  const files = readdirSync(join(ROOT, 'tests/readme'))
  expect(PAGE_GROUPS.filter((group) => !files.includes(`${group}.test.ts`))).toEqual([])
})

describe('the documentation', () => {
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

  it.each(documentedPages().filter((page) => /^docs\/(?:start|guides)\//.test(page)))(
    '%s ends with where it goes on',
    (page) => {
      expect(pageText(page).trimEnd().split('\n\n').at(-1)).toMatch(/^Next: .*\]\(/s)
    },
  )

  it('has a first page of four screens at most', () => {
    expect(pageText('README.md').split('\n').length).toBeLessThanOrEqual(4 * LINES_OF_A_SCREEN)
  })

  it('has a heading with its date for the current version in the list of changes', () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      version: string
    }
    const headings = pageText('CHANGELOG.md').match(/^## .*$/gm)
    expect(headings?.[0]).toBe('## [Unreleased]')
    expect(headings?.[1]?.replace(/\d{4}-\d\d-\d\d$/, 'DATE')).toBe(`## [${version}] - DATE`)
  })

  it('is built as a site in which no link and no picture is missing', async () => {
    const site = join(root, 'site')
    await shell(join(ROOT, 'node_modules/.bin/eleventy'), ['--quiet', `--output=${site}`], {
      cwd: ROOT,
    })
    const files = readdirSync(site, { recursive: true, encoding: 'utf8' })
    const htmls = files.filter((name) => name.endsWith('.html'))
    expect(htmls).toHaveLength(documentedPages().length - 1)
    const broken = htmls.flatMap((name) =>
      [...readFileSync(join(site, name), 'utf8').matchAll(/(?:href|src)="(?!\w+:|#)([^"#]+)/g)]
        .map(([, path = '']) => join(dirname(name), path))
        .filter((target) => !existsSync(join(site, target))),
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
