import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startStub, type Stub } from '../../mocks/stub/index.ts'
import { compileContract } from '../../src/contract/index.ts'
import { folderForFile } from '../support/folder.ts'
import { runMain } from '../support/run-main.ts'

/** Headers, lists within lists, fields that may be null, an enum of thirty values. */
const FILE = fileURLToPath(new URL('foreign/events-of-a-sender.yaml', import.meta.url))
const OPERATION = 'carrier_events'
const folder = folderForFile()
let stub: Stub

beforeAll(async () => {
  stub = await startStub({ contract: await compileContract(FILE), auth: { scheme: 'none' } })
})
afterAll(() => stub.close())

const run = (...args: string[]) => runMain([...args, '--contract', FILE])

describe('a document of a sender with headers, nested lists, nullable fields and a long enum', () => {
  it('is sampled, and its samples are valid, minimal or full', async () => {
    for (const [index, extent] of ['minimal', 'full'].entries()) {
      const { stdout, exitCode } = await run('sample', OPERATION, '--variant', extent)
      expect(exitCode).toBe(0)
      const file = join(folder, `sample-${index}.json`)
      writeFileSync(file, stdout)
      expect(await run('validate', file, '--as', OPERATION)).toMatchObject({ exitCode: 0 })
    }
  })

  it('says of an invalid message which of the thirty values and which null is wrong, and where', async () => {
    const { stdout } = await run('sample', OPERATION)
    const file = join(folder, 'invalid.json')
    writeFileSync(file, stdout.replace(/"state": "[a-z_]+"/, '"state": "vanished"'))
    const { exitCode, stdout: said } = await run('validate', file, '--as', OPERATION)
    expect(exitCode).toBe(1)
    expect(said).toMatch(/parcels.*events.*state/)
    expect(said).toContain('events-of-a-sender.yaml:')
  })

  it('is listed and planned', async () => {
    expect((await run('certify', '--list')).stdout).toContain('/state')
    expect(await run('certify', stub.url, '--auth', 'none', '--dry-run')).toMatchObject({
      exitCode: 0,
    })
  })

  it('certifies its own mock, which gets every header that is required', async () => {
    const { exitCode, stdout } = await run('certify', stub.url, '--auth', 'none')
    expect(stdout).toContain('CERTIFIED at level strict')
    expect(exitCode).toBe(0)
  })
})
