import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { runCli, startCli } from '../support/cli.ts'

const directory = mkdtempSync(join(tmpdir(), 'mock-'))
afterAll(() => rmSync(directory, { recursive: true }))

const LISTENS = /listens on (http\S+)/

describe.each(['mock', 'up'])('dropship %s', (command) => {
  it('says where the stub is and how to certify it, and ends with 0 on SIGTERM', async () => {
    const running = startCli([
      command,
      '--port',
      '0',
      ...(command === 'up' ? ['--prism-port', '0'] : []),
    ])
    const url = (await running.waitFor(LISTENS))[1]
    await running.waitFor(/Stop with/)
    const [, admin] = /Admin API[^:]*: (\S+)\/journal/.exec(running.output()) ?? []
    expect(running.output()).toContain(
      `npx --no-install dropship certify ${url} --observer ${admin}/effects --auth oauth2 --token-url ${url}/oauth/token --client-id drop-ship-sender --client-secret only-for-local-use`,
    )
    expect((await fetch(`${url}/drop_shipment_confirmation`, { method: 'POST' })).status).toBe(401)
    expect(await running.stop('SIGTERM')).toBe(0)
  })
})

it('npm start that is told to end leaves no process running', async () => {
  const npm = spawn('npm', ['start', '--silent', '--', '--port=0', '--no-prism', '--no-console'])
  const url = await new Promise<string>((resolve) => {
    let output = ''
    npm.stdout.on('data', (text: Buffer) => {
      output += text.toString()
      const found = LISTENS.exec(output)?.[1]
      if (found !== undefined && output.includes('Stop with')) resolve(found)
    })
  })
  npm.kill('SIGTERM')
  // Its pipes close when every process that holds them is gone.
  const [exitCode] = (await once(npm, 'close')) as [number]
  expect(exitCode).toBe(0)
  await expect(fetch(url)).rejects.toThrow('fetch failed')
})

describe('dropship mock', () => {
  it('ends with 0 on SIGINT while a request waits', async () => {
    const running = startCli([
      'mock',
      '--port',
      '0',
      '--auth',
      'none',
      '--scenario',
      'hangs',
      '--quiet',
    ])
    const url = (await running.waitFor(/^(http\S+)$/m))[1]
    const waiting = fetch(`${url}/drop_shipment_confirmation`, { method: 'POST', body: '{}' })
      .then(() => 'responded')
      .catch(() => 'cut off')
    const health = fetch(`${url}/nowhere`)
    await health
    expect(await running.stop('SIGINT')).toBe(0)
    expect(await waiting).toBe('cut off')
  })

  it('prints one JSON document with --json, and takes secrets from the environment', async () => {
    const running = startCli(['mock', '--port', '0', '--json', '--auth', 'basic'], {
      env: { DROPSHIP_USERNAME: 'me', DROPSHIP_PASSWORD: "it's me" },
    })
    const [line] = await running.waitFor(/^\{.*\}$/m)
    const document = JSON.parse(line) as { url: string; adminUrl: string; certify: string }
    // Whoever can read the output need not be who may read the environment.
    expect(document.certify).toMatch(/--auth basic --username me$/)
    expect((await fetch(`${document.adminUrl}/health`)).status).toBe(200)
    await running.stop()
  })

  it('writes out secrets that are its own, fit for a shell', async () => {
    const running = startCli(['mock', '--port=0', '--json', '--auth=basic', "--password=it's me"])
    const [line] = await running.waitFor(/^\{.*\}$/m)
    const document = JSON.parse(line) as { certify: string }
    expect(document.certify).toContain(String.raw`--password 'it'\''s me'`)
    await running.stop()
  })

  it('says what the stub can do and Prism cannot', async () => {
    const options = ['--auth=none', '--scenario=flaky', '--https']
    const running = startCli(['mock', '--engine=prism', '--port=0', ...options])
    const [said] = await running.waitFor(/Prism does not support (.*), which the stub/)
    expect(said).toContain('--auth, --scenario, --https')
    await running.stop()
  })

  it('uses random credentials when it listens beyond loopback', async () => {
    const running = startCli(['mock', '--port', '0', '--host', '0.0.0.0'])
    await running.waitFor(/Stop with/)
    expect(running.output()).toMatch(/--client-secret [\w-]{20,}/)
    expect(running.output()).not.toContain('only-for-local-use')
    await running.stop()
  })

  it('says that a port is in use, and which option chooses another', async () => {
    const running = startCli(['mock', '--port', '0', '--quiet'])
    const port = (await running.waitFor(/:(\d+)$/m))[1]
    const { exitCode, stderr } = await runCli(['mock', '--port', String(port)])
    expect([exitCode, stderr]).toEqual([3, expect.stringContaining(`Port ${port} is in use`)])
    expect(stderr).toContain('--port')
    await running.stop()
  })

  it('logs, journals, and picks an edited contract up', async () => {
    const contract = join(directory, 'orders.json')
    const journal = join(directory, 'journal.ndjson')
    const write = (path: string): void =>
      writeFileSync(
        contract,
        JSON.stringify({
          openapi: '3.1.0',
          info: { title: 'Orders', version: '2' },
          paths: {
            [path]: {
              post: {
                requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
              },
            },
          },
        }),
      )
    write('/a')
    const running = startCli([
      'mock',
      '--port',
      '0',
      '--auth',
      'none',
      '--contract',
      contract,
      '--journal',
      journal,
      '--log',
    ])
    const url = (await running.waitFor(LISTENS))[1]
    await fetch(`${url}/a`, { method: 'POST', body: '1' })
    await running.waitFor(/"verdict":"wrong-media-type"/)
    write('/b')
    await running.waitFor(/The contract changed: Orders 2 with 1 operation is in force/)
    writeFileSync(contract, '{ "openapi": ')
    await running.waitFor(/The stub continues with the previous contract/)
    expect((await fetch(`${url}/b`, { method: 'POST', body: '1' })).status).toBe(415)
    expect(await running.stop()).toBe(0)
    expect(readFileSync(journal, 'utf8').trimEnd().split('\n')).toHaveLength(2)
  })

  it('lists the ready-made scenarios', async () => {
    const { exitCode, stdout } = await runCli(['mock', '--list-scenarios'])
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^outage-then-recovery +each message gets 503 three times/m)
  })

  it.each([
    [['--scenario', 'flakey'], 2, 'did you mean flaky?'],
    [['--port', '70000'], 2, 'A port is a number'],
    [['--strictness', 'lax'], 2, 'published, intended, tolerant'],
    [['--token-lifetime', '5'], 2, '--token-lifetime'],
    [['--contract', 'none.yaml'], 3, 'none.yaml'],
    [['--journal', join('none', 'here.ndjson'), '--port', '0'], 3, 'cannot be written'],
  ] as const)('rejects %j with exit code %i', async (args, expected, said) => {
    const { exitCode, stderr } = await runCli(['mock', ...args])
    expect([exitCode, stderr]).toEqual([expected, expect.stringContaining(said)])
  })
})
