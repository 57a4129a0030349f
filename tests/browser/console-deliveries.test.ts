import { describe, expect, it } from 'vitest'
import { runsBrowserTests } from '../support/browser.ts'
import { CONFIRMATION, confirmation } from '../support/confirmation.ts'
import { button, rows, useConsoleBrowser, view } from '../support/console-browser.ts'

/** The console in a real browser: what arrives at the stub, as a person sees it. */

const consoles = useConsoleBrowser()

describe.runIf(runsBrowserTests)('deliveries', () => {
  it('an empty page says what to do, with addresses to copy', () =>
    consoles.opened(async ({ tab, stub }) => {
      const text = await tab.locator('main').innerText()
      expect(text).toContain('Waiting for the first delivery')
      expect(text).toContain(`${stub.url}/drop_shipment_confirmation`)
      expect(text).toContain(`dropship certify ${stub.url}`)
    }))

  it('what arrives appears by itself; an invalid message shows each violation at its line', () =>
    consoles.opened(async ({ tab, client }) => {
      await client.post(CONFIRMATION, confirmation())
      await client.post(CONFIRMATION, confirmation({ carrier: 7, carier: 'UPS' }))
      await rows(tab).nth(2).waitFor()
      expect(await rows(tab).first().innerText()).toMatch(/422[^]*invalid, 2 violations/)
      expect(await rows(tab).nth(1).innerText()).toMatch(/200[^]*accepted[^]*order-1/)
      await rows(tab).first().click()
      const wrong = tab.locator('.lines .invalid')
      await wrong.first().waitFor()
      expect(await wrong.allInnerTexts()).toEqual([
        expect.stringMatching(/"carrier": 7[^]*invalid_type[^]*drop-ship\.yaml:\d+/),
        expect.stringMatching(/"carier": "UPS"[^]*did you mean/),
      ])
      expect(await tab.locator('.detail').innerText()).toContain('Response 422')
      await tab.setViewportSize({ width: 1280, height: 300 })
      await button(tab, 'first marked line').click()
      await expect.poll(async () => (await wrong.first().boundingBox())?.y ?? 999).toBeLessThan(300)
    }))

  it('a valid message that readers understand differently is marked at its lines, and kept byte for byte', () =>
    consoles.opened(async ({ tab, stub, client }) => {
      const text = JSON.stringify(confirmation()).replace(
        '"carrier":"UPS"',
        '"carrier" : 5,\r\n "carrier":"UPS", "id":9007199254740993',
      )
      await client.post(CONFIRMATION, Buffer.from(text))
      await rows(tab).nth(1).waitFor()
      expect(await rows(tab).first().innerText()).toMatch(/200[^]*accepted, 2 warnings/)
      await rows(tab).first().click()
      const doubtful = tab.locator('.lines .doubtful')
      await doubtful.first().waitFor()
      expect((await doubtful.allInnerTexts()).join('\n')).toMatch(
        /"carrier": "UPS"[^]*given more than once[^]*"id": 9007199254740993[^]*which a double cannot represent/,
      )
      await button(tab, 'as received').first().click()
      expect(await tab.locator('pre.raw').textContent()).toBe(text)

      // Copied and not edited, it is sent again as it came.
      await button(tab, 'Edit and send').click()
      await tab.getByText('Endpoints may read it differently:').waitFor()
      await button(tab, 'Send').click()
      await tab.locator('.sent .badge.good').first().waitFor()
      const received = stub.journal.entries({ kind: 'delivery' }).map(({ body }) => body)
      expect(received).toEqual([text, text])
    }))

  it('text that would turn its line around is spelt out wherever it is shown', () =>
    consoles.opened(async ({ tab, client }) => {
      const hostile = 'live\u202E0000\u2066x\u200By'
      await client.post(
        CONFIRMATION,
        confirmation({ client_identifier: hostile, carrier: hostile }),
      )
      await rows(tab).nth(0).waitFor()
      await rows(tab).first().click()
      await tab.locator('.lines').first().waitFor()
      await button(tab, 'as received').first().click()
      const page = (await tab.locator('body').textContent()) ?? ''
      expect(page.match(/[\u202A-\u202E\u2066-\u2069\u200B]/g)).toBeNull()
      expect(page).toContain(String.raw`live\u202e0000\u2066x\u200by`)
    }))

  it('filters and a search show what matches', () =>
    consoles.opened(async ({ tab, client }) => {
      await client.post(CONFIRMATION, confirmation({ client_identifier: 'needle-7' }))
      await client.post(CONFIRMATION, confirmation({ carrier: null }))
      await rows(tab).nth(2).waitFor()
      const shown = async (): Promise<string> => tab.locator('.count').innerText()
      await tab.getByLabel('Outcome').selectOption('rejected')
      expect(await shown()).toBe('1 of 3 requests')
      await tab.getByLabel('Outcome').selectOption('token')
      expect(await rows(tab).allInnerTexts()).toEqual([expect.stringContaining('/oauth/token')])
      await tab.getByLabel('Outcome').selectOption('all')
      await tab.keyboard.press('/')
      await tab.keyboard.type('needle')
      await expect.poll(shown).toBe('1 of 3 requests')
      expect(await rows(tab).innerText()).toContain('needle-7')
      await tab.keyboard.press('Escape')
      await expect.poll(shown).toBe('3 requests')
      await tab.getByLabel('Time', { exact: true }).selectOption('1')
      expect(await shown()).toBe('3 requests')
      await tab.getByLabel('Time', { exact: true }).selectOption('between')
      await tab.getByLabel('To, exclusive').fill('2001-01-01T00:00:00')
      await expect.poll(shown).toBe('0 of 3 requests')
      await button(tab, 'Clear the filter').click()
      await expect.poll(shown).toBe('3 requests')
      await tab.getByLabel('Operation').first().selectOption('drop_shipment_cancellation')
      expect(await tab.locator('.feed').innerText()).toContain('No request matches the filter')
    }))

  it('the attempts of one message are grouped, with the waits between them', () =>
    consoles.opened(async ({ tab, stub }) => {
      stub.play('outage-then-recovery')
      await view(tab, 'Send').click()
      await button(tab, 'Send').click()
      await tab.locator('.sent .badge.good').first().waitFor()
      await view(tab, 'Deliveries').click()
      await rows(tab).filter({ hasText: 'attempt 4' }).click()
      const timeline = tab.locator('.detail .timeline')
      await timeline.waitFor()
      expect(await timeline.locator('.badge').allInnerTexts()).toEqual(['503', '503', '503', '200'])
      expect((await timeline.innerText()).match(/waited/g)).toHaveLength(3)
      await timeline.getByRole('button', { name: 'show' }).first().click()
      await expect
        .poll(() => tab.locator('.detail .head').innerText())
        .toContain('Scenario: outage-then-recovery')
      await tab.getByLabel('Outcome').selectOption('repeated')
      expect(await rows(tab).count()).toBe(3)
    }))

  it('the journal is cleared when it was asked for twice', () =>
    consoles.opened(async ({ tab, stub, client }) => {
      await client.post(CONFIRMATION, confirmation())
      await rows(tab).first().waitFor()
      await button(tab, 'Clear').click()
      await button(tab, 'Clear the journal?').click()
      await tab.getByText('Waiting for the first delivery').waitFor()
      expect(stub.journal.entries()).toEqual([])
    }))

  it('a flood is listed as far as it is kept, and the page stays quick', () =>
    consoles.opened(async ({ tab, stub, client }) => {
      const flood = 1200
      // Each request has a time limit of its own, which a long queue before it would use up.
      for (let sent = 0; sent < flood; sent += 100) {
        await Promise.all(
          Array.from({ length: 100 }, () => client.post(CONFIRMATION, confirmation())),
        )
      }
      expect(stub.journal.totals().requests).toBe(flood + 1)
      // Nothing is hidden: what the journal keeps is listed, and the rest is counted.
      await expect
        .poll(() => tab.locator('.count').innerText())
        .toBe('1000 requests; 201 older requests are no longer kept')
      expect(await rows(tab).count()).toBe(200)
      await button(tab, 'Show 200 more of 800 older requests').click()
      await expect.poll(() => rows(tab).count()).toBe(400)
      expect(await view(tab, 'Deliveries').innerText()).toBe('Deliveries 1000')
      await view(tab, 'Contract').click()
      await tab.getByRole('heading', { name: 'Drop Ship 1.0.0' }).waitFor({ timeout: 2000 })
    }))

  it('whatever a sender writes is text', () =>
    consoles.opened(async ({ tab, client }) => {
      const hostile = '</script><img src=x onerror=alert(1)><script>alert(2)</script>'
      const changes = { client_identifier: hostile, carrier: 1, [hostile]: '\u202Egnirts\u0007' }
      await client.post(CONFIRMATION, confirmation(changes))
      await client.post(CONFIRMATION, `${hostile}\u0000`)
      await client.post(`/${encodeURIComponent(hostile)}?a=<b>`, confirmation())
      await rows(tab).nth(3).waitFor()
      for (const row of await rows(tab).all()) {
        await row.click()
        await tab.locator('.detail article').waitFor()
      }
      await tab.getByLabel('Search').first().fill('onerror')
      await expect.poll(() => tab.locator('.count').innerText()).toMatch(/^[123] of/)
      expect(await tab.locator('img, main script').count()).toBe(0)
    }))

  it('a message can be copied into the form, changed and sent', () =>
    consoles.opened(async ({ tab, stub, client }) => {
      await client.post(CONFIRMATION, confirmation({ carrier: null }))
      await rows(tab).filter({ hasText: 'invalid' }).click()
      await button(tab, 'Edit and send').click()
      const body = tab.getByLabel('Body', { exact: true })
      expect(await body.inputValue()).toContain('"carrier":null')
      await tab.getByText('A correct endpoint rejects it:').waitFor()
      await body.fill(JSON.stringify(confirmation({ client_identifier: 'mended' })))
      await tab.getByText('Valid: a correct endpoint accepts it.').waitFor()
      await button(tab, 'Send').click()
      await tab.locator('.sent .badge.good').first().waitFor()
      expect(stub.journal.entries({ verdict: 'accepted' })[0]?.body).toContain('mended')
    }))
})
