import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CliResult, runCli } from '../support/cli.ts'
import { runMain } from '../support/run-main.ts'
import {
  PLACES,
  type ScatteredEndpoint,
  startScatteredEndpoint,
} from '../support/scattered-endpoint.ts'

const [CONFIRMATION, CANCELLATION, PARTIAL] = [
  'drop_shipment_confirmation',
  'drop_shipment_cancellation',
  'drop_shipment_partial_cancellation',
] as const

const root = mkdtempSync(join(tmpdir(), 'dropship-config-addresses-'))
afterAll(() => rmSync(root, { recursive: true }))

let client: ScatteredEndpoint
beforeEach(async () => {
  client = await startScatteredEndpoint()
})
afterEach(() => client.close())

let files = 0
function written(lines: readonly string[]): string {
  const file = join(root, `${files++}.yaml`)
  writeFileSync(file, `${lines.join('\n')}\n`)
  return file
}

/** The client's addresses as a file that can be mailed: the key of one is in the environment. */
const ADDRESSES = (): string[] => [
  'endpoints:',
  `  ${CONFIRMATION}: ${client.endpoints[CONFIRMATION].replace('key-of-shipped-1', '${SHIPPED_KEY}')}`,
  `  ${CANCELLATION}: ${client.endpoints[CANCELLATION]}`,
]
const ENV = { SHIPPED_KEY: 'key-of-shipped-1', DROPSHIP_CLIENT_SECRET: 'only-for-local-use' }

const certify = (config: string, ...args: readonly string[]): Promise<CliResult> =>
  runMain(['certify', '--config', config, '--level', 'compatible', '--seed', '1', ...args], {
    env: ENV,
  })

describe('the configuration file', () => {
  it('alone is enough for certify, with the secrets in the environment', async () => {
    const folder = mkdtempSync(join(root, 'alone-'))
    const config = [
      ...ADDRESSES(),
      `operations: [${CONFIRMATION}, ${CANCELLATION}]`,
      'partner: Acme Retail',
      'environment: staging',
      'client-id: drop-ship-sender',
      `token-url: ${client.stub.tokenUrl}`,
      'certify: { level: compatible, out: reports }',
    ]
    writeFileSync(join(folder, 'dropship.config.yaml'), config.join('\n'))
    const { stdout, stderr, exitCode } = await runCli(['certify'], { cwd: folder, env: ENV })
    expect(stderr).toBe('')
    expect(stdout).toContain(
      'CERTIFIED at level compatible: Acme Retail, staging: 2 of 3 operations',
    )
    expect(exitCode).toBe(0)
    const report = readFileSync(join(folder, 'reports', 'report.json'), 'utf8')
    expect(JSON.parse(report)).toMatchObject({
      partner: 'Acme Retail',
      environment: 'staging',
      notEnabled: [PARTIAL],
    })
    expect(report).not.toContain('key-of-shipped-1')
    expect(new Set(client.asked[CONFIRMATION])).toEqual(new Set([`POST ${PLACES[CONFIRMATION]}`]))
  })

  it('gives way to a base URL on the command line, and to an operation that is named there', async () => {
    const config = written(ADDRESSES())
    const only = ['--only', 'accept/*/full', '--token-url', client.stub.tokenUrl ?? '']
    const access = [...only, '--client-id', 'drop-ship-sender', '--json']
    const addressesOf = async (...args: readonly string[]): Promise<unknown> => {
      const { stdout } = await certify(config, ...access, ...args)
      const { addresses } = JSON.parse(stdout) as {
        addresses: { operation: string; url: string }[]
      }
      return addresses.map(({ url }) => url)
    }
    const { url } = client.stub
    expect(await addressesOf(url)).toEqual([
      `${url}/${CONFIRMATION}`,
      `${url}/${CANCELLATION}`,
      `${url}/${PARTIAL}`,
    ])
    expect(await addressesOf('--endpoint', `${CANCELLATION}=${url}/${CANCELLATION}`)).toEqual([
      client.endpoints[CONFIRMATION].replace('key-of-shipped-1', '$DROPSHIP_QUERY_CODE'),
      `${url}/${CANCELLATION}`,
    ])
  })

  it('needs a variable only where its URL is used', async () => {
    const config = written(ADDRESSES())
    const list = ['certify', '--config', config, '--list', '--auth', 'none']
    const rejected = await runMain(list)
    expect(rejected.stderr).toMatch(
      /The configuration needs \$SHIPPED_KEY\.\n {2}where: +\S+\.yaml:2/,
    )
    expect(rejected.exitCode).toBe(2)
    expect((await runMain([...list, client.stub.url])).exitCode).toBe(0)
  })

  it('serves send, worker and verify as well', async () => {
    const config = written([
      ...ADDRESSES(),
      `store: ${join(root, 'queue.db')}`,
      'client-id: drop-ship-sender',
      `token-url: ${client.stub.tokenUrl}`,
    ])
    const run = (...args: string[]): Promise<CliResult> =>
      runMain([...args, '--config', config], { env: ENV })
    expect(await run('send', '--sample', CANCELLATION, '--retries', '0', '--json')).toMatchObject({
      exitCode: 0,
    })
    await run('send', '--sample', CONFIRMATION, '--enqueue-only')
    expect(JSON.parse((await run('worker', '--until-empty', '--json')).stdout)).toMatchObject({
      delivered: 1,
    })
    const verified = await run('verify', '--filter', 'every field')
    expect(verified.stdout).toContain(`not enabled: ${PARTIAL}`)
    expect(verified.exitCode).toBe(0)
    expect([client.asked[CANCELLATION].length, client.asked[CONFIRMATION].length]).toEqual([2, 2])
  })

  it('that contains a secret in a URL causes a warning, without the secret', async () => {
    const config = written([
      'endpoints:',
      `  ${CANCELLATION}: ${client.endpoints[CANCELLATION]}?sig=hush-hush-hush`,
    ])
    const { stderr } = await certify(config, '--auth', 'none', '--list')
    expect(stderr).toMatch(
      /^dropship: \S+\.yaml:2: the query of this URL seems to contain a secret/,
    )
    expect(stderr).toContain('${DROPSHIP_QUERY_SIG}')
    expect(stderr).not.toContain('hush')
  })

  it.each<[string, readonly string[], number, RegExp]>([
    [
      'an unknown operation',
      ['endpoints:', '  drop_shipmnt_confirmation: https://a.example'],
      2,
      /no operation "drop_shipmnt_confirmation"[^]*did you mean drop_shipment_confirmation\?/,
    ],
    [
      'a URL that cannot be called',
      [
        'partner: Acme',
        'endpoints:',
        `  ${CONFIRMATION}: https://a.example`,
        `  ${PARTIAL}: a.example/x`,
      ],
      4,
      /URL is not one that can be called[^]*did you mean https:\/\/a\.example\/x/,
    ],
    [
      'an unknown enabled operation',
      [
        'endpoints:',
        `  ${CONFIRMATION}: https://a.example`,
        'operations:',
        `  - ${CONFIRMATION}`,
        '  - shipped',
      ],
      5,
      /no operation "shipped"/,
    ],
    [
      'an enabled operation without an address',
      [
        'endpoints:',
        `  ${CONFIRMATION}: https://a.example`,
        `operations: [${CONFIRMATION},`,
        `  ${PARTIAL}]`,
      ],
      4,
      /drop_shipment_partial_cancellation has no address/,
    ],
    ['a list of endpoints', ['endpoints:', '  - https://a.example'], 1, /a mapping of operations/],
    ['one endpoint as text', ['endpoints: https://a.example'], 1, /a mapping of operations/],
    [
      'an address that is a number',
      ['endpoints:', `  ${CONFIRMATION}: 8080`],
      2,
      /endpoints\.drop_shipment_confirmation is invalid[^]*a string/,
    ],
    [
      'an operation that is named twice',
      [
        'endpoints:',
        `  ${CONFIRMATION}: https://a.example`,
        `  ${CONFIRMATION}: https://b.example`,
      ],
      3,
      /must be unique/i,
    ],
    ['operations as text', ['operations: all'], 1, /a list/],
    [
      'no operations',
      ['endpoints:', `  ${CONFIRMATION}: https://a.example`, 'operations: []'],
      3,
      /operations is invalid[^]*one item or more/,
    ],
    [
      'a misspelt name',
      ['endpoint:', `  ${CONFIRMATION}: https://a.example`],
      1,
      /did you mean endpoints\?/,
    ],
    ['a misspelt partner', ['parner: Acme'], 1, /did you mean partner\?/],
    [
      'a partner of two lines',
      [`endpoints: { ${CONFIRMATION}: 'https://a.example' }`, 'partner: "a\\nb"'],
      2,
      /at most 200 characters on one line/,
    ],
  ])('with %s names it with its line', async (_what, lines, line, said) => {
    const { stderr, stdout, exitCode } = await certify(written(lines), '--auth', 'none')
    expect(stderr).toMatch(said)
    expect(stderr).toMatch(new RegExp(`where: +\\S+\\.yaml:${line}\\n`))
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 })
  })
})
