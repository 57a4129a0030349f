import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BIN } from '../support/cli.ts'
import { folderForFile } from '../support/folder.ts'
import { HEAVY_BODIES, type HeavyBody } from '../support/heavy-bodies.ts'
import { post } from '../support/post.ts'
import { sendRaw } from '../support/raw-http.ts'
import { startWatched, type WatchedProgram } from '../support/watched-program.ts'

/** No body within the limits keeps a server from everything else for longer than this, in milliseconds of CPU time. */
const LONGEST_MS = 100
/** The least of so many counts: what a collection of garbage or a first compilation takes is not the body's. */
const TRIES = 4

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
const guarded: Record<string, WatchedProgram> = {}
beforeAll(async () => {
  stub = await mock('none', '--journal', join(folder, 'journal.ndjson'))
  closed = await mock('oauth2')
  proxy = await start('proxy', '--to', stub.url, '--port', '0', '--har', join(folder, 'a.har'))
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
    ),
  )('a body of $title', async (body) => {
    expect(await longestTurn(proxy, asking(proxy.url + PATH, body))).toBeLessThan(LONGEST_MS)
  })
})
