import { createServer } from 'node:http'
import { describe, expect, it } from 'vitest'
import { createKeyPair, readPublicKey, verifyCertificate } from '../../src/certify/index.ts'
import { runsBrowserTests } from '../support/browser.ts'
import { axeFindings, button, useConsoleBrowser, view } from '../support/console-browser.ts'

/** The console in a real browser: certifications, as a person uses them. */

const consoles = useConsoleBrowser()

describe.runIf(runsBrowserTests)('certification', () => {
  it('is watched while it runs, and its report opens', () =>
    consoles.opened(async ({ tab }) => {
      await view(tab, 'Certify').click()
      await tab.getByLabel('compatible').check()
      await tab.getByLabel('Seed (optional)').fill('7')
      await button(tab, 'Certify').click()
      await tab.getByRole('heading', { name: 'certified' }).waitFor({ timeout: 20_000 })
      const text = await tab.getByLabel('The run').innerText()
      expect(text).toMatch(/at level compatible, seed 7[^]*\d+ passed[^]*compatible passed/)
      const popup = tab.waitForEvent('popup')
      await tab.getByRole('link', { name: 'Full report' }).click()
      const report = await popup
      expect(await report.getByRole('heading', { level: 1 }).innerText()).toContain('Certified')
      await report.close()
      for (const name of ['report.json', 'report.html', 'junit.xml']) {
        const download = tab.waitForEvent('download')
        await tab.getByRole('link', { name, exact: true }).click()
        expect((await download).suggestedFilename()).toBe(name)
      }
    }))

  it('ends in a certificate, signed with a key that is not kept', () =>
    consoles.opened(async ({ tab, page }) => {
      const { privateKey, publicKey } = createKeyPair()
      await view(tab, 'Certify').click()
      for (const name of ['drop_shipment_confirmation', 'drop_shipment_partial_cancellation']) {
        await tab.getByLabel(name, { exact: true }).uncheck()
      }
      await tab.getByLabel('compatible').check()
      await button(tab, 'Certify').click()
      await tab.getByRole('heading', { name: 'certified' }).waitFor({ timeout: 20_000 })
      const file = tab.getByLabel('Private key')
      await file.setInputFiles({
        name: 'no.pem',
        mimeType: 'text/plain',
        buffer: Buffer.from('no'),
      })
      await button(tab, 'Sign the certificate').click()
      expect(await tab.getByRole('alert').innerText()).toContain('does not contain a usable key')
      const buffer = Buffer.from(privateKey.expose())
      await file.setInputFiles({ name: 'signing.pem', mimeType: 'text/plain', buffer })
      await tab.getByLabel('Run by').fill('Jo of QA')
      await button(tab, 'Sign the certificate').click()
      const popup = tab.waitForEvent('popup')
      await tab.getByRole('link', { name: 'Open certificate' }).click()
      const certificate = await popup
      await certificate.getByText('Jo of QA').waitFor()
      await certificate.close()
      const [jws = '', report = ''] = await Promise.all(
        ['certificate.jws', 'report.json'].map(async (name) =>
          (await fetch(`${page.url}/api/certification/${name}`)).text(),
        ),
      )
      const key = readPublicKey(publicKey, 'the public key')
      expect(await verifyCertificate(jws, { key, report, now: Date.now() })).toMatchObject({
        ok: true,
        certificate: { runBy: 'Jo of QA', level: 'compatible' },
      })
    }))

  it('lists what to repair while it runs, cause by cause, and can be stopped', () =>
    consoles.opened(async ({ tab }) => {
      const server = createServer((request, response) => {
        request.resume().on('end', () => setTimeout(() => response.writeHead(200).end('{}'), 20))
      })
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      const address = server.address()
      try {
        await view(tab, 'Certify').click()
        const port = typeof address === 'object' ? address?.port : 0
        await tab.getByLabel('Endpoint').last().fill(`http://127.0.0.1:${port}`)
        await button(tab, 'Certify').click()
        const cause = tab.locator('.causes > li', { hasText: 'failed' }).first()
        await cause.waitFor()
        expect(await cause.innerText()).toMatch(
          /failed [^]*DS-REF-\d+, strict: \d+ checks?[^]*Repair: /,
        )
        // What it does at the moment, and how far it is.
        const run = tab.getByLabel('The run')
        const progress = await run.getByRole('progressbar').boundingBox()
        expect([0, 850].map((edge) => (progress?.y ?? -1) > edge)).toEqual([true, false])
        expect(await run.innerText()).toMatch(/\d+ of \d+ checks\s+Step \d+ of \d+: /)
        expect(await run.getByRole('progressbar').getAttribute('max')).toMatch(/^\d{3}/)
        await button(tab, 'Stop').click()
        await tab.getByRole('heading', { name: 'inconclusive' }).waitFor()
        await tab.getByRole('button', { name: 'Copy as cURL' }).first().waitFor()
        expect(await run.innerText()).toMatch(/expected[^]*actual[^]*\b200\b/)
        const causes = await tab.locator('.causes > li').count()
        expect(await view(tab, 'Certify').innerText()).toBe(`Certify ${causes}`)
        expect(await axeFindings(tab)).toEqual([])
      } finally {
        server.closeAllConnections()
        server.close()
      }
    }))

  it('of two webhooks, each at its own address, names them and what is not enabled', () =>
    consoles.opened(async ({ tab, stub }) => {
      await view(tab, 'Certify').click()
      const used = ['drop_shipment_confirmation', 'drop_shipment_cancellation']
      for (const operation of used) {
        await tab
          .getByLabel(`URL of ${operation}`, { exact: true })
          .fill(`${stub.url}/${operation}?sig=hush-hush`)
      }
      await tab.getByLabel('drop_shipment_partial_cancellation', { exact: true }).uncheck()
      await tab.getByLabel('Partner (optional)').fill('Acme')
      await tab.getByLabel('compatible').check()
      await button(tab, 'Certify').click()
      await tab.getByRole('heading', { name: 'certified' }).waitFor({ timeout: 20_000 })
      const text = await tab.getByLabel('The run').innerText()
      expect(text).toContain(`${stub.url}/drop_shipment_cancellation?sig=$DROPSHIP_QUERY_SIG`)
      expect(text).toContain('not enabled: drop_shipment_partial_cancellation')
      expect(text).not.toContain('hush-hush')
    }))

  it('of an endpoint that is not there says why there is no verdict', () =>
    consoles.opened(async ({ tab }) => {
      await view(tab, 'Certify').click()
      await tab.getByLabel('Endpoint').last().fill('http://127.0.0.1:9')
      await button(tab, 'Certify').click()
      await tab.getByRole('heading', { name: 'inconclusive' }).waitFor()
      expect(await tab.getByLabel('The run').innerText()).toContain('cannot be reached')
    }))
})
