import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { COMMANDS } from '../../src/cli/commands.ts'
import { loadContract } from '../../src/contract/index.ts'
import { systemClock } from '../../src/core/index.ts'
import { createMessages } from '../../src/messages/index.ts'
import { openStore } from '../../src/queue/index.ts'
import { type RunningCli, startCli } from '../support/cli.ts'
import { deliveries } from '../support/deliveries.ts'
import { folderForFile } from '../support/folder.ts'
import { posting, withPaths } from '../support/contracts.ts'
import { childrenOf, cpuTimeOf, isRunning } from '../support/processes.ts'

/** Whatever a command waits for, SIGTERM ends it within two seconds, and with it the processes that it started. */

const LONGEST_MS = 2000
const folder = folderForFile()
const MOMENTS = { timeout: 20_000, interval: 10 }
const NONE = ['--auth', 'none']
const FREE = ['--port', '0', '--admin-port', '0']
const AS = ['--as', 'drop_shipment_confirmation']

const closing: (() => void)[] = []
afterAll(() => {
  for (const close of closing) close()
})

/** A server that accepts connections and never says a word: an endpoint that hangs, a database that is silent. */
async function silentServer() {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined))
    socket.resume()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    database: `postgres://user@127.0.0.1:${port}/queue`,
    asked: () => vi.waitFor(() => expect(sockets.size).toBeGreaterThan(0), MOMENTS),
  }
}

const operation = (await loadContract()).operation('drop_shipment_confirmation')
const message = join(folder, 'message.json')
writeFileSync(message, JSON.stringify(createMessages(operation).message('full')))

async function queueFor(endpoint: string): Promise<string> {
  const store = join(folder, `${new URL(endpoint).port}.db`)
  const opened = await openStore(store, { clock: systemClock })
  await opened.enqueue(deliveries(3, { endpoint }))
  await opened.close()
  return store
}

/** Nearly as many rules as one run takes: deriving their messages takes many seconds in which no event is heard. */
function largeContract(): string {
  const file = join(folder, 'large.json')
  const properties = Object.fromEntries(
    Array.from({ length: 900 }, (_, at) => [`p${at}`, { type: 'string', minLength: 1 }]),
  )
  writeFileSync(file, withPaths({ '/large': posting({ type: 'object', properties }) }))
  return file
}

/** A request whose body does not come to its end. */
function requestHalf(url: string): Promise<unknown> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => undefined)
  closing.push(() => socket.destroy())
  socket.write('POST /drop_shipment_confirmation HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{')
  return once(socket, 'connect')
}

type Silent = Awaited<ReturnType<typeof silentServer>>

interface Slow {
  readonly title: string
  readonly line: (silent: Silent) => Promise<readonly string[]> | readonly string[]
  /** Resolves once the command does what takes long. */
  readonly isBusy: (running: RunningCli, silent: Silent) => Promise<unknown>
}

const asked = (_: RunningCli, silent: Silent): Promise<unknown> => silent.asked()
const hasChild = ({ pid }: RunningCli): Promise<unknown> =>
  vi.waitFor(() => expect(childrenOf(pid)).not.toEqual([]), MOMENTS)
const listens = (running: RunningCli): Promise<string> =>
  running.waitFor(/http:\/\/127\.0\.0\.1:\d+/).then(([url]) => url)

const SLOW: readonly Slow[] = [
  {
    title: 'up while Prism starts',
    line: () => ['up', ...FREE, '--prism-port', '0', '--no-console'],
    isBusy: hasChild,
  },
  { title: 'lint while Prism starts', line: () => ['lint'], isBusy: hasChild },
  {
    title: 'mock while a request comes in',
    line: () => ['mock', ...FREE],
    isBusy: async (running) => requestHalf(await listens(running)),
  },
  {
    title: 'proxy while the endpoint hangs',
    line: ({ url }) => ['proxy', '--to', url, '--port', '0', '--no-console'],
    isBusy: async (running, silent) => {
      await requestHalf(await listens(running))
      await silent.asked()
    },
  },
  {
    title: 'certify while the endpoint hangs',
    line: ({ url }) => ['certify', url, ...NONE, '--out', join(folder, 'certified')],
    isBusy: asked,
  },
  {
    title: 'certify while it derives the messages of a large contract',
    line: ({ url }) => ['certify', url, ...NONE, '--contract', largeContract()],
    isBusy: ({ pid }) => vi.waitFor(() => expect(cpuTimeOf(pid)).toBeGreaterThan(2000), MOMENTS),
  },
  {
    title: 'verify while the endpoint hangs',
    line: ({ url }) => ['verify', url, ...NONE],
    isBusy: asked,
  },
  {
    title: 'send while the endpoint hangs',
    line: ({ url }) =>
      ['send', message, ...AS, '--to', url, ...NONE].concat('--store', join(folder, 'sent.db')),
    isBusy: asked,
  },
  {
    title: 'send while the database is silent',
    line: ({ url, database }) =>
      ['send', message, ...AS, '--to', url, ...NONE].concat('--store', database),
    isBusy: asked,
  },
  {
    title: 'worker while the endpoint hangs',
    line: async ({ url }) => ['worker', '--store', await queueFor(url)],
    isBusy: asked,
  },
  {
    title: 'worker while the database is silent',
    line: ({ database }) => ['worker', '--store', database],
    isBusy: asked,
  },
  {
    title: 'queue while the database is silent',
    line: ({ database }) => ['queue', 'list', '--store', database],
    isBusy: asked,
  },
  {
    title: 'certify-sender while the sender hangs',
    line: () => ['certify-sender', '--command', 'sleep 60', '--only', 'accepted'],
    isBusy: hasChild,
  },
]

/** Commands that only read files, of which `files.test.ts` gives them one without an end, and that only print. */
const READERS = ['sample', 'validate', 'certificate', 'compare', 'init', 'completion']

it('every command is here or only reads files', () => {
  const here = new Set(SLOW.map(({ title }) => title.split(' ')[0]))
  expect(new Set([...here, ...READERS])).toEqual(new Set(COMMANDS.map(({ name }) => name)))
})

describe('SIGTERM ends', () => {
  it.each(SLOW)('$title', async ({ line, isBusy }) => {
    const silent = await silentServer()
    const running = startCli(await line(silent), { cwd: folder })
    try {
      await isBusy(running, silent)
      const children = childrenOf(running.pid)
      const toldAt = performance.now()
      await running.stop('SIGTERM')
      expect(performance.now() - toldAt).toBeLessThan(LONGEST_MS)
      expect(running.output()).not.toMatch(/\n\s+at /)
      for (const child of children) {
        await vi.waitFor(() => expect(isRunning(child)).toBe(false), MOMENTS)
      }
    } finally {
      await running.stop('SIGKILL')
    }
  })
})
