import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Report, reportFiles } from '../../src/certify/index.ts'
import { type RunningBrowser, runsBrowserTests, startBrowser } from '../support/browser.ts'
import { FAILED_ID, HOSTILE, sampleReport } from '../support/reports.ts'
import { folderForFile } from '../support/folder.ts'

/** `report.html` in a real browser, as somebody who was mailed it. */

let browser: RunningBrowser
const folder = folderForFile()

beforeAll(async () => {
  if (!runsBrowserTests) return
  browser = await startBrowser({ viewport: { width: 1200, height: 900 } })
}, 60_000)

afterAll(async () => {
  if (!runsBrowserTests) return
  await browser.close()
})

interface Opened {
  readonly page: Page
  /** What the page asked for beyond itself, and what its scripts and policy reported. */
  readonly trouble: string[]
}

async function open(
  report: Report,
  hash = '',
  setUp?: (page: Page) => Promise<void>,
): Promise<Opened> {
  const file = join(folder, `${report.verdict.replaceAll(' ', '-')}.html`)
  writeFileSync(file, reportFiles(report)['report.html'] ?? '')
  const page = await browser.context.newPage()
  const trouble: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith('file:')) trouble.push(request.url())
  })
  page.on('pageerror', (error) => trouble.push(error.message))
  page.on('console', (message) => trouble.push(message.text()))
  page.on('dialog', (dialog) => {
    trouble.push(dialog.message())
    void dialog.dismiss()
  })
  await setUp?.(page)
  await page.goto(`${pathToFileURL(file).href}${hash}`)
  return { page, trouble }
}

/** The checks of the sample that have a row. */
const ROWS = sampleReport().checks.filter(
  ({ status }) => status !== 'passed' && status !== 'skipped',
)

const visible = (page: Page): Promise<number> => page.locator('details.check:visible').count()

describe.runIf(runsBrowserTests)('report.html', () => {
  it('shows the verdict, the levels and what has to be repaired first', async () => {
    const { page, trouble } = await open(sampleReport())
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('✗ Not certified')
    expect(await page.locator('.levels').innerText()).toMatch(
      /compatible\s*✓ passed[^]*strict\s*✗ failed/,
    )
    await page.locator('.repairs a').first().click()
    expect(page.url()).toContain('#cause-1')
    expect(await page.locator('#cause-1 dd').first().innerText()).toBe(
      'respond 422, 100% of the time',
    )
    expect(trouble).toEqual([])
    await page.close()
  })

  it('lists the checks that did not pass, and counts the others', async () => {
    const { page } = await open(sampleReport())
    expect(await visible(page)).toBe(ROWS.length)
    await page.getByLabel(/warned/).uncheck()
    expect(await page.locator('#shown').innerText()).toBe(
      `${ROWS.length - 1} of ${ROWS.length} checks shown`,
    )
    expect(await page.locator('table').last().innerText()).toMatch(/✓ 1/)
    await page.close()
  })

  it.each([
    ['operation', 'drop_shipment_confirmation', 'data-op'],
    ['level', 'strict', 'data-level'],
    ['requirement', 'DS-REF-05', 'data-requirement'],
  ])('filters by %s', async (label, value, attribute) => {
    const { page } = await open(sampleReport())
    await page.getByLabel(label, { exact: true }).selectOption(value)
    const shown = page.locator('details.check:visible')
    expect(await shown.count()).toBeGreaterThan(0)
    expect(await shown.count()).toBe(
      await page.locator(`details.check[${attribute}="${value}"]`).count(),
    )
    await page.close()
  })

  it('is searched from the keyboard, and walked from finding to finding', async () => {
    const { page } = await open(sampleReport())
    await page.keyboard.press('/')
    await page.keyboard.type('minimum 1')
    expect(await visible(page)).toBe(1)
    await page.keyboard.press('Escape')
    expect(await visible(page)).toBeGreaterThan(1)
    await page.keyboard.press('n')
    const focused = page.locator('details.check:has(summary:focus)')
    expect(await focused.getAttribute('data-status')).toMatch(/failed|warned/)
    await page.close()
  })

  it('leads from a cell of the matrix to its checks', async () => {
    const { page } = await open(sampleReport())
    await page.getByTitle('checks of DS-REF-05 on drop_shipment_confirmation').click()
    expect(await visible(page)).toBe(1)
    expect(await page.locator('details.check:visible').getAttribute('id')).toBe(FAILED_ID)
    await page.close()
  })

  it('opens at the check that its address names, filtered out or not', async () => {
    const { page } = await open(sampleReport(), `#${encodeURIComponent(FAILED_ID)}`)
    expect(await page.locator(`[id="${FAILED_ID}"] .what`).isVisible()).toBe(true)
    await page.close()
  })

  it('shows what a hostile endpoint responded as text, and runs and loads nothing of it', async () => {
    const { page, trouble } = await open(sampleReport())
    expect(await page.locator('pre', { hasText: HOSTILE }).first().textContent()).toContain(HOSTILE)
    expect(await page.locator('main img, main iframe, main script').count()).toBe(0)
    expect(await page.evaluate('window.stolen')).toBeUndefined()
    expect(trouble).toEqual([])
    await page.close()
  })

  it('runs no script but its own, even one that got into the page', async () => {
    const { page, trouble } = await open(sampleReport())
    await page.evaluate(`{
      const script = document.createElement('script')
      script.textContent = 'window.stolen = true'
      document.body.append(script)
    }`)
    expect(await page.evaluate('window.stolen')).toBeUndefined()
    expect(trouble.join('\n')).toMatch(/Content Security Policy/)
    await page.close()
  })

  it('is complete without scripts', async () => {
    const plain = await browser.context.browser()?.newContext({ javaScriptEnabled: false })
    const page = await (plain ?? browser.context).newPage()
    const file = join(folder, 'plain.html')
    writeFileSync(file, reportFiles(sampleReport())['report.html'] ?? '')
    await page.goto(pathToFileURL(file).href)
    expect(await page.locator('details.check:visible').count()).toBe(ROWS.length)
    expect(await page.locator('.filters').isVisible()).toBe(false)
    await page.close()
    await plain?.close()
  })

  it('fits a narrow screen, follows the dark scheme, and prints findings without filters', async () => {
    const reason = `every operation is redirected to https://client.example/${'long_'.repeat(30)}`
    const { page } = await open({ ...sampleReport(), reason })
    const ground = (): Promise<unknown> =>
      page.evaluate('getComputedStyle(document.documentElement).backgroundColor')
    const light = await ground()
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await ground()).not.toBe(light)
    await page.setViewportSize({ width: 360, height: 700 })
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360)
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.filters').isVisible()).toBe(false)
    expect(await page.locator('#cause-1').isVisible()).toBe(true)
    // On paper nothing can be opened: what was closed is printed, too.
    await page
      .locator('#cause-1 > summary')
      .evaluate('(element) => element.parentElement.open = false')
    expect(await page.locator('#cause-1 .what').first().isVisible()).toBe(true)
    await page.close()
  })

  it('tells a certificate, and a run without a verdict, at the first glance', async () => {
    const { page } = await open({ ...sampleReport(), verdict: 'certified' })
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('✓ Certified')
    await page.close()
    const reason = 'The run was interrupted.'
    const open2 = await open({ ...sampleReport(), verdict: 'inconclusive', reason })
    expect(await open2.page.getByRole('heading', { level: 1 }).innerText()).toBe('? Inconclusive')
    expect(await open2.page.locator('.notice').innerText()).toBe(reason)
    await open2.page.close()
  })
})
