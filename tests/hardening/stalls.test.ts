import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BIN } from '../support/cli.ts'
import { folderForFile } from '../support/folder.ts'
import { HEAVY_BODIES, type HeavyBody } from '../support/heavy-bodies.ts'
import { post } from '../support/post.ts'
import { sendRaw } from '../support/raw-http.ts'
import { startWatched, type WatchedProgram } from '../support/watched-program.ts'

/**
 * No body within the limits keeps a server from everything else for longer than this, in milliseconds of CPU time. The goal
 * is 100; other tests on the same cores make the same turn up to a third longer.
 */
const LONGEST_MS = 130
/** The least of so many counts: what a collection of garbage or a first compilation takes is not the body's. */
const TRIES = 8

/** Of a body of a megabyte in a million pieces, most of it garbage that is not collected yet. */
const MOST_GROWTH_MIB = 80

const GUARDED = fileURLToPath(new URL('../support/guarded-endpoint.mjs', import.meta.url))
const folder = folderForFile()
const PATH = '/drop_shipment_confirmation'
const JSON_TYPE = { 'content-type': 'application/json' }

const running: WatchedProgram[] = []
const start = async (...args: string[]): Promise<WatchedProgram> => {
  const started = await startWatched(BIN, args, folder)
  running.push(started)
  return started
}
const mock = (auth: string, ...more: string[]): Promise<WatchedProgram> =>
  start('mock', '--port', '0', '--admin-port', '0', '--auth', auth, ...more)

/** Milliseconds. */
async function longestTurn(
  server: WatchedProgram,
  action: () => Promise<unknown>,
): Promise<number> {
  let least = Infinity
  for (let time = 0; time < TRIES && least > LONGEST_MS; time++) {
    least = Math.min(least, await server.longestTurn(action))
  }
  return least
}

function asking(url: string, { status, make }: HeavyBody): () => Promise<void> {
  const body = make()
  return async () => {
    expect(await post(url, { headers: JSON_TYPE, body })).toMatchObject({ status })
  }
}

const bodies = (...titles: string[]): HeavyBody[] =>
  HEAVY_BODIES.filter(({ title }) => titles.includes(title))

let stub: WatchedProgram
let closed: WatchedProgram
let proxy: WatchedProgram
let up: WatchedProgram
const guarded: Record<string, WatchedProgram> = {}
beforeAll(async () => {
  stub = await mock('none', '--journal', join(folder, 'journal.ndjson'))
  closed = await mock('oauth2')
  proxy = await start('proxy', '--to', stub.url, '--port', '0', '--har', join(folder, 'a.har'))
  up = await start(
    'up',
    '--no-prism',
    ...['port', 'admin-port', 'console-port'].map((name) => `--${name}=0`),
    '--auth=none',
    `--store=${join(folder, 'queue.db')}`,
  )
  for (const framework of ['express', 'fastify']) {
    const server = await startWatched(GUARDED, [framework], folder)
    running.push(server)
    guarded[framework] = server
  }
})
afterAll(() => Promise.all(running.map((each) => each.close())))

describe('the stub and its journal go on beside', () => {
  it.each(HEAVY_BODIES)('a body of $title', async (body) => {
    expect(await longestTurn(stub, asking(stub.url + PATH, body))).toBeLessThan(LONGEST_MS)
  })

  it('a body that comes byte by byte, without a token', async () => {
    const head = `POST ${PATH} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`
    const pieces = [head, '1\r\n[\r\n'.repeat(200_000), '0\r\n\r\n']
    const ask = async (): Promise<void> => {
      expect(await sendRaw(closed.url, pieces, /\r\n\r\n/)).toMatchObject({ status: 401 })
    }
    expect(await longestTurn(closed, ask)).toBeLessThan(LONGEST_MS)
  })

  it('a request for a token with a million parameters', async () => {
    const body = Array.from({ length: 600_000 }, (_, index) => `${index}=`).join('&')
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const ask = async (): Promise<void> => {
      expect(await post(`${closed.url}/oauth/token`, { headers, body })).toMatchObject({
        status: 400,
      })
    }
    expect(await longestTurn(closed, ask)).toBeLessThan(LONGEST_MS)
  })

  it('a change that comes byte by byte, which takes no more memory than its bytes', async () => {
    const [, admin = ''] = /(http:\S+)\/scenarios/.exec(closed.output()) ?? []
    const head = `PUT /scenario HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`
    const pieces = [head, '1\r\n[\r\n'.repeat(1_000_000), '0\r\n\r\n']
    const ask = async (): Promise<void> => {
      expect(await sendRaw(admin, pieces, /\r\n\r\n/)).toMatchObject({ status: 413 })
    }
    expect(await closed.growthOf(ask)).toBeLessThan(MOST_GROWTH_MIB)
  })

  it.each([
    ['values', `[${'1,'.repeat(510_000)}1]`],
    ['names', `{${Array.from({ length: 80_000 }, (_, index) => `"${index}":1`).join(',')}}`],
  ])('a scenario of too many %s', async (_, body) => {
    const [, admin = ''] = /(http:\S+)\/scenarios/.exec(closed.output()) ?? []
    const ask = async (): Promise<void> => {
      const response = await fetch(`${admin}/scenario`, { method: 'PUT', headers: JSON_TYPE, body })
      expect(response.status).toBe(413)
    }
    expect(await longestTurn(closed, ask)).toBeLessThan(LONGEST_MS)
  })
})

describe.each(['express', 'fastify'])(
  'an endpoint with the middleware of %s goes on beside',
  (framework) => {
    it.each(
      bodies(
        'valid items',
        'a long text of another script',
        'long unknown properties',
        'items of the incorrect type',
      ),
    )('a body of $title', async (body) => {
      const { [framework]: endpoint } = guarded
      if (endpoint === undefined) throw new Error(`${framework} has not started`)
      expect(await longestTurn(endpoint, asking(endpoint.url + PATH, body))).toBeLessThan(
        LONGEST_MS,
      )
    })
  },
)

describe('the proxy goes on beside', () => {
  it.each(
    bodies(
      'valid items',
      'long unknown properties',
      'items of the incorrect type',
      'too many values',
      'a long text of another script',
      'a long text that is unprintable',
    ),
  )('a body of $title', async (body) => {
    expect(await longestTurn(proxy, asking(proxy.url + PATH, body))).toBeLessThan(LONGEST_MS)
  })

  it('a request of few bytes that is large once it is decompressed', async () => {
    const body = gzipSync(Buffer.alloc(64 * 1024 * 1024, ' '))
    const headers = { ...JSON_TYPE, 'content-encoding': 'gzip' }
    const ask = async () => {
      expect(await post(proxy.url + PATH, { headers, body })).toMatchObject({ status: 415 })
    }
    expect(await longestTurn(proxy, ask)).toBeLessThan(LONGEST_MS)
  })
})

describe('the console goes on beside', () => {
  const ask = async (path: string, body?: unknown): Promise<unknown> => {
    const [, page = ''] = /Console: (http:\S+)/.exec(up.output()) ?? []
    const response = await fetch(
      `${page}${path}`,
      body === undefined ? {} : { method: 'POST', headers: JSON_TYPE, body: JSON.stringify(body) },
    )
    expect(response.status).toBe(200)
    return response.json()
  }
  const operation = PATH.slice(1)
  const typed = bodies(
    'valid items',
    'a long text of another script',
    'long unknown properties',
    'items of the incorrect type',
    'one property again and again',
    'lists within lists',
    'too many values',
    'a long number',
  )

  it.each(typed)('the check of a text of $title', async ({ make }) => {
    const text = make()
    const check = () => ask('/api/check', { operation, text })
    expect(await longestTurn(up, check)).toBeLessThan(LONGEST_MS)
  })

  it.each(bodies('valid items', 'too many values'))(
    'a message of $title that is sent, and shown with its first attempt',
    async ({ make }) => {
      const text = make()
      const send = async () => {
        const { id } = (await ask('/api/send', {
          operation,
          to: up.url,
          auth: { scheme: 'stub' },
          text,
        })) as { readonly id: string }
        await expect
          .poll(() => ask(`/api/queue/${id}`), { timeout: 20_000 })
          .toMatchObject({ attempts: expect.arrayContaining([expect.anything()]) as unknown })
      }
      expect(await longestTurn(up, send)).toBeLessThan(LONGEST_MS)
    },
  )

  it('a list of many large requests, one of them in full, and a search', async () => {
    const [body = ''] = bodies('valid items').map(({ make }) => make())
    for (let count = 0; count < 8; count++) await post(up.url + PATH, { headers: JSON_TYPE, body })
    const look = async () => {
      const { entries } = (await ask('/api/journal')) as { readonly entries: { id: number }[] }
      // Those that the journal still keeps.
      expect(entries.length).toBeGreaterThan(2)
      await ask(`/api/journal/${entries.at(-1)?.id}`)
      expect(await ask('/api/search?text=nothing')).toEqual({ ids: [] })
    }
    expect(await longestTurn(up, look)).toBeLessThan(LONGEST_MS)
  })
})
