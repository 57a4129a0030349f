import { describe, expect, it } from 'vitest'
import { runsBrowserTests } from '../support/browser.ts'
import { startTestConsole } from '../support/console.ts'
import { CONFIRMATION, confirmation } from '../support/confirmation.ts'
import { axeFindings, button, rows, useConsoleBrowser, view } from '../support/console-browser.ts'

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
      // The focus can be seen wherever it goes, and goes from the views to the filters.
      await tab.keyboard.press('Escape')
      await tab.locator('h1').click()
      const places: string[] = []
      for (let step = 0; step < 14; step++) {
        await tab.keyboard.press('Tab')
        places.push(
          await tab.evaluate(
            `{ const at = document.activeElement; const { outlineStyle, outlineWidth } = getComputedStyle(at); [at.ariaLabel ?? at.innerText, outlineStyle, outlineWidth].join('|') }`,
          ),
        )
      }
      expect(places.map((place) => place.split('|')[0]?.replace(/ .*/, ''))).toEqual(
        'Deliveries Scenarios Send Failure Certify Contract Keyboard Search Outcome Operation Time Clear 3 0'.split(
          ' ',
        ),
      )
      expect(places.filter((place) => !/\|(?:solid|auto)\|[1-9]/.test(place))).toEqual([])
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

  it('Escape closes what is open, one thing at a time, in every view', () =>
    consoles.opened(async ({ tab, client }) => {
      await client.post(CONFIRMATION, confirmation())
      await rows(tab).nth(1).waitFor()
      const escape = (): Promise<void> => tab.keyboard.press('Escape')
      // The start page, where a delivery is open and a text is searched for.
      await rows(tab).first().click()
      await tab.locator('.detail article').waitFor()
      await tab.getByLabel('Search').first().fill('order')
      await tab.locator('h1').click()
      await tab.keyboard.press('?')
      await tab.getByRole('dialog').waitFor()
      await escape()
      await tab.getByRole('dialog').waitFor({ state: 'detached' })
      expect(await tab.getByLabel('Search').first().inputValue()).toBe('order')
      await escape()
      expect(await tab.getByLabel('Search').first().inputValue()).toBe('')
      expect(await tab.locator('.detail article').count()).toBe(1)
      await escape()
      await tab.locator('.detail article').waitFor({ state: 'detached' })
      // Back in the list, at the row it came from.
      await expect
        .poll(() => tab.evaluate(`document.activeElement.closest('.row')?.dataset.entry`))
        .toBe('2')
      await button(tab, 'Clear').click()
      await escape()
      expect(await button(tab, 'Clear').count()).toBe(1)
      await view(tab, 'Contract').click()
      await tab.getByLabel('Search fields').fill('quantity')
      await tab.locator('h1').click()
      await escape()
      expect(await tab.getByLabel('Search fields').inputValue()).toBe('')
      for (const name of ['Scenarios', 'Send', 'Failure queue', 'Certify', 'Contract']) {
        await view(tab, name).click()
        await tab.keyboard.press('?')
        await tab.getByRole('dialog').waitFor()
        await escape()
        await tab.getByRole('dialog').waitFor({ state: 'detached' })
      }
    }))

  it('has nothing that axe finds, in any view, dark or light, with hostile text', () =>
    consoles.opened(async ({ tab, stub, client }) => {
      const hostile = `<img src=x onerror=alert(1)>\u202E${'long'.repeat(80)}\u0007`
      await client.post(CONFIRMATION, confirmation({ client_identifier: hostile, carrier: 7 }))
      stub.play('always-500')
      await client.post(CONFIRMATION, confirmation())
      await view(tab, 'Send').click()
      await button(tab, 'Send').click()
      await tab.locator('.sent').getByText('failed', { exact: true }).waitFor()
      await tab.keyboard.press('4')
      await tab.locator('.deliveries .link').click()
      await tab.locator('.history .problem').waitFor()
      const views = ['Failure queue', 'Scenarios', 'Send', 'Certify', 'Contract', 'Deliveries']
      const found: string[] = []
      for (const name of views) {
        await view(tab, name).click()
        if (name === 'Deliveries') {
          await rows(tab).filter({ hasText: 'invalid' }).click()
          await tab.locator('.problem').waitFor()
        }
        for (const colorScheme of ['dark', 'light'] as const) {
          await tab.emulateMedia({ colorScheme })
          found.push(...(await axeFindings(tab)).map((each) => `${name}, ${colorScheme}: ${each}`))
        }
      }
      await tab.keyboard.press('?')
      found.push(...(await axeFindings(tab)))
      expect(found).toEqual([])
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
          // Nothing of the navigation is cut.
          const { x = 0, width = 999 } = (await view(tab, name).boundingBox()) ?? {}
          expect(x + width).toBeLessThanOrEqual(390)
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
