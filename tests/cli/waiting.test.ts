import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { startStub } from '../../mocks/stub/index.ts'
import { startCli } from '../support/cli.ts'
import { folderForFile } from '../support/folder.ts'
import { closeAll, http } from '../support/http-servers.ts'
import { runMain } from '../support/run-main.ts'

const folder = folderForFile()
const BRIEF = [
  '--auth',
  'none',
  '--seed',
  '1',
  '--level',
  'compatible',
  '--only',
  'DS-ACC-*',
  '--quiet',
]

afterEach(closeAll)

describe('certify --wait', () => {
  it('waits until an endpoint responds with more than 503', async () => {
    const methods: string[] = []
    // A balancer: what is behind it is not ready for the first three requests.
    const url = await http((request, response) => {
      methods.push(request.method ?? '')
      request.resume()
      response.writeHead(methods.length <= 3 ? 503 : 404).end()
    })
    await runMain(['certify', url, '--wait', '20s', ...BRIEF])
    expect(methods.slice(0, 5)).toEqual(['GET', 'GET', 'GET', 'GET', 'POST'])
  })

  it('goes on after the time, and the run says what is wrong', async () => {
    const args = ['certify', 'http://127.0.0.1:9', '--wait', '300ms', ...BRIEF]
    expect(await runMain(args)).toMatchObject({ stdout: 'inconclusive\n', exitCode: 3 })
  })

  it('of no duration is a usage error', async () => {
    const args = ['certify', 'http://127.0.0.1:9', '--wait', 'soon', ...BRIEF]
    expect(await runMain(args)).toMatchObject({ exitCode: 2 })
  })
})

describe('certify --watch', () => {
  it('certifies again when a file changes, ends at a signal, and does not see its own reports', async () => {
    const stub = await startStub({ auth: { scheme: 'none' } })
    const source = join(folder, 'source')
    mkdirSync(source)
    const out = join(source, 'reports')
    const args = ['certify', stub.url, ...BRIEF, '--watch', source, '--out', out]
    const process = startCli(args, { cwd: folder })
    try {
      await process.waitFor(/Watching/)
      const requests = stub.journal.entries().length
      writeFileSync(join(source, 'server.js'), '// changed\n')
      await process.waitFor(/Watching[^]*Watching/)
      expect(stub.journal.entries().length).toBe(2 * requests)
      expect(process.output().match(/Watching/g)).toHaveLength(2)
    } finally {
      await process.stop('SIGINT')
      await stub.close()
    }
  })

  it('of a folder that does not exist ends with 3', async () => {
    const args = ['certify', 'http://127.0.0.1:9', ...BRIEF, '--watch', join(folder, 'missing')]
    const { stderr, exitCode } = await runMain(args)
    expect(stderr).toContain('cannot be watched')
    expect(exitCode).toBe(3)
  })
})
