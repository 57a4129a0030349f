import axe from 'axe-core'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { type RunningBrowser, runsBrowserTests, startBrowser } from './browser.ts'
import { type RunningConsole, startTestConsole } from './console.ts'
import { createStubClient, type StubClient } from './stub-client.ts'

export interface Opened extends RunningConsole {
  readonly tab: Page
  readonly client: StubClient
}

type Use = (opened: Opened) => Promise<void>

interface ConsoleBrowser {
  /** Opens a console of its own, uses it, and closes both; fails when the page asked anything of others or complained. */
  opened(use: Use, start?: () => Promise<RunningConsole>): Promise<void>
  close(): Promise<void>
}

/** A browser for all consoles of a test file, where browser tests run. */
export function useConsoleBrowser(): Pick<ConsoleBrowser, 'opened'> {
  let consoles: ConsoleBrowser | undefined
  beforeAll(async () => {
    if (runsBrowserTests) consoles = await startConsoleBrowser()
  }, 60_000)
  afterAll(() => consoles?.close())
  return {
    opened: (use, start) => {
      if (consoles === undefined) throw new Error('the browser has not started')
      return consoles.opened(use, start)
    },
  }
}

/** A browser for consoles: each test has a console, a stub and a page of its own. */
async function startConsoleBrowser(): Promise<ConsoleBrowser> {
  const browser: RunningBrowser = await startBrowser({ viewport: { width: 1280, height: 850 } })
  return {
    opened: async (use, start = startTestConsole) => {
      const running = await start()
      const client = createStubClient(running.stub)
      const tab = await browser.context.newPage()
      const trouble = watchTrouble(tab, running.page.url)
      try {
        await tab.goto(running.page.url)
        await tab.getByText('live', { exact: true }).waitFor()
        await use({ ...running, tab, client })
      } finally {
        await tab.close()
        await client.close()
        await running.close()
      }
      if (trouble.length > 0) throw new Error(`the page was in trouble: ${trouble.join('; ')}`)
    },
    close: () => browser.close(),
  }
}

/** What the page asks of others, and what its scripts and its policy complain of. */
function watchTrouble(tab: Page, url: string): readonly string[] {
  const trouble: string[] = []
  tab.setDefaultTimeout(10_000)
  tab.on('request', (request) => {
    if (!request.url().startsWith(url)) trouble.push(request.url())
  })
  tab.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) trouble.push(message.text())
  })
  tab.on('pageerror', (error) => trouble.push(error.message))
  tab.on('dialog', (dialog) => {
    trouble.push(dialog.message())
    void dialog.dismiss()
  })
  return trouble
}

/** What axe finds on the page as it is: the rule, and the first place. */
export async function axeFindings(tab: Page): Promise<string[]> {
  // Run as a text, because the page's policy allows no script of others.
  await tab.evaluate(axe.source)
  return tab.evaluate(
    'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`))',
  )
}

export function view(tab: Page, name: string): Locator {
  return tab.getByRole('link', { name: new RegExp(`^${name}`) })
}

export function button(tab: Page, name: string): Locator {
  return tab.getByRole('button', { name, exact: true })
}

export function rows(tab: Page): Locator {
  return tab.locator('.row')
}
