import { writeFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { folderForFile } from '../support/folder.ts'
import { closeAll, listening } from '../support/http-servers.ts'
import { type MeasuredRun, runMeasured } from '../support/measured-cli.ts'

afterEach(closeAll)

const folder = folderForFile()

/** Certifies what responds so to each message; MiB of resident memory at most. */
async function certified(
  listener: RequestListener,
  args: readonly string[],
  maxMiB: number,
): Promise<MeasuredRun> {
  const url = `http://127.0.0.1:${await listening(createServer(listener))}`
  return runMeasured(['certify', url, '--auth', 'none', '--seed', '1', ...args], {
    cwd: folder,
    maxMiB,
    maxCpuMs: 60_000,
  })
}

/** 150 MB, in MiB of resident memory. */
const MOST_MIB = 150e6 / 1024 / 1024
const BODY = JSON.stringify({ text: 'x'.repeat(900_000) })

it('certify keeps below 150 MB against an endpoint that responds with 900 kB each time', async () => {
  let requests = 0
  const run = await certified(
    (request, response) => {
      requests++
      request.resume().on('end', () => {
        response.setHeader('content-type', 'application/json').end(BODY)
      })
    },
    ['--level', 'strict'],
    MOST_MIB,
  )
  expect(run).toMatchObject({ signal: null, exitCode: 1 })
  expect(run.output).toContain('NOT CERTIFIED')
  expect(run.peakMiB).toBeLessThan(MOST_MIB)
  expect(requests).toBeGreaterThan(900)
}, 180_000)

/** 300 MB, in MiB of resident memory. */
const MOST_MIB_OF_ANY = 300e6 / 1024 / 1024
const PROPERTIES = 60
const TEXT = 'x'.repeat(13_000)

/** One operation whose messages are about 780 kB long. */
function wideContract(): string {
  const names = Array.from({ length: PROPERTIES }, (_, index) => `property_${index}`)
  const schema = {
    type: 'object',
    required: names,
    properties: Object.fromEntries(names.map((name) => [name, { type: 'string', example: TEXT }])),
  }
  const content = { 'application/json': { schema } }
  const responses = { 200: { description: 'accepted' }, 422: { description: 'rejected' } }
  const post = { operationId: 'wide', requestBody: { required: true, content }, responses }
  const file = join(folder, 'wide.json')
  writeFileSync(
    file,
    JSON.stringify({
      openapi: '3.0.3',
      info: { title: 'Wide', version: '1' },
      paths: { '/wide': { post } },
    }),
  )
  return file
}

it('certify keeps below 300 MB with a contract whose messages are 780 kB long, all of them kept as evidence', async () => {
  let bytes = 0
  const run = await certified(
    (request, response) => {
      request
        .on('data', (chunk: Buffer) => (bytes += chunk.length))
        .on('end', () => response.writeHead(200).end())
    },
    ['--contract', wideContract(), '--out', join(folder, 'reports'), '--evidence', 'all'],
    MOST_MIB_OF_ANY,
  )
  expect(run).toMatchObject({ signal: null, exitCode: 1 })
  expect(run.output).toContain('NOT CERTIFIED')
  expect(run.peakMiB).toBeLessThan(MOST_MIB_OF_ANY)
  // More than the bound, so that nothing can hold all of it.
  expect(bytes).toBeGreaterThan(300e6)
}, 180_000)
