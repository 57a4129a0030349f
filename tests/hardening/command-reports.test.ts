import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { jsonIn } from '../../src/core/index.ts'
import { certifiedReport, keys, signedSample } from '../support/certificates.ts'
import { folderForFile } from '../support/folder.ts'
import { asHeader, HOSTILE_KEY, HOSTILE_TEXT, RAW } from '../support/hostile-texts.ts'
import { closeAll, listening } from '../support/http-servers.ts'
import {
  activeInMarkdown,
  activeParts,
  commandsAmong,
  faultsOfXml,
  scripts,
} from '../support/report-readers.ts'
import { runMain } from '../support/run-main.ts'

/** What `verify`, `lint`, `validate` and `certificate show` write of hostile contracts, file names, pacts, responses and facts. */

/** As much as a file's name can hold: neither a slash nor a NUL. */
const NAME =
  ']]><stolen>\u202e\u009b31m\u007f\n::set-output name=a::b\n##[error]c<img src=x onerror=d()>|[e](f)`'

const folder = folderForFile()
const own = join(folder, NAME)
const at = (extension: string): string => join(own, `${NAME}${extension}`)

const CONTRACT = {
  openapi: '3.1.0',
  info: { title: HOSTILE_TEXT, version: HOSTILE_TEXT },
  paths: {
    '/small': {
      post: {
        operationId: 'small',
        summary: HOSTILE_TEXT,
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: [NAME],
                properties: { [NAME]: { type: 'integer' } },
                additionalProperties: false,
              },
              example: { [NAME]: HOSTILE_TEXT, [`${HOSTILE_TEXT}.`]: 1 },
            },
          },
        },
        responses: { '200': { description: HOSTILE_TEXT }, '422': { description: HOSTILE_TEXT } },
      },
    },
  },
}
const BODY = { [NAME]: HOSTILE_TEXT, [`${HOSTILE_TEXT}.`]: [HOSTILE_TEXT] }
const PACT = {
  consumer: { name: HOSTILE_TEXT },
  provider: { name: HOSTILE_TEXT },
  interactions: ['', HOSTILE_TEXT].map((wanted, index) => ({
    description: `${index} ${HOSTILE_TEXT}`,
    providerStates: [{ name: HOSTILE_TEXT }],
    request: {
      method: 'POST',
      path: '/small',
      headers: { 'Content-Type': 'application/json' },
      body: BODY,
    },
    response: {
      status: 200,
      headers: { 'Content-Type': 'application/json', 'X-Own': 'a' },
      body: { message: wanted },
    },
  })),
  metadata: { pactSpecification: { version: '3.0.0' } },
}

let url: string
beforeAll(async () => {
  mkdirSync(own)
  writeFileSync(at('.yaml'), JSON.stringify(CONTRACT))
  writeFileSync(at('.json'), JSON.stringify(BODY))
  writeFileSync(at('.ndjson'), `${JSON.stringify(BODY)}\n${HOSTILE_TEXT}\n{"a":${NAME}`)
  writeFileSync(at('.pact'), JSON.stringify(PACT))
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(200, asHeader(HOSTILE_TEXT), {
        'content-type': 'application/json',
        'x-own': asHeader(`${HOSTILE_TEXT} ${HOSTILE_KEY}`),
      })
      response.end(JSON.stringify({ message: `${HOSTILE_TEXT} ${HOSTILE_KEY}`, ...BODY }))
    })
  })
  url = `http://127.0.0.1:${await listening(server)}`
})
afterAll(closeAll)

const COMMANDS: Readonly<Record<string, () => readonly string[]>> = {
  verify: () =>
    ['verify', url, '--contract', at('.yaml'), '--pact', at('.pact')].concat([
      '--auth',
      'api-key',
      '--header',
      'X-Key',
    ]),
  lint: () => ['lint', at('.yaml'), '--no-mocks', '--pact', at('.pact')],
  validate: () => [
    'validate',
    at('.json'),
    at('.ndjson'),
    '--contract',
    at('.yaml'),
    '--as',
    'small',
  ],
}

describe.each(Object.entries(COMMANDS))('%s', (name, command) => {
  const env = { DROPSHIP_API_KEY: HOSTILE_KEY }

  it('writes nothing raw, and no command to the runner of a job, at a terminal, for GitHub, as JUnit', async () => {
    const [junit, summary] = [join(folder, `${name}.xml`), join(folder, `${name}.md`)]
    const { stdout, stderr } = await runMain([...command(), '--junit', junit], {
      env: { ...env, GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary },
    })
    const xml = readFileSync(junit, 'utf8')
    const markdown = readFileSync(summary, 'utf8')
    for (const text of [stdout, stderr, xml, markdown]) {
      expect(RAW.exec(text)).toBeNull()
      expect(text).not.toContain(HOSTILE_KEY)
    }
    expect(stdout).toContain('stolen')
    expect(stderr).toMatch(/^::error /m)
    expect(commandsAmong(stdout + stderr)).toEqual([])
    expect(xml).toContain('stolen')
    expect(faultsOfXml(xml)).toEqual([])
    expect(markdown).toContain('stolen')
    expect(activeInMarkdown(markdown)).toEqual([])
  })

  it('writes JSON, or lines of it, that is read as what it is', async () => {
    const { stdout, stderr } = await runMain([...command(), '--json'], { env })
    expect(RAW.exec(stdout + stderr)).toBeNull()
    expect(stdout).toContain('stolen')
    expect(stdout + stderr).not.toContain(HOSTILE_KEY)
    const documents = name === 'validate' ? stdout.trimEnd().split('\n') : [stdout]
    expect(documents.map(jsonIn)).not.toContain(undefined)
  })
})

it('the page, the badge and the text of a certificate show hostile facts, and nothing of them runs or loads', async () => {
  const report = certifiedReport()
  // Canonical JSON has no half of a pair of surrogates.
  const text = Buffer.from(HOSTILE_TEXT).toString()
  const hostile = {
    ...report,
    partner: text,
    environment: text,
    purpose: text,
    checks: report.checks.map((check) => ({ ...check, id: `${check.id}${text}` })),
    rules: {
      operations: report.rules?.operations ?? [],
      notTested: (report.rules?.notTested ?? []).map((rule) => ({ ...rule, reason: text })),
    },
  }
  const { certificate } = await signedSample(keys().privateKey, hostile)
  const file = join(folder, 'hostile.jws')
  writeFileSync(file, certificate)
  const out = join(folder, 'page')
  const { stdout, stderr, exitCode } = await runMain(['certificate', 'show', file, '--out', out])
  expect(stderr).toBe('')
  expect(exitCode).toBe(0)
  const page = readFileSync(join(out, 'certificate.html'), 'utf8')
  const badge = readFileSync(join(out, 'badge.svg'), 'utf8')
  for (const shown of [stdout, page, badge]) expect(RAW.exec(shown)).toBeNull()
  for (const shown of [stdout, page]) expect(shown).toContain('stolen')
  expect(activeParts(page)).toEqual([])
  expect(faultsOfXml(badge)).toEqual([])
  // The badge.
  expect(scripts(page)).toBe(1)
})
