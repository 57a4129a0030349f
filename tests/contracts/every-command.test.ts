import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startStub, type Stub } from '../../mocks/stub/index.ts'
import { compileContract } from '../../src/contract/index.ts'
import { folderForFile } from '../support/folder.ts'
import { type MainOptions, runMain } from '../support/run-main.ts'
import { type ScriptedEndpoint, startScriptedEndpoint } from '../support/scripted-endpoint.ts'

/** Headers, lists within lists, fields that may be null, an enum of thirty values. */
const FILE = fileURLToPath(new URL('foreign/events-of-a-sender.yaml', import.meta.url))
const OPERATION = 'carrier_events'
const folder = folderForFile()
let stub: Stub
let client: ScriptedEndpoint

beforeAll(async () => {
  stub = await startStub({ contract: await compileContract(FILE), auth: { scheme: 'none' } })
  client = await startScriptedEndpoint(() => ({ status: 202 }))
})
afterAll(async () => {
  await stub.close()
  await client.close()
})

const run = (...args: string[]) => runMain([...args, '--contract', FILE])

/** Runs a command that ends at a signal, which it gets once the given is done with the URL that it prints first. */
async function runUntil(args: readonly string[], use: (url: string) => Promise<unknown>) {
  const stop = new AbortController()
  let used: Promise<unknown> | undefined
  const options: MainOptions = {
    signal: stop.signal,
    onOutput: (text) => {
      const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(text) ?? []
      // A proxy prints its own address before that of its target.
      if (url !== undefined) used ??= use(url).finally(() => stop.abort(new Error('used')))
    },
  }
  const ended = await runMain([...args, '--contract', FILE], options)
  return { ...ended, used: await used }
}

async function post(url: string, body: string, version = '2'): Promise<number> {
  const { status } = await fetch(`${url}/carriers/swift/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-event-version': version },
    body,
  })
  return status
}

async function sampled(): Promise<string> {
  return (await run('sample', OPERATION)).stdout
}

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

  it('is the source of as many flawed stubs as are asked for', async () => {
    const { stdout, exitCode } = await run('certify', '--self-test', '1', '--seed', '3', '--json')
    const tested = JSON.parse(stdout) as { families: { stubs: number }[]; derived: number }
    expect(tested.families.reduce((sum, { stubs }) => sum + stubs, 0)).toBe(1)
    expect(tested.derived).toBeGreaterThan(20)
    expect(exitCode).toBe(0)
    expect(await run('certify', '--self-test', 'few')).toMatchObject({ exitCode: 2 })
  })

  it('is linted: the one problem is a status of Prism that the document lacks', async () => {
    const { stdout, exitCode } = await runMain(['lint', FILE, '--param', 'carrier=owl', '--json'])
    const { problems } = JSON.parse(stdout) as { problems: { message: string }[] }
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringContaining('responds with 400, which is not documented'),
    ])
    expect(exitCode).toBe(1)
  })

  it('lint rejects a value that the parameter rejects, and a name that no operation has', async () => {
    for (const given of ['carrier=Owl', 'carier=owl']) {
      const { stderr, exitCode } = await runMain(['lint', FILE, '--param', given])
      expect(stderr).toContain(`--param ${given.split('=')[0]}`)
      expect(exitCode).toBe(2)
    }
  })

  it('is sent, with its path and headers', async () => {
    const sent = ['send', '--sample', OPERATION, '--to', stub.url, '--auth', 'none']
    const { exitCode, stdout } = await run(...sent, '--store', join(folder, 'sent.db'))
    expect(stdout).toContain('delivered 1 of 1')
    expect(exitCode).toBe(0)
  })

  it('is enqueued with a word on its headers, listed, and sent with them by a worker that knows the document', async () => {
    const store = ['--store', join(folder, 'queue.db')]
    const enqueue = ['send', '--sample', OPERATION, '--to', client.url, '--enqueue-only', ...store]
    const { stderr } = await run(...enqueue, '--param', 'carrier=owl')
    expect(stderr).toContain('dropship worker sends X-Event-Version as documented')
    const listed = await run('queue', 'list', '--state', 'due', ...store)
    expect(listed.stdout).toContain(OPERATION)
    const work = ['worker', '--until-empty', '--auth', 'none', ...store]
    expect((await run(...work, '--param', 'X-Event-Version=7')).exitCode).toBe(0)
    expect(client.received.at(-1)).toMatchObject({
      path: '/carriers/owl/events',
      headers: { 'x-event-version': '7' },
    })
    await run(...enqueue)
    const without = await runMain(work)
    expect(without.stderr).toContain(`${OPERATION} is not in openapi/drop-ship.yaml`)
    expect(client.received.at(-1)?.headers).not.toHaveProperty('x-event-version')
  })

  it('passes a proxy, which names what breaks a rule, and its capture is judged alike', async () => {
    const body = await sampled()
    const har = join(folder, 'capture.har')
    const proxy = ['proxy', '--to', stub.url, '--port', '0', '--no-console', '--har', har]
    const { used, stdout } = await runUntil(proxy, async (url) => [
      await post(url, body),
      await post(url, body.replace(/"state": "[a-z_]+"/, '"state": "vanished"')),
      await post(url, body, '0'),
    ])
    expect(used).toEqual([202, 422, 422])
    const named = [
      '/state',
      'the header parameter "X-Event-Version" must be at least 1, and is the number 0',
    ]
    for (const each of named) expect(stdout).toContain(each)
    const judged = await run('validate', har)
    expect(judged.exitCode).toBe(1)
    for (const each of named) expect(judged.stdout).toContain(each)
    expect(judged.stdout).toContain('2 of 3 messages invalid, 3 responses valid')
  })

  it('comes up as a mock that judges it', async () => {
    const body = await sampled()
    const up = ['up', '--no-prism', '--no-console', '--port', '0', '--auth', 'none']
    const { used } = await runUntil(up, async (url) => [
      await post(url, body),
      await post(url, '{}'),
    ])
    expect(used).toEqual([202, 422])
  })

  it('is verified with a pact', async () => {
    const pact = join(folder, 'pact.json')
    const request = {
      method: 'POST',
      path: '/carriers/swift/events',
      headers: { 'Content-Type': 'application/json', 'X-Event-Version': '2' },
      body: JSON.parse(await sampled()) as unknown,
    }
    writeFileSync(
      pact,
      JSON.stringify({
        consumer: { name: 'Sender' },
        provider: { name: 'Client' },
        interactions: [{ description: 'events', request, response: { status: 202 } }],
        metadata: { pactSpecification: { version: '2.0.0' } },
      }),
    )
    const verified = await run('verify', stub.url, '--pact', pact, '--auth', 'none')
    expect(verified.stdout).toContain('1 passed of 1 interaction')
    expect(verified.exitCode).toBe(0)
  })

  it('is planned for a sender, and configured for a client', async () => {
    const planned = await run('certify-sender', '--list')
    expect(planned.exitCode).toBe(0)
    const home = process.cwd()
    process.chdir(mkdtempSync(join(folder, 'init-')))
    try {
      expect((await run('init', stub.url)).exitCode).toBe(0)
      expect(readFileSync('dropship.config.yaml', 'utf8')).toContain(OPERATION)
    } finally {
      process.chdir(home)
    }
  })
})
