import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { type BrowserContext, chromium } from 'playwright-core'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/**
 * Whether tests that need a browser run: wherever there is one, and always in CI, where a missing one fails them.
 * A machine without any leaves them out, and the test run says so.
 */
export const runsBrowserTests = process.env.CI !== undefined || executable() !== undefined

function executable(): string | undefined {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of NAMES) {
      const path = join(folder, name)
      try {
        accessSync(path, constants.X_OK)
        return path
      } catch {
        // Not here: the next place may have one.
      }
    }
  }
  return undefined
}

export interface RunningBrowser {
  readonly context: BrowserContext
  close(): Promise<void>
}

/** A real browser with a profile of its own, without a window. */
export async function startBrowser(
  options: Parameters<typeof chromium.launchPersistentContext>[1] = {},
): Promise<RunningBrowser> {
  const executablePath = executable()
  if (executablePath === undefined) {
    throw new Error(`no browser found on the PATH: install one of ${NAMES.join(', ')}`)
  }
  const profile = mkdtempSync(join(tmpdir(), 'dropship-browser-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
    ...options,
  })
  return {
    context,
    close: async () => {
      await context.close()
      rmSync(profile, { recursive: true, force: true })
    },
  }
}
