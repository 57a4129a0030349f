import { describe, expect, it } from 'vitest'
import { runsBrowserTests } from '../support/browser.ts'
import { startTestConsole } from '../support/console.ts'
import {
  button,
  CONFIRMATION,
  confirmation,
  rows,
  useConsoleBrowser,
  view,
} from '../support/console-browser.ts'

/** The console in a real browser: the page itself. */

const consoles = useConsoleBrowser()

describe.runIf(runsBrowserTests)('the page', () => {
  it('shows the contract readably, disputed rules and lines included', () =>
    consoles.opened(async ({ tab }) => {
      await view(tab, 'Contract').click()
      await tab.getByRole('tab', { name: 'drop_shipment_cancellation' }).click()
      await tab.getByLabel('Search fields').fill('shipping_method')
      const found = await tab.locator('.contract .fields').first().innerText()
      expect(found).toMatch(/shipping_method[^]*required[^]*drop-ship\.yaml:\d+[^]*"PICK-UP"/)
      await tab.getByLabel('Search fields').fill('')
      expect(await tab.locator('.contract').innerText()).toContain('disputed D1')
    }))

  it('is used by the keyboard alone', () =>
    consoles.opened(async ({ tab, client }) => {
      for (const name of ['a', 'b', 'c']) {
        await client.post(CONFIRMATION, confirmation({ client_identifier: name }))
      }
      await rows(tab).nth(3).waitFor()
      const chosen = async (): Promise<string> =>
        (await tab.locator('.row.chosen .about').allInnerTexts()).join()
      for (const [key, identifier] of ['jc', 'jb', 'ja', 'kb']) {
        await tab.keyboard.press(key ?? '')
        await expect.poll(chosen).toBe(identifier)
      }
      await tab.keyboard.press('6')
      await tab.getByLabel('Search fields').waitFor()
      await tab.keyboard.press('?')
      await tab.getByRole('dialog').waitFor()
      await tab.keyboard.press('Escape')
      await tab.getByRole('dialog').waitFor({ state: 'detached' })
      await tab.keyboard.press('3')
      // While somebody writes, keys are letters.
      await tab.getByLabel('Endpoint').first().focus()
      await tab.keyboard.press('1')
      expect(await tab.getByLabel('Body', { exact: true }).isVisible()).toBe(true)
    }))

  it('fits a narrow screen, dark or light, without anything beyond its edge', () =>
    consoles.opened(async ({ tab, client }) => {
      await client.post(CONFIRMATION, confirmation({ carrier: 'x'.repeat(300), carier: 1 }))
      await tab.setViewportSize({ width: 390, height: 800 })
      const grounds = new Set<unknown>()
      for (const colorScheme of ['dark', 'light'] as const) {
        await tab.emulateMedia({ colorScheme })
        grounds.add(
          await tab.evaluate('getComputedStyle(document.documentElement).backgroundColor'),
        )
        for (const name of ['Scenarios', 'Send', 'Failure queue', 'Certify', 'Contract']) {
          await view(tab, name).click()
          expect(await tab.evaluate('document.documentElement.scrollWidth')).toBe(390)
        }
      }
      expect(grounds.size).toBe(2)
      await view(tab, 'Deliveries').click()
      await rows(tab).filter({ hasText: 'invalid' }).click()
      await button(tab, '← back').click()
      await rows(tab).first().waitFor()
    }))

  it('says that the harness has stopped, and continues when it is back', () =>
    consoles.opened(async ({ tab, page, client }) => {
      await client.post(CONFIRMATION, confirmation())
      await rows(tab).first().waitFor()
      await page.close()
      await tab.getByText('not connected').waitFor()
      await view(tab, 'Send').click()
      await button(tab, 'Send').click()
      await tab
        .getByText('check that dropship up is still running in its terminal')
        .first()
        .waitFor()
      const again = await startTestConsole({}, {}, Number(new URL(page.url).port))
      try {
        await tab.getByText('live', { exact: true }).waitFor()
        // Another run of the harness has received nothing yet.
        await view(tab, 'Deliveries').click()
        await tab.getByText('Waiting for the first delivery').waitFor()
        expect(await rows(tab).count()).toBe(0)
      } finally {
        await again.close()
      }
    }))

  it('shows why an edited contract is not in force', () => {
    let problem: string | undefined
    return consoles.opened(
      async ({ tab, page }) => {
        problem = 'openapi/drop-ship.yaml:12:3  type: strin'
        page.changed()
        await tab
          .getByText(
            'The last edit of the contract is invalid; the previous contract stays in force.',
          )
          .waitFor()
        expect(await tab.getByRole('alert').innerText()).toContain('drop-ship.yaml:12:3')
        problem = undefined
        page.changed()
        await tab.getByRole('alert').waitFor({ state: 'detached' })
      },
      () => startTestConsole({}, { problem: () => problem }),
    )
  })
})
