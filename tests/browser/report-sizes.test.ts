import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import axe from 'axe-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startStub } from '../../mocks/stub/index.ts'
import {
  certify,
  type CertificationOptions,
  renderAgent,
  renderTerminal,
  type Report,
  reportFiles,
} from '../../src/certify/index.ts'
import { loadContract } from '../../src/contract/index.ts'
import { Secret, systemClock } from '../../src/core/index.ts'
import { correctBehaviour, json } from '../endpoints/endpoint.ts'
import { FRAMEWORKS } from '../endpoints/frameworks/index.ts'
import { startNaiveEndpoint } from '../endpoints/naive.ts'
import { type RunningBrowser, runsBrowserTests, startBrowser } from '../support/browser.ts'
import { certifyBehaviour } from '../support/certifying.ts'
import { folderForFile } from '../support/folder.ts'
import { errorsIn } from '../support/outputs.ts'

/** How large the results of very different endpoints are, in every form. */

const folder = folderForFile()
const AXE = axe.source
const LEVEL = { level: 'resilient', seed: '1' } as const

async function certified(
  url: string,
  credentials: CertificationOptions['credentials'],
): Promise<Report> {
  const contract = await loadContract()
  return certify({ contract, url, credentials, clock: systemClock, ...LEVEL })
}

async function certifyStub(): Promise<Report> {
  const key = new Secret('k3y-of-the-test', '$DROPSHIP_API_KEY')
  const auth = { scheme: 'api-key', header: 'X-Api-Key', key } as const
  const stub = await startStub({ auth })
  try {
    return await certified(stub.url, auth)
  } finally {
    await stub.close()
  }
}

async function certifyFramework(name: string, mistake: string): Promise<Report> {
  const framework = FRAMEWORKS[name]
  if (framework === undefined) throw new Error(`no framework ${name}`)
  const running = await framework.start([mistake])
  const url = `http://127.0.0.1:${running.port}`
  try {
    return await certified(url, framework.credentials(url))
  } finally {
    await running.close()
  }
}

const ENDPOINTS: Readonly<Record<string, () => Promise<Report>>> = {
  'the stub': certifyStub,
  'an endpoint that accepts everything': () =>
    certifyBehaviour(
      {
        ...correctBehaviour(),
        authenticate: () => undefined,
        mediaType: () => undefined,
        parse: () => ({ body: {} }),
        validate: () => [],
      },
      LEVEL,
    ),
  'an endpoint that rejects everything': () =>
    certifyBehaviour({ ...correctBehaviour(), accept: () => json(422, { message: 'no' }) }, LEVEL),
  'a framework that turns every error into a 500': () =>
    certifyFramework('Express with express-openapi-validator', 'no status for errors'),
  'an application without any validation': certifyNaive,
}

async function certifyNaive(): Promise<Report> {
  const naive = await startNaiveEndpoint()
  const password = new Secret('correct-horse', '$DROPSHIP_PASSWORD')
  try {
    return await certified(naive.url, { scheme: 'basic', username: 'partner', password })
  } finally {
    await naive.close()
  }
}

const reports = new Map<string, Report>()
let browser: RunningBrowser

beforeAll(async () => {
  await Promise.all(
    Object.entries(ENDPOINTS).map(async ([name, make]) => reports.set(name, await make())),
  )
  if (runsBrowserTests) browser = await startBrowser({ viewport: { width: 1200, height: 900 } })
}, 180_000)

afterAll(async () => {
  if (runsBrowserTests) await browser.close()
})

function reportOf(name: string): Report {
  const report = reports.get(name)
  if (report === undefined) throw new Error(`no report of ${name}`)
  return report
}

describe.each(Object.keys(ENDPOINTS))('of %s', (name) => {
  const isPassing = name === 'the stub'

  it('the files are small enough to mail', () => {
    const report = reportOf(name)
    expect(report.verdict).toBe(isPassing ? 'certified' : 'not certified')
    const files = reportFiles(report)
    const bytes = (file: string): number => Buffer.byteLength(files[file] ?? '')
    expect(bytes('report.html')).toBeLessThanOrEqual(isPassing ? 150_000 : 500_000)
    expect(bytes('report.json')).toBeLessThanOrEqual(300_000)
  })

  it('report.json conforms to its schema', () => {
    const written = reportFiles(reportOf(name))['report.json'] ?? ''
    expect(errorsIn('report', JSON.parse(written))).toBe('')
  })

  it('a terminal shows 60 lines, and an agent gets 12 kB with every pointer', () => {
    const report = reportOf(name)
    const text = renderTerminal(report, { color: false, full: false })
    expect(text.split('\n').length).toBeLessThanOrEqual(60)
    const agent = renderAgent(report)
    expect(Buffer.byteLength(agent)).toBeLessThanOrEqual(11_500)
    const names = report.checks
      .filter(({ status, kind }) => status === 'failed' && kind !== undefined)
      .map(({ pointer = '', kind }) =>
        kind === 'invalid:unknown-member' ? pointer.slice(0, pointer.lastIndexOf('/')) : pointer,
      )
      .map((pointer) => pointer.split('/').at(-1) ?? '')
    for (const each of new Set(names)) expect(agent).toContain(each === '' ? '(body)' : each)
  })

  it.runIf(runsBrowserTests)(
    `the page prints on ${isPassing ? 6 : 15} sheets, and axe finds nothing`,
    async () => {
      const file = join(folder, `${name.replaceAll(' ', '-')}.html`)
      writeFileSync(file, reportFiles(reportOf(name))['report.html'] ?? '')
      const page = await browser.context.newPage()
      await page.goto(pathToFileURL(file).href)
      await page.evaluate(AXE)
      const found = await page.evaluate(
        'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`))',
      )
      expect(found).toEqual([])
      const pdf = await page.pdf({ format: 'A4' })
      const sheets = pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g) ?? []
      expect(sheets.length).toBeGreaterThan(0)
      expect(sheets.length).toBeLessThanOrEqual(isPassing ? 6 : 15)
      await page.close()
    },
    60_000,
  )
})
