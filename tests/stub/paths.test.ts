import { afterEach, describe, expect, it } from 'vitest'
import { startStub, type Stub, type StubOptions } from '../../mocks/stub/index.ts'
import { createStubClient } from '../support/stub-client.ts'
import { runMain } from '../support/run-main.ts'
import { startCli } from '../support/cli.ts'

const [CONFIRMATION, CANCELLATION, PARTIAL] = [
  'drop_shipment_confirmation',
  'drop_shipment_cancellation',
  'drop_shipment_partial_cancellation',
] as const

let stub: Stub | undefined
afterEach(() => stub?.close())

/** The status of an example that is posted to a path as it is written. */
async function statusAt(
  served: Stub,
  path: string,
  operation: string,
): Promise<number | undefined> {
  const client = createStubClient(served)
  try {
    const body = served.contract.operation(operation).examples[0]?.value
    return (await client.post(path, body)).response?.status
  } finally {
    await client.close()
  }
}

async function start(options: StubOptions): Promise<Stub> {
  stub = await startStub({ auth: { scheme: 'none' }, ...options })
  return stub
}

describe('a stub with paths of its own', () => {
  it('serves each operation there, with any query, and no longer at the documented path', async () => {
    const served = await start({
      paths: { [CONFIRMATION]: '/api/v2/shipped', [CANCELLATION]: '/index.php/cancel/' },
    })
    expect(served.endpoints).toEqual({
      [CONFIRMATION]: `${served.url}/api/v2/shipped`,
      [CANCELLATION]: `${served.url}/index.php/cancel/`,
      [PARTIAL]: `${served.url}/${PARTIAL}`,
    })
    expect(await statusAt(served, '/api/v2/shipped?code=1&x=/y', CONFIRMATION)).toBe(200)
    expect(await statusAt(served, '/index.php/cancel/', CANCELLATION)).toBe(200)
    expect(await statusAt(served, `/${PARTIAL}`, PARTIAL)).toBe(200)
    expect(await statusAt(served, `/${CONFIRMATION}`, CONFIRMATION)).toBe(404)
    // Messages are validated as those of the operation at this path.
    expect(await statusAt(served, '/index.php/cancel/', CONFIRMATION)).toBe(422)
    expect(served.journal.entries().map(({ operation }) => operation)).toEqual([
      CONFIRMATION,
      CANCELLATION,
      PARTIAL,
      undefined,
      CANCELLATION,
    ])
  })

  it.each([
    ['/', '/'],
    ['/a:b(c)/$x,y;z=1/@', '/a:b(c)/$x,y;z=1/@'],
    ['/ünï/€', '/%C3%BCn%C3%AF/%E2%82%AC'],
    ['/%C3%BCn%C3%AF', '/%C3%BCn%C3%AF'],
    ['/a%20b/%2F', '/a%20b/%2F'],
    ['/orders/{id}/shipped', '/orders/42/shipped'],
    ['/a//b/', '/a//b/'],
  ])('serves %s', async (path, asked) => {
    const served = await start({ paths: { [CONFIRMATION]: path } })
    expect(await statusAt(served, asked, CONFIRMATION)).toBe(200)
  })

  it.each<[Record<string, string>, string, RegExp]>([
    [{ shipped: '/x' }, 'UNKNOWN_OPERATION', /no operation "shipped"/],
    [{ [CONFIRMATION]: 'x' }, 'INVALID_OPTION', /not one that the stub can serve/],
    [{ [CONFIRMATION]: '/x?y=1' }, 'INVALID_OPTION', /not one that the stub can serve/],
    [{ [CONFIRMATION]: 'http://h/x' }, 'INVALID_OPTION', /not one that the stub can serve/],
    [{ [CONFIRMATION]: '/x/*' }, 'INVALID_OPTION', /not one that the stub can serve/],
    [
      { [CONFIRMATION]: '/x', [CANCELLATION]: '/x' },
      'INVALID_OPTION',
      /POST \/x is already in use/,
    ],
    [{ [CONFIRMATION]: `/${PARTIAL}` }, 'INVALID_OPTION', /is already in use/],
  ])('is rejected with %j', async (paths, code, message) => {
    await expect(startStub({ paths, auth: { scheme: 'none' } })).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message) as string,
    })
  })

  it('leaves the token service its path', async () => {
    const paths = { [CONFIRMATION]: '/oauth/token' }
    await expect(startStub({ paths })).rejects.toMatchObject({
      details: { found: 'the token service', where: `paths.${CONFIRMATION}` },
    })
  })
})

describe('dropship mock --path', () => {
  it('prints where each operation is, and the command that certifies it there', async () => {
    const run = startCli([
      'mock',
      '--port',
      '0',
      '--auth',
      'none',
      '--path',
      `${CONFIRMATION}=/api/v2/shipped`,
      '--path',
      `${CANCELLATION}=/c`,
    ])
    try {
      const [, command = ''] = await run.waitFor(/dropship (certify .*)\n/)
      expect(run.output()).toMatch(
        /POST http:\S+\/api\/v2\/shipped {2}\(drop_shipment_confirmation\)/,
      )
      const { stdout, exitCode } = await runMain([
        ...command.split(' '),
        '--only',
        'accept/*/full',
        '--level',
        'compatible',
      ])
      expect(stdout).toContain('3 passed, 0 failed')
      expect(stdout).toContain('/api/v2/shipped')
      expect(exitCode).toBe(3)
    } finally {
      await run.stop()
    }
  })

  it('with an unknown operation is a usage error', async () => {
    const { exitCode, stderr } = await runMain(['mock', '--port', '0', '--path', 'shiped=/x'])
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/no operation "shiped"[^]*--path/)
  })
})
