import { createServer } from 'node:http'
import { afterEach, expect, it } from 'vitest'
import { folderForFile } from '../support/folder.ts'
import { closeAll, listening } from '../support/http-servers.ts'
import { runMeasured } from '../support/measured-cli.ts'

afterEach(closeAll)

/** 150 MB, in MiB of resident memory. */
const MOST_MIB = 150e6 / 1024 / 1024
const BODY = JSON.stringify({ text: 'x'.repeat(900_000) })

it('certify keeps below 150 MB against an endpoint that responds with 900 kB each time', async () => {
  let requests = 0
  const server = createServer((request, response) => {
    requests++
    request.resume().on('end', () => {
      response.setHeader('content-type', 'application/json').end(BODY)
    })
  })
  const url = `http://127.0.0.1:${await listening(server)}`
  const args = ['certify', url, '--auth', 'none', '--level', 'strict', '--seed', '1']
  const run = await runMeasured(args, {
    cwd: folderForFile(),
    maxMiB: MOST_MIB,
    maxCpuMs: 60_000,
  })
  expect(run).toMatchObject({ signal: null, exitCode: 1 })
  expect(run.output).toContain('NOT CERTIFIED')
  expect(run.peakMiB).toBeLessThan(MOST_MIB)
  expect(requests).toBeGreaterThan(900)
}, 180_000)
