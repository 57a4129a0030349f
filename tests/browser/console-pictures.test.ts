import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { runsBrowserTests } from '../support/browser.ts'
import { CONFIRMATION, confirmation } from '../support/confirmation.ts'
import { button, type Opened, rows, useConsoleBrowser, view } from '../support/console-browser.ts'
import { startScriptedEndpoint } from '../support/scripted-endpoint.ts'

/**
 * The pictures in the documentation of the console, taken of the page as it is: `PICTURES=write npx vitest run
 * tests/browser/console-pictures.test.ts` writes them again. Fonts differ between machines, so that bytes cannot be compared:
 * the tests show that the page can still be brought to every picture, and that those in the repository are small and of the same size.
 */

const consoles = useConsoleBrowser()
const isWritten = process.env.PICTURES === 'write'
const WIDTH = 1000
const HEIGHT = 560
const MAX_BYTES = 150_000

/** The picture of the page as it is now, and the one in the repository. */
async function picture(tab: Page, name: string): Promise<readonly Buffer[]> {
  const path = fileURLToPath(new URL(`../../docs/pictures/${name}`, import.meta.url))
  const taken = await tab.screenshot(isWritten ? { path } : {})
  return [taken, readFileSync(path)]
}

/** What is not as it has to be; width and height are at fixed places of a PNG. */
function faultsOf(pictures: readonly Buffer[]): readonly string[] {
  return pictures.flatMap((bytes) => {
    const size = `${bytes.readUInt32BE(16)} × ${bytes.readUInt32BE(20)}`
    return [
      ...(size === `${WIDTH} × ${HEIGHT}` ? [] : [size]),
      ...(bytes.length < MAX_BYTES ? [] : [`${bytes.length} bytes`]),
    ]
  })
}

async function sized({ tab }: Opened): Promise<void> {
  await tab.setViewportSize({ width: WIDTH, height: HEIGHT })
  await tab.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
}

describe.runIf(runsBrowserTests)('the pictures in the guide to the console', () => {
  it('a delivery that was rejected', () =>
    consoles.opened(async (opened) => {
      const { tab, client, stub } = opened
      await sized(opened)
      for (let number = 1; number <= 5; number++) {
        await client.post(CONFIRMATION, confirmation({ client_identifier: `order-100${number}` }))
      }
      stub.play('always-503')
      await client.post(CONFIRMATION, confirmation({ client_identifier: 'order-1006' }))
      stub.stop()
      const invalid = { client_identifier: 'order-1007', carrier: 7, carier: 'UPS' }
      await client.post(CONFIRMATION, confirmation(invalid))
      await client.post(CONFIRMATION, confirmation({ client_identifier: 'order-1008' }))
      await rows(tab).filter({ hasText: 'order-1007' }).click()
      await tab.locator('.lines').first().waitFor()
      expect(faultsOf(await picture(tab, 'console-delivery.png'))).toEqual([])
    }))

  it('what to repair, after a certification', () =>
    consoles.opened(async (opened) => {
      const { tab } = opened
      await sized(opened)
      const endpoint = await startScriptedEndpoint(() => ({ status: 200, body: { message: 'ok' } }))
      try {
        await view(tab, 'Certify').click()
        for (const name of ['drop_shipment_confirmation', 'drop_shipment_partial_cancellation']) {
          await tab.getByLabel(name, { exact: true }).uncheck()
        }
        await tab.getByLabel('Endpoint').last().fill(endpoint.url)
        await tab.getByLabel('Seed (optional)').fill('1')
        await button(tab, 'Certify').click()
        await tab.getByRole('heading', { name: 'not certified' }).waitFor({ timeout: 30_000 })
        await tab.locator('.view.certify').evaluate('(page) => page.scrollTo(0, 0)')
        expect(faultsOf(await picture(tab, 'console-certify.png'))).toEqual([])
      } finally {
        await endpoint.close()
      }
    }))
})
