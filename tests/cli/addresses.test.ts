import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CliResult } from '../support/cli.ts'
import { runMain } from '../support/run-main.ts'
import {
  PLACES,
  type ScatteredEndpoint,
  startScatteredEndpoint,
} from '../support/scattered-endpoint.ts'
import { folderPerTest } from '../support/folder.ts'

const [CONFIRMATION, CANCELLATION, PARTIAL] = [
  'drop_shipment_confirmation',
  'drop_shipment_cancellation',
  'drop_shipment_partial_cancellation',
] as const
const SECRETS = /key-of-shipped-1|signature-3/

const folder = folderPerTest()
let client: ScatteredEndpoint
let store: readonly string[]

beforeEach(async () => {
  store = ['--store', join(folder.path, 'queue.db')]
  client = await startScatteredEndpoint({
    auth: { scheme: 'none' },
  })
})
afterEach(async () => {
  await client.close()
})

const dropship = (...args: readonly string[]): Promise<CliResult> => runMain([...args, ...store])
const QUICK = ['--retries', '0', '--auth', 'none']

/** Samples of an operation are sent to the addresses of the options. */
/** An error as JSON, which is all that a usage error prints. */
const ERROR = expect.stringMatching(/^\{"error":/) as string

const send = (operation: string, ...args: readonly string[]): Promise<CliResult> =>
  dropship('send', '--sample', operation, '--count', '2', '--json', ...QUICK, ...args)

/** The requests that the three hosts received, together. */
const asked = (): Record<string, readonly string[]> =>
  Object.fromEntries(
    Object.entries(client.asked).map(([name, lines]) => [name, [...new Set(lines)]]),
  )

describe('dropship send', () => {
  it('delivers each operation to its own address, query included', async () => {
    for (const operation of [CONFIRMATION, CANCELLATION, PARTIAL]) {
      const { stdout, exitCode } = await send(operation, ...client.options)
      expect(exitCode).toBe(0)
      expect(JSON.parse(stdout)).toMatchObject({ delivered: 2, addresses: [{}, {}, {}] })
      expect(stdout).not.toMatch(SECRETS)
    }
    expect(asked()).toEqual({
      [CONFIRMATION]: [`POST ${PLACES[CONFIRMATION]}`],
      [CANCELLATION]: [`POST ${PLACES[CANCELLATION]}`],
      [PARTIAL]: [`POST ${PLACES[PARTIAL]}`],
    })
  })

  it('prefers an operation that is named to the base URL', async () => {
    const base = client.stub.url
    const named = ['--endpoint', `${CANCELLATION}=${client.endpoints[CANCELLATION]}`]
    await send(CANCELLATION, '--to', base, ...named)
    await send(CONFIRMATION, '--to', base, ...named)
    expect(asked()).toEqual({
      [CONFIRMATION]: [],
      [CANCELLATION]: [`POST ${PLACES[CANCELLATION]}`],
      [PARTIAL]: [],
    })
    const entries = client.stub.journal.entries()
    expect(entries.filter(({ operation }) => operation === CONFIRMATION)).toHaveLength(2)
  })

  it('sends nothing of an operation that is not enabled, and says what to do', async () => {
    const result = await send(
      PARTIAL,
      ...client.options,
      '--operations',
      `${CONFIRMATION}, ${CANCELLATION}`,
    )
    expect(result).toMatchObject({ exitCode: 2, stdout: ERROR })
    expect(result.stderr).toMatch(
      /sample 1 is a message of drop_shipment_partial_cancellation, which is not enabled/,
    )
    expect(result.stderr).toMatch(/nothing was sent/)
    expect(client.stub.journal.entries()).toEqual([])
  })

  it.each<[readonly string[], RegExp]>([
    [[], /URL of the endpoint is missing[^]*--to/],
    [
      ['--endpoint', 'http://127.0.0.1:1/x'],
      /--endpoint has no operation[^]*--endpoint drop_shipment_confirmation=/,
    ],
    [
      ['--endpoint', 'drop_shipment_confirmaton=http://127.0.0.1:1'],
      /did you mean drop_shipment_confirmation\?/,
    ],
    [
      [
        '--endpoint',
        `${CONFIRMATION}=http://127.0.0.1:1/a`,
        '--endpoint',
        `${CONFIRMATION}=http://127.0.0.1:1/b`,
      ],
      /--endpoint names drop_shipment_confirmation twice/,
    ],
    [
      ['--to', 'http://127.0.0.1:1', '--operations', 'confirmation'],
      /no operation "confirmation"[^]*--operations/,
    ],
    [
      ['--endpoint', `${CONFIRMATION}=http://127.0.0.1:1`, '--operations', PARTIAL],
      /drop_shipment_partial_cancellation has no address[^]*--operations/,
    ],
    [
      ['--endpoint', `${CONFIRMATION}=http://a:hush@127.0.0.1:1`],
      /--endpoint[^]*with credentials in it/,
    ],
  ])('with %j is a usage error', async (args, said) => {
    const { exitCode, stdout, stderr } = await send(CONFIRMATION, ...args)
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: ERROR })
    expect(stderr).toMatch(said)
    expect(stderr).not.toContain('hush')
  })
})

describe('a delivery in the queue', () => {
  const enqueue = async (operation: string): Promise<string> => {
    const { stdout } = await dropship(
      'send',
      '--sample',
      operation,
      '--enqueue-only',
      '--json',
      ...client.options,
    )
    return (JSON.parse(stdout) as { ids: string[] }).ids[0] ?? ''
  }
  const worker = (...args: readonly string[]): Promise<CliResult> =>
    dropship('worker', '--until-empty', '--json', '--retries', '0', ...args)

  it('keeps the address it was enqueued for, is shown with it and found by it, its secrets apart', async () => {
    const [shipped, cancelled] = [await enqueue(CONFIRMATION), await enqueue(CANCELLATION)]
    const url = client.endpoints[CONFIRMATION]
    const listed = await dropship('queue', 'list', '--state', 'due')
    expect(listed.stdout.split('\n')).toEqual([
      expect.stringContaining(`${shipped}  ${CONFIRMATION}`) as string,
      expect.stringContaining(`${cancelled}  ${CANCELLATION}`) as string,
      '',
    ])
    expect(listed.stdout).toContain(
      `to ${url.replace('key-of-shipped-1', '$DROPSHIP_QUERY_CODE')}\n`,
    )
    const bare = url.replace(/\?.*/, '')
    for (const to of [bare, url]) {
      const found = await dropship('queue', 'list', '--state', 'due', '--json', '--to', to)
      expect(JSON.parse(found.stdout)).toMatchObject({ deliveries: [{ id: shipped }] })
      expect(found.stdout).not.toMatch(SECRETS)
    }
    for (const form of [[], ['--json']]) {
      const { stdout } = await dropship('queue', 'show', shipped, ...form)
      expect(stdout).toContain('/api/v2/shipped?code=$DROPSHIP_QUERY_CODE&tenant=7')
      expect(stdout).not.toMatch(SECRETS)
    }
    await worker('--auth', 'none')
    expect(asked()).toMatchObject({
      [CONFIRMATION]: [`POST ${PLACES[CONFIRMATION]}`],
      [CANCELLATION]: [`POST ${PLACES[CANCELLATION]}`],
    })
  })

  it('is reported with its address and a command that contains no secret', async () => {
    client.stub.play('always-500')
    const id = await enqueue(CONFIRMATION)
    await worker('--auth', 'none')
    const { stdout } = await dropship('queue', 'report')
    expect(stdout).toContain(id)
    expect(stdout).toContain(`'"$DROPSHIP_QUERY_CODE"'&tenant=7'`)
    expect(stdout).not.toMatch(SECRETS)
  })

  it('is sent elsewhere by a retry that says so, and by no other', async () => {
    client.stub.play('always-500')
    const [shipped, cancelled] = [await enqueue(CONFIRMATION), await enqueue(CANCELLATION)]
    await worker('--auth', 'none')
    client.stub.stop()
    const elsewhere = `${client.stub.url}/${CONFIRMATION}`
    const rejected = await dropship('queue', 'list', '--endpoint', `${CONFIRMATION}=${elsewhere}`)
    expect(rejected.exitCode).toBe(2)
    expect(rejected.stderr).toContain('to filter deliveries by their address, use --to URL')
    const retried = await dropship(
      'queue',
      'retry',
      '--all',
      '--endpoint',
      `${CONFIRMATION}=${elsewhere}`,
    )
    expect(retried.stdout).toBe(`2 due again\n  ${CONFIRMATION} now goes to ${elsewhere}\n`)
    const before = { ...asked() }
    await worker('--auth', 'none')
    const show = async (id: string) =>
      JSON.parse((await dropship('queue', 'show', id, '--json')).stdout) as object
    expect(await show(shipped)).toMatchObject({
      state: 'delivered',
      url: elsewhere,
      enqueuedFor: expect.stringContaining('/api/v2/shipped?code=$DROPSHIP_QUERY_CODE') as string,
    })
    expect(await show(cancelled)).toMatchObject({
      state: 'delivered',
      url: client.endpoints[CANCELLATION],
    })
    expect(client.asked[CONFIRMATION]).toHaveLength(before[CONFIRMATION]?.length ?? 0)
  })

  it('goes nowhere with credentials until the addresses of one client are named', async () => {
    await enqueue(CONFIRMATION)
    await enqueue(CANCELLATION)
    const key = ['--auth', 'api-key', '--api-key', 'k-123456', '--header', 'X-Api-Key']
    const rejected = await worker(...key)
    expect(rejected).toMatchObject({ exitCode: 2, stdout: ERROR })
    expect(rejected.stderr).toMatch(/several endpoints[^]*--endpoint OPERATION=URL/)
    expect(rejected.stderr).not.toMatch(SECRETS)
    const one = await worker(
      ...key,
      '--endpoint',
      `${CANCELLATION}=${client.endpoints[CANCELLATION]}`,
    )
    expect(JSON.parse(one.stdout)).toMatchObject({ delivered: 1 })
    const both = await worker(...key, ...client.options)
    expect(JSON.parse(both.stdout)).toMatchObject({ delivered: 1 })
    expect(client.asked[CONFIRMATION]).toHaveLength(1)
  })
})

describe('dropship verify', () => {
  let provider: ScatteredEndpoint
  beforeEach(async () => {
    provider = await startScatteredEndpoint({ adminPort: 0 })
  })
  afterEach(() => provider.close())

  const verify = (...args: readonly string[]): Promise<CliResult> =>
    runMain(
      [
        'verify',
        '--token-url',
        provider.stub.tokenUrl ?? '',
        '--client-id',
        'drop-ship-sender',
        '--state-url',
        `${provider.stub.adminUrl}/states`,
        ...args,
      ],
      { env: { DROPSHIP_CLIENT_SECRET: 'only-for-local-use' } },
    )

  it('sends each interaction to the address of its operation', async () => {
    const junit = join(folder.path, 'verify.xml')
    const result = await verify(...provider.options, '--json', '--junit', junit)
    expect(result.stderr).toBe('')
    expect(result.exitCode).toBe(0)
    expect(JSON.parse(result.stdout)).toMatchObject({ verdict: 'verified', notEnabled: [] })
    for (const name of [CONFIRMATION, CANCELLATION, PARTIAL] as const) {
      expect(new Set(provider.asked[name])).toEqual(new Set([`POST ${PLACES[name]}`]))
    }
    const written = `${result.stdout}${readFileSync(junit, 'utf8')}`
    expect(written).not.toMatch(SECRETS)
    expect(written).toContain('name="address drop_shipment_confirmation" value="http://127.0.0.1:')
  })

  it('skips the interactions of operations that are not enabled, and says so', async () => {
    const result = await verify(
      ...provider.options.slice(0, 2),
      '--filter',
      'every field|access token',
    )
    expect(result.exitCode).toBe(0)
    expect(result.stdout).toContain(`✓ ${CONFIRMATION}: a message with every field`)
    expect(result.stdout).toContain(`skipped: ${CANCELLATION} is not enabled`)
    expect(result.stdout).toContain(`not enabled: ${CANCELLATION}, ${PARTIAL}`)
    expect(provider.asked[CANCELLATION]).toEqual([])
  })
})
