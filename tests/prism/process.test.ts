import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { type PrismOptions, startPrism } from '../../mocks/prism/index.ts'
import { startCli } from '../support/cli.ts'
import { childrenOf, environmentOf, groupOf, isRunning } from '../support/processes.ts'
import { folderPerTest } from '../support/folder.ts'

/** Prism's process: when it starts, starts anew, and ends. */

const folder = folderPerTest()

const DOCUMENT = `openapi: 3.1.0
info: { title: Split, version: 1.0.0 }
paths:
  /send:
    post:
      operationId: send
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: 'parts/message.yaml' } } }
      responses: { '200': { description: Accepted }, '422': { description: Rejected } }
`

function optionsFor(changes: Partial<PrismOptions> = {}): PrismOptions {
  return {
    files: [],
    host: '127.0.0.1',
    port: 0,
    portOption: '--prism-port',
    env: process.env,
    log: join(folder.path, 'prism.log'),
    onUnexpectedExit: () => undefined,
    ...changes,
  }
}

it('a port in use is reported before Prism starts', async () => {
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  const { port } = taken.address() as AddressInfo
  await expect(startPrism(optionsFor({ port }))).rejects.toMatchObject({ code: 'PORT_IN_USE' })
  taken.close()
})

it('Prism follows a contract of several files, and keeps the old one when it rejects the new one', async () => {
  const write = (name: string, text: string): string => {
    mkdirSync(join(folder.path, 'parts'), { recursive: true })
    writeFileSync(join(folder.path, name), text)
    return join(folder.path, name)
  }
  const files = [
    write('contract.yaml', DOCUMENT),
    write('parts/message.yaml', 'type: object\nrequired: [id]\n'),
  ]
  const prism = await startPrism(optionsFor({ files }))
  const statusOf = async (body: object): Promise<number> =>
    (
      await fetch(`${prism.url}/send`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    ).status
  try {
    expect([await statusOf({ id: 1 }), await statusOf({ name: 1 })]).toEqual([200, 422])
    const headers = "headers: { X: { $ref: 'nowhere.yaml' } }"
    write('contract.yaml', DOCUMENT.replace('Accepted }', `Accepted, ${headers} }`))
    write('parts/message.yaml', 'type: object\nrequired: [name]\n')
    await expect(prism.restart(files)).rejects.toMatchObject({ code: 'ENGINE_FAILED' })
    expect([await statusOf({ id: 1 }), await statusOf({ name: 1 })]).toEqual([200, 422])
    write('contract.yaml', DOCUMENT)
    // Nothing that starts while it is closed is left running.
    const restarting = prism.restart(files)
    await prism.close()
    await restarting
    await expect(statusOf({})).rejects.toThrow('fetch failed')
  } finally {
    await prism.close()
  }
}, 60_000)

describe.concurrent('dropship mock --engine prism', () => {
  async function started(...args: string[]) {
    const cwd = mkdtempSync(join(tmpdir(), 'dropship-prism-mock-'))
    copyFileSync('openapi/drop-ship.yaml', join(cwd, 'mine.yaml'))
    const running = startCli(['mock', '--engine', 'prism', '--port', '0', ...args], {
      cwd,
      env: { no_proxy: '', NO_PROXY: '' },
    })
    const [, url = ''] = await running.waitFor(/listens on (http\S+);[^]*Stop with/)
    const [child = 0] = childrenOf(running.pid)
    expect(isRunning(child)).toBe(true)
    return { running, url, child, cwd }
  }

  it.each([
    ['SIGINT', 0],
    ['SIGKILL', null],
  ] as const)(
    'serves, and at %s leaves no process behind',
    async (signal, exitCode) => {
      const { running, url, child, cwd } = await started()
      const response = await fetch(`${url}/drop_shipment_confirmation`, { method: 'POST' })
      expect(response.status).toBeGreaterThanOrEqual(400)
      // Ctrl+C in a terminal reaches the command alone, so that it does not report Prism's end as a failure.
      expect(groupOf(child)).toBe(child)
      expect(environmentOf(child).NO_PROXY).toBe('localhost,127.0.0.1,::1')
      expect(await running.stop(signal)).toBe(exitCode)
      await vi.waitFor(() => expect(isRunning(child)).toBe(false), { timeout: 10_000 })
      expect(running.output()).not.toContain('Prism stopped')
      expect(readdirSync(join(cwd, '.dropship'))).toEqual(['prism.log'])
      rmSync(cwd, { recursive: true })
    },
    60_000,
  )

  it('starts Prism anew when the document changes, and not for one that is broken; ends with 3 when Prism ends by itself', async () => {
    const { running, child, cwd } = await started('--contract', 'mine.yaml')
    writeFileSync(join(cwd, 'mine.yaml'), 'openapi: [')
    await running.waitFor(/mine\.yaml:1[^]*Prism continues with the previous contract/)
    expect(childrenOf(running.pid)).toEqual([child])
    copyFileSync('openapi/client-auth.yaml', join(cwd, 'mine.yaml'))
    await running.waitFor(/The contract changed: Drop Ship client token service/)
    const [next = 0] = childrenOf(running.pid)
    expect(next).not.toBe(child)
    process.kill(next, 'SIGKILL')
    await running.waitFor(/Prism stopped: it ended with SIGKILL/)
    expect(await running.ended).toBe(3)
    expect([child, next].filter(isRunning)).toEqual([])
    rmSync(cwd, { recursive: true })
  }, 60_000)
})
