import type { Page, Route } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { systemClock } from '../../src/core/index.ts'
import { openStore } from '../../src/queue/index.ts'
import { runsBrowserTests } from '../support/browser.ts'
import { CONFIRMATION, confirmation } from '../support/confirmation.ts'
import { button, rows, useConsoleBrowser, view } from '../support/console-browser.ts'
import { startScriptedEndpoint } from '../support/scripted-endpoint.ts'

/** The console in a real browser: what somebody needs who repairs an endpoint or drains the failure queue. */

const consoles = useConsoleBrowser()

const problem = (tab: Page) => tab.getByRole('region', { name: 'What is broken' })

/** The page and its server look at the queue again and again. */
const SOON = { timeout: 15_000 }

/** Two frames of the page: what it was going to render is rendered. */
const rendered = (tab: Page): Promise<unknown> =>
  tab.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))')

describe.runIf(runsBrowserTests)('a delivery that failed', () => {
  it('opens at what is broken: rule, pointer, expected, found, line of the contract', () =>
    consoles.opened(async ({ tab, client }) => {
      await tab.setViewportSize({ width: 1280, height: 500 })
      await client.post(CONFIRMATION, confirmation({ carrier: 7, carier: 'UPS' }))
      await client.post(CONFIRMATION, confirmation({ client_identifier: 'fine' }))
      await rows(tab).nth(2).waitFor()
      await rows(tab).first().click()
      await tab.locator('.lines').first().waitFor()
      expect(await problem(tab).count()).toBe(0)
      // Wherever the one before was scrolled to.
      await tab.locator('.detail').evaluate('(detail) => detail.scrollTo(0, 9999)')
      await rows(tab).nth(1).click()
      await problem(tab).waitFor()
      const box = await problem(tab).boundingBox()
      expect((box?.y ?? 0) > 0 && (box?.y ?? 999) < 300).toBe(true)
      expect(await problem(tab).innerText()).toMatch(
        /Rejected with 422: the body breaks 2 rules[^]*\/shipment\/carrier[^]*must be a string[^]*found\s+7[^]*drop-ship\.yaml:\d+[^]*1 more rule/,
      )
      await button(tab, 'show in the body').click()
      const line = tab.locator('.lines .invalid').first()
      await expect.poll(async () => (await line.boundingBox())?.y ?? 999).toBeLessThan(500)
    }))

  it('has a date, how long ago it was, and the moment for machines', () =>
    consoles.opened(async ({ tab, stub, client }) => {
      await client.post(CONFIRMATION, confirmation())
      const time = rows(tab).first().locator('time')
      await time.waitFor()
      const [sent] = stub.journal.entries({ kind: 'delivery' })
      expect(await time.getAttribute('datetime')).toBe(new Date(sent?.startedAt ?? 0).toISOString())
      expect(await time.innerText()).toMatch(/^\d{1,2} [A-Z][a-z]{2,3} \d\d:\d\d:\d\d$/)
      await time.hover()
      expect(await time.getAttribute('title')).toMatch(/^(now|\d+ s ago): \w+day.* 20\d\d.*\.\d{3}/)
    }))

  it('is sent again as it was, once, and copied as a command without secrets', () =>
    consoles.opened(async ({ tab, stub, client, page }) => {
      await tab.context().grantPermissions(['clipboard-read', 'clipboard-write'], {
        origin: page.url,
      })
      stub.play('outage-then-recovery')
      const json = ['Content-Type', 'application/json'] as const
      const headers = [json, ['webhook-id', 'msg_1']] as const
      await client.post(CONFIRMATION, confirmation(), { headers })
      stub.stop()
      await rows(tab).filter({ hasText: '503' }).click()
      expect(await problem(tab).innerText()).toMatch(/Failed with 503: simulated by the scenario/)
      await button(tab, 'Copy as cURL').click()
      await tab.getByText('copied', { exact: true }).waitFor()
      const copied = String(await tab.evaluate('navigator.clipboard.readText()'))
      expect(copied).toContain(`${stub.url}${CONFIRMATION}`)
      expect(copied).toContain('Bearer $DROPSHIP_ACCESS_TOKEN')
      expect(copied).toContain(`webhook-id: msg_1`)

      await button(tab, 'Resend').click()
      await tab.getByText('Resent: delivered with 200.').waitFor()
      const attempts = stub.journal.entries({ message: 'msg_1' })
      expect(attempts.map(({ body }) => body)).toEqual([
        JSON.stringify(confirmation()),
        JSON.stringify(confirmation()),
      ])
      await tab.locator('.detail .timeline .attempt').nth(1).waitFor()

      // What differs between the two, the headers and the response included.
      await button(tab, 'Compare two attempts').click()
      const table = tab.getByRole('table')
      await table.waitFor()
      expect(await table.getByRole('columnheader').allInnerTexts()).toEqual([
        'What differs',
        'attempt 1',
        'attempt 2',
      ])
      const text = await table.innerText()
      expect(text).toContain('the request bodies are the same')
      expect(text).toMatch(/status\s+503\s+200/)
      expect(text).toMatch(/request header user-agent\s+absent\s+drop-ship-harness/)
      expect(text).toMatch(/response body \/message\s+"Service Unavailable"\s+"Success"/)
    }))

  it('that was delivered in the end leads to the attempt that was not', () =>
    consoles.opened(async ({ tab, stub }) => {
      stub.play('outage-then-recovery')
      await view(tab, 'Send').click()
      await button(tab, 'Send').click()
      await tab.locator('.sent .badge.good').first().waitFor()
      await view(tab, 'Deliveries').click()
      await rows(tab).filter({ hasText: 'attempt 4' }).click()
      await problem(tab)
        .getByText('Delivered at attempt 4, after 3 attempts that failed.')
        .waitFor()
      await button(tab, 'Show attempt 3').click()
      await problem(tab).getByText('Failed with 503').waitFor()
      // The bar of the last minutes, in words and as a filter.
      await tab.getByRole('img', { name: '1 delivered, 0 rejected, 3 failed' }).waitFor()
      await tab.getByRole('button', { name: '3 failed' }).click()
      await expect.poll(() => rows(tab).count()).toBe(3)
    }))
})

describe.runIf(runsBrowserTests)('the search', () => {
  it('shows what belongs to its text, whatever comes late', () =>
    consoles.opened(async ({ tab, client }) => {
      await client.post(CONFIRMATION, confirmation({ client_identifier: 'needle' }))
      await rows(tab).nth(1).waitFor()
      let held: Route | undefined
      await tab.route(/\/api\/search\?text=needle$/, (route) => {
        held = route
      })
      const box = tab.getByLabel('Search').first()
      await box.fill('needle')
      await expect.poll(() => held !== undefined).toBe(true)
      await box.fill('zzzz')
      const count = (): Promise<string> => tab.locator('.count').innerText()
      await expect.poll(count).toBe('0 of 2 requests')
      const late = tab.waitForResponse(/text=needle$/)
      await held?.continue()
      await (await late).finished()
      await rendered(tab)
      expect(await count()).toBe('0 of 2 requests')
    }))

  it('says so when it fails', () =>
    consoles.opened(async ({ tab, client }) => {
      await client.post(CONFIRMATION, confirmation())
      await rows(tab).first().waitFor()
      await tab.route(/\/api\/search/, (route) => route.abort())
      await tab.getByLabel('Search').first().fill('order')
      const alert = tab.getByRole('alert')
      await expect.poll(() => alert.allInnerTexts()).toHaveLength(1)
      expect(await alert.innerText()).toContain('The harness does not respond.')
    }))
})

describe.runIf(runsBrowserTests)('the failure queue', () => {
  it('is filtered, and what matches is retried or discarded together, after a question', () =>
    consoles.opened(async ({ tab, page }) => {
      let status = 422
      const endpoint = await startScriptedEndpoint(({ body }) => ({
        status: body.includes('keep') ? 503 : status,
        body: { message: 'not today' },
      }))
      try {
        const send = async (identifier: string): Promise<void> => {
          const text = JSON.stringify(confirmation({ client_identifier: identifier }))
          const operation = CONFIRMATION.slice(1)
          await fetch(`${page.url}/api/send`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ operation, to: endpoint.url, auth: { scheme: 'none' }, text }),
          })
        }
        for (let number = 1; number <= 5; number++) await send(`lost-${number}`)
        await send('keep-1')
        // Counted in the navigation, wherever one is.
        await expect
          .poll(() => view(tab, 'Failure queue').innerText(), SOON)
          .toBe('Failure queue 6')
        await view(tab, 'Failure queue').click()
        const all = tab.locator('.deliveries tbody')
        await expect.poll(() => all.count()).toBe(6)
        expect(await tab.getByRole('columnheader').allInnerTexts()).toEqual(
          'Select Last Message Address Attempts Changed Actions'.split(' '),
        )
        await tab.getByLabel('Outcome').last().selectOption('rejected')
        await expect.poll(() => all.count()).toBe(5)
        await tab.getByLabel('Search').last().fill('lost-3')
        await expect.poll(() => all.count()).toBe(1)
        await tab.locator('h2', { hasText: 'queue' }).click()
        await tab.keyboard.press('Escape')
        await expect.poll(() => all.count()).toBe(5)
        await tab.getByLabel('Time', { exact: true }).last().selectOption('between')
        await tab.getByLabel('To, exclusive').fill('2001-01-01T00:00:00')
        await tab.getByText('No delivery matches the filter.').waitFor()
        await tab.getByLabel('Time', { exact: true }).last().selectOption('any')

        // One is open: what the endpoint said, and the attempts.
        await tab.locator('.deliveries .link').first().click()
        await problem(tab).getByText('Failed after 6 attempts').waitFor()
        expect(await tab.locator('.history').innerText()).toContain('"not today"')
        await tab.locator('h2', { hasText: 'queue' }).click()
        await tab.keyboard.press('Escape')
        await problem(tab).waitFor({ state: 'detached' })

        await tab.getByLabel('Select all shown').check()
        await tab.locator('.deliveries').getByRole('checkbox').first().uncheck()
        await tab.getByText('4 deliveries selected').waitFor()
        status = 200
        await button(tab, 'Retry selected').click()
        expect(endpoint.received.filter(({ body }) => body.includes('lost'))).toHaveLength(30)
        await button(tab, 'Retry 4 deliveries?').click()
        await tab.getByText('4 deliveries due again. 4 delivered, 0 failed.').waitFor()
        await expect.poll(() => all.count()).toBe(1)
        await expect
          .poll(() => tab.getByRole('button', { name: /^delivered/ }).innerText(), SOON)
          .toBe('delivered 4')

        await tab.getByLabel('Select all shown').check()
        // The second click of a double click confirms nothing, nor does a key: Cancel has the focus.
        await button(tab, 'Discard selected').dblclick()
        const cancel = button(tab, 'Cancel')
        expect(await cancel.evaluate((one) => one === one.ownerDocument.activeElement)).toBe(true)
        await tab.keyboard.press('Enter')
        await cancel.waitFor({ state: 'detached' })
        expect(await all.count()).toBe(1)
        await button(tab, 'Discard selected').click()
        await button(tab, 'Discard 1 delivery for good?').click()
        await tab.getByText('1 delivery discarded.').waitFor()
        await expect
          .poll(() => view(tab, 'Failure queue').innerText(), SOON)
          .toBe('Failure queue 1')
      } finally {
        await endpoint.close()
      }
    }))

  it('selects all that match, beyond the page that is shown', () =>
    consoles.opened(async ({ tab, store }) => {
      const queue = await openStore(store, { clock: systemClock })
      const url = 'http://127.0.0.1:9/drop_shipment_confirmation'
      const body = Buffer.from(JSON.stringify(confirmation()))
      await queue.enqueue(
        Array.from({ length: 120 }, (_, index) => ({
          id: `msg_${index}`,
          endpoint: 'http://127.0.0.1:9',
          operation: 'drop_shipment_confirmation',
          method: 'POST',
          url,
          body,
          identifier: index < 115 ? `many-${index}` : `other-${index}`,
        })),
      )
      await queue.startWork()
      const attempt = { startedAt: Date.now(), durationMs: 1, status: 500, renewed: false }
      for (const claim of await queue.claim('http://127.0.0.1:9', 120, 'all')) {
        await queue.settle({ claim, attempt, settlement: { state: 'failed' } })
      }
      await queue.close()
      await view(tab, 'Failure queue').click()
      await tab.getByText('120 deliveries, 100 of them shown').waitFor()
      await tab.getByLabel('Search').last().fill('many-')
      await button(tab, 'Select all 115 that match').click()
      await tab.getByText('115 deliveries selected').waitFor()
      await button(tab, 'Discard selected').click()
      await button(tab, 'Discard 115 deliveries for good?').click()
      await tab.getByText('115 deliveries discarded.').waitFor()
      await tab.keyboard.press('Escape')
      await expect.poll(() => tab.locator('.deliveries tbody').count()).toBe(5)
    }))
})
