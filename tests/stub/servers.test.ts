import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startStub, writeJournal } from '../../mocks/stub/index.ts'
import { createTransport, HarnessError, systemClock, trusting } from '../../src/core/index.ts'
import { createStubClient } from '../support/stub-client.ts'

const PATH = '/drop_shipment_confirmation'

it('advises no port that is in use, too', async () => {
  const listen = (port: number): Promise<Server> =>
    new Promise((resolve, reject) => {
      const server = createServer()
      server.once('error', reject)
      server.listen(port, '127.0.0.1', () => resolve(server))
    })
  const first = await listen(0)
  const { port } = first.address() as AddressInfo
  // Where somebody else has it, it is in use all the same.
  const second = await listen(port + 1).catch(() => undefined)
  const error = await startStub({ port }).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(HarnessError)
  expect(error instanceof HarnessError && error.details.next).not.toContain(`--port ${port + 1} `)
  first.close()
  second?.close()
})

it('a port in use is said, with the next step', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  const { port } = other.address() as AddressInfo
  await expect(startStub({ port })).rejects.toMatchObject({
    code: 'PORT_IN_USE',
    details: {
      next: expect.stringMatching(/choose another with --port \d+ \(--port 0 for any free one/),
    },
  })
  await expect(startStub({ adminPort: port })).rejects.toMatchObject({
    code: 'PORT_IN_USE',
    details: { next: expect.stringContaining('--admin-port') },
  })
  await new Promise((resolve) => other.close(resolve))
})

it('an address of another machine is said', async () => {
  await expect(startStub({ host: '203.0.113.1' })).rejects.toMatchObject({
    code: 'ADDRESS_UNAVAILABLE',
  })
})

it('many stubs run at once, each with ports, journal and tokens of its own', async () => {
  const stubs = await Promise.all(Array.from({ length: 50 }, () => startStub({ adminPort: 0 })))
  expect(new Set(stubs.flatMap(({ url, adminUrl }) => [url, adminUrl])).size).toBe(100)
  await fetch(`${String(stubs[7]?.url)}/x`)
  expect(stubs.map(({ journal }) => journal.totals().requests)).toEqual(
    stubs.map((_, index) => (index === 7 ? 1 : 0)),
  )
  await Promise.all(stubs.map((stub) => stub.close()))
})

it('a stub closes while requests are under way, and may be closed again', async () => {
  const stub = await startStub({ auth: { scheme: 'none' }, adminPort: 0 })
  const client = createStubClient(stub)
  stub.play({ steps: [{ delay: '1h' }, 'answer'] })
  const waiting = client.post(PATH, {})
  // The first step is in use once the second one responds.
  expect((await client.post(PATH, {})).response?.status).toBe(422)
  await Promise.all([stub.close(), stub.close()])
  expect((await waiting).failure).toBeDefined()
  await stub.close()
  expect((await client.post(PATH, {})).failure?.kind).toBe('connection-refused')
  await client.close()
})

it('https is served with a certificate that a client can trust', async () => {
  const stub = await startStub({ https: true, auth: { scheme: 'none' } })
  const request = {
    method: 'POST',
    url: `${stub.url}${PATH}`,
    headers: [['Content-Type', 'application/json']] as const,
    body: Buffer.from('{}'),
  }
  const friend = createTransport({
    clock: systemClock,
    route: trusting(stub.certificate ?? '', 'the stub'),
  })
  const wary = createTransport({ clock: systemClock })
  expect(stub.url).toMatch(/^https:/)
  expect((await friend.send(request)).response?.status).toBe(422)
  expect((await wary.send(request)).failure?.kind).toBe('tls')
  stub.play({ steps: ['reset', 'close', 'cut'] })
  const kinds = [1, 2, 3].map(async () => (await friend.send(request)).failure?.kind)
  for (const kind of await Promise.all(kinds)) expect(kind).toBeDefined()
  await Promise.all([friend.close(), wary.close()])
  await stub.close()
})

it('the journal can be written to a file, a line of JSON each', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'journal-'))
  const file = join(directory, 'journal.ndjson')
  const stub = await startStub({ journalEntries: 1 })
  const written = writeJournal(stub.journal, file)
  for (const path of ['/a', '/b', PATH]) await fetch(`${stub.url}${path}`, { method: 'POST' })
  await written.close()
  await fetch(`${stub.url}/late`)
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
  expect(lines.map((line) => (JSON.parse(line) as { target: string }).target)).toEqual([
    '/a',
    '/b',
    PATH,
  ])
  expect(() => writeJournal(stub.journal, directory)).toThrow(
    expect.objectContaining({ code: 'FILE_UNWRITABLE' }) as Error,
  )
  await stub.close()
  rmSync(directory, { recursive: true })
})
