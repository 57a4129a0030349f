import { describe, expect, it } from 'vitest'
import { runsBrowserTests } from '../support/browser.ts'
import { startTestConsole } from '../support/console.ts'
import { CONFIRMATION, confirmation } from '../support/confirmation.ts'
import { button, rows, useConsoleBrowser } from '../support/console-browser.ts'

/** The console in a real browser as narrow as a phone, with a full journal. */

const consoles = useConsoleBrowser()
const WIDTH = 375
const DELIVERIES = 1000
const AT_ONCE = 50
/** What an endpoint may be sent by anybody: markup, a text without a place to break, and text that runs the other way. */
const HOSTILE = [
  '<img src=x onerror="document.title=1">',
  'W'.repeat(2000),
  `\u202Egnp.exe ${'\u0E47'.repeat(300)}`,
  'شحنة'.repeat(200),
]
const WIDTH_OF_PAGE = 'document.documentElement.scrollWidth'

describe.runIf(runsBrowserTests)('on a phone with 1,000 deliveries', () => {
  it('nothing is beyond the edge, and one is found, opened and left again', () =>
    consoles.opened(
      async ({ tab, client }) => {
        await tab.setViewportSize({ width: WIDTH, height: 667 })
        const post = (number: number): Promise<unknown> => {
          const hostile = HOSTILE[number % HOSTILE.length] ?? ''
          const carrier = number % 3 === 0 ? number : hostile
          const more = number % 5 === 0 ? { [hostile]: hostile } : {}
          const identifier = number === 7 ? 'the-one' : `${number} ${hostile}`
          return client.post(
            CONFIRMATION,
            confirmation({ client_identifier: identifier, carrier, ...more }),
          )
        }
        for (let from = 0; from < DELIVERIES; from += AT_ONCE) {
          await Promise.all(Array.from({ length: AT_ONCE }, (_, at) => post(from + at)))
        }
        await expect
          .poll(() => tab.locator('.count').innerText(), { timeout: 10_000 })
          .toBe('1000 requests')
        expect(await rows(tab).count()).toBe(200)
        expect(await tab.evaluate(WIDTH_OF_PAGE)).toBe(WIDTH)
        await tab.getByRole('button', { name: /^Show 200 more of 800 / }).click()
        await expect.poll(() => rows(tab).count()).toBe(400)
        const heights = await tab
          .locator('.row')
          .evaluateAll((found) => found.map((row) => row.getBoundingClientRect().height))
        // However long its texts, a row leaves room for others.
        expect(Math.max(...heights)).toBeLessThan(150)

        await rows(tab).filter({ hasText: 'invalid' }).first().click()
        await tab.locator('.lines .invalid').first().waitFor()
        expect(await tab.evaluate(WIDTH_OF_PAGE)).toBe(WIDTH)
        await button(tab, '← back').click()

        await tab.getByRole('searchbox').first().fill('the-one')
        await expect.poll(() => rows(tab).count()).toBe(1)
        await rows(tab).first().click()
        await tab.locator('.detail').getByText('the-one').first().waitFor()
        expect(await tab.evaluate(WIDTH_OF_PAGE)).toBe(WIDTH)
        await button(tab, '← back').click()
        await rows(tab).first().waitFor()
        expect(await tab.title()).not.toBe('1')
      },
      () => startTestConsole({ auth: { scheme: 'none' } }),
    ))
})
