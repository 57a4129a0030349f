import { describe, expect, it } from 'vitest'
import { runsBrowserTests } from '../support/browser.ts'
import { CONFIRMATION, confirmation } from '../support/confirmation.ts'
import { button, useConsoleBrowser, view } from '../support/console-browser.ts'
import { startScriptedEndpoint } from '../support/scripted-endpoint.ts'

/** The console in a real browser: scenarios, sending and the failure queue, as a person uses them. */

const consoles = useConsoleBrowser()

describe.runIf(runsBrowserTests)('scenarios', () => {
  it('a ready-made one is started and stopped, and the bar says so', () =>
    consoles.opened(async ({ tab, stub, client }) => {
      await view(tab, 'Scenarios').click()
      await button(tab, 'Play always-503').click()
      await tab.getByText('scenario always-503').waitFor()
      expect((await client.post(CONFIRMATION, confirmation())).response?.status).toBe(503)
      await button(tab, 'Stop').click()
      await tab.getByText('No scenario is active').waitFor()
      expect(stub.playing()).toEqual([])
      expect((await client.post(CONFIRMATION, confirmation())).response?.status).toBe(200)
    }))

  it('one’s own is written here; an error in it is named with its line', () =>
    consoles.opened(async ({ tab, client }) => {
      await view(tab, 'Scenarios').click()
      const own = tab.getByLabel('Scenario, in YAML or JSON')
      await own.fill('name: mine\nsteps:\n  - { stats: 418, times: 1 }\n')
      await button(tab, 'Play this').click()
      const alert = tab.getByRole('alert')
      await alert.waitFor()
      expect(await alert.innerText()).toMatch(/stats[^]*scenario:3/)
      await own.fill('name: mine\nsteps:\n  - { status: 418, times: 1 }\n')
      await button(tab, 'Play this').click()
      await tab.getByText('scenario mine').waitFor()
      expect(await alert.count()).toBe(0)
      expect((await client.post(CONFIRMATION, confirmation())).response?.status).toBe(418)
      // What was written is there again.
      await view(tab, 'Deliveries').click()
      await view(tab, 'Scenarios').click()
      expect(await own.inputValue()).toContain('418')
    }))

  it('for one run alone', () =>
    consoles.opened(async ({ tab, client }) => {
      await view(tab, 'Scenarios').click()
      await tab.getByLabel(/^Run, from the header/).fill('mine')
      await button(tab, 'Play always-500').click()
      await tab.getByText('scenario always-500 for run mine').waitFor()
      const type = ['Content-Type', 'application/json'] as const
      const inRun = await client.post(CONFIRMATION, confirmation(), {
        headers: [type, ['x-dropship-run', 'mine']],
      })
      expect(inRun.response?.status).toBe(500)
      expect((await client.post(CONFIRMATION, confirmation())).response?.status).toBe(200)
      await button(tab, 'stop always-500').click()
      await tab.getByText('No scenario is active').waitFor()
    }))

  it('the clock is set forward, and everybody sees by how much', () =>
    consoles.opened(async ({ tab, stub, client }) => {
      await view(tab, 'Scenarios').click()
      await button(tab, '+ 25h').click()
      await tab.getByRole('link', { name: 'clock 25 h ahead' }).waitFor()
      expect(stub.clock.aheadMs).toBe(25 * 3_600_000)
      // Set forward elsewhere, too.
      stub.clock.advance(3_600_000)
      await tab.getByText(', 26 h ahead').waitFor()
      // What arrives now is of this minute, not of tomorrow.
      await client.post(CONFIRMATION, confirmation())
      await view(tab, 'Deliveries').click()
      await tab.getByRole('img', { name: '1 delivered, 0 rejected, 0 failed' }).waitFor()
    }))

  it('tokens that are expired here cost the sender a new one, and nothing else', () =>
    consoles.opened(async ({ tab }) => {
      await view(tab, 'Send').click()
      await button(tab, 'Send').click()
      await tab.locator('.sent .badge.good').first().waitFor()
      await view(tab, 'Scenarios').click()
      await button(tab, 'Expire tokens').click()
      await tab.getByText('1 token ended').waitFor()
      await view(tab, 'Send').click()
      await button(tab, 'Send').click()
      await expect.poll(() => tab.locator('.sent > li').count()).toBe(2)
      await expect
        .poll(() => tab.locator('.sent > li').first().innerText())
        .toMatch(/delivered[^]*token renewed/)
    }))
})

describe.runIf(runsBrowserTests)('sending and the failure queue', () => {
  it('a deviation is found by its words, sent under the policy, and ends in the failure queue', () =>
    consoles.opened(async ({ tab, stub }) => {
      await view(tab, 'Send').click()
      await tab.getByLabel('Operation').last().selectOption('drop_shipment_cancellation')
      await tab.getByLabel('Message').selectOption('deviation')
      await tab.getByLabel('Search deviations').fill('shipping_method enum')
      await tab.locator('.picker button').first().click()
      await tab.getByText('A correct endpoint rejects it:').waitFor()
      await button(tab, 'Send').click()
      const item = tab.locator('.sent > li')
      await item.getByText('failed', { exact: true }).waitFor()
      expect((await item.innerText()).match(/\b422\b/g)?.length).toBeGreaterThanOrEqual(6)
      expect(stub.journal.entries({ verdict: 'invalid' })).toHaveLength(6)

      await item.getByRole('link', { name: 'failure queue' }).click()
      await tab.locator('.deliveries tbody').first().waitFor()
      await tab.locator('.deliveries .link').click()
      await tab.locator('.history .timeline').waitFor()
      expect(await tab.locator('.history').innerText()).toMatch(/waited[^]*"shipping_method"/)
      const download = tab.waitForEvent('download')
      await tab.getByRole('link', { name: 'Report for the client' }).click()
      expect((await download).suggestedFilename()).toBe('delivery-failures.md')

      await button(tab, 'Discard').click()
      await button(tab, 'Discard it?').click()
      await tab.getByText('The failure queue is empty.').waitFor()
    }))

  it('what failed is retried once the endpoint has recovered', () =>
    consoles.opened(async ({ tab, stub }) => {
      stub.play('always-500')
      await view(tab, 'Send').click()
      await tab.getByLabel('Message').selectOption('full')
      await button(tab, 'Send').click()
      await tab.locator('.sent').getByText('failed', { exact: true }).waitFor()
      stub.stop()
      await tab.keyboard.press('4')
      await button(tab, 'Retry').click()
      await tab.getByText('1 delivery due again. 1 delivered, 0 failed.').waitFor()
      await tab.getByRole('button', { name: /^delivered/ }).click()
      await tab.locator('.deliveries .badge.good').waitFor()
      expect(stub.journal.entries({ verdict: 'accepted' }).at(-1)?.answer?.status).toBe(200)
    }))

  it('to any endpoint, with its own credentials', () =>
    consoles.opened(async ({ tab }) => {
      const endpoint = await startScriptedEndpoint(() => ({ status: 202 }))
      try {
        await view(tab, 'Send').click()
        await tab.getByLabel('Endpoint').first().fill(`${endpoint.url}/hooks`)
        await tab.getByLabel('Authentication').first().selectOption('basic')
        await tab.getByLabel('User name').fill('me')
        await tab.getByLabel('Password').fill('s3cret')
        await button(tab, 'Send').click()
        await tab.locator('.sent .badge.good').first().waitFor()
        expect(endpoint.received[0]).toMatchObject({
          path: '/hooks/drop_shipment_confirmation',
          headers: { authorization: `Basic ${Buffer.from('me:s3cret').toString('base64')}` },
        })
        expect(await tab.content()).not.toContain('s3cret')
      } finally {
        await endpoint.close()
      }
    }))

  it('to a URL of the operation’s own, by which the queue is filtered', () =>
    consoles.opened(async ({ tab }) => {
      const endpoint = await startScriptedEndpoint(() => ({ status: 200 }))
      try {
        await view(tab, 'Send').click()
        await tab.getByLabel('Or the URL of').fill(`${endpoint.url}/any/path?code=hush-hush&t=1`)
        await tab.getByLabel('Authentication').first().selectOption('none')
        await button(tab, 'Send').click()
        await tab.locator('.sent .badge.good').first().waitFor()
        expect(endpoint.received.map(({ path }) => path)).toEqual(['/any/path?code=hush-hush&t=1'])
        await tab.keyboard.press('4')
        await tab.getByRole('button', { name: /^delivered/ }).click()
        const address = tab.getByRole('button', { name: '/any/path?code=$DROPSHIP_QUERY_CODE&t=1' })
        await address.click()
        await expect.poll(() => tab.locator('.deliveries tbody').count()).toBe(1)
        const filter = tab.getByLabel('Only to this address')
        expect(await filter.inputValue()).toBe(`${endpoint.url}/any/path`)
        await filter.fill(`${endpoint.url}/another`)
        await tab.getByText('No delivery matches the filter.').waitFor()
      } finally {
        await endpoint.close()
      }
    }))

  it('text that is not valid JSON is shown where it breaks, and can be sent all the same', () =>
    consoles.opened(async ({ tab, stub }) => {
      await view(tab, 'Send').click()
      await tab.getByLabel('Body', { exact: true }).fill('{"shipment": {\n  "carrier": UPS\n}}')
      const verdict = tab.locator('.judged')
      await expect.poll(() => verdict.innerText()).toMatch(/body:2:14[^]*\^/)
      await button(tab, 'Send').click()
      await tab.locator('.sent').getByText('failed', { exact: true }).waitFor()
      expect(stub.journal.entries({ kind: 'delivery' })[0]?.answer?.status).toBe(400)
    }))

  it('an endpoint without a scheme is rejected with what to write', () =>
    consoles.opened(async ({ tab }) => {
      await view(tab, 'Send').click()
      await tab.getByLabel('Endpoint').first().fill('ftp://client.example')
      await button(tab, 'Send').click()
      expect(await tab.getByRole('alert').first().innerText()).toMatch(/https?:\/\//)
    }))
})
