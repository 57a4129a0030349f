import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { type CliOptions, type CliResult, runCli, startCli } from '../support/cli.ts'
import {
  type Received,
  type ScriptedResponse,
  type ScriptedEndpoint,
  startScriptedEndpoint,
} from '../support/scripted-endpoint.ts'
import { runMain } from '../support/run-main.ts'
import { folderPerTest } from '../support/folder.ts'

const OPERATION = 'drop_shipment_confirmation'
const QUICK = ['--backoff', '5ms', '--retries', '2']

const folder = folderPerTest()
const endpoints: ScriptedEndpoint[] = []

afterEach(async () => {
  for (const endpoint of endpoints.splice(0)) await endpoint.close()
})

const dropship = (args: readonly string[], options: CliOptions = {}): Promise<CliResult> =>
  runCli(args, { cwd: folder.path, ...options })
const parsed = (result: CliResult): unknown => JSON.parse(result.stdout)

async function serve(
  script: (request: Received, index: number) => ScriptedResponse | Promise<ScriptedResponse>,
): Promise<ScriptedEndpoint> {
  const endpoint = await startScriptedEndpoint(script)
  endpoints.push(endpoint)
  return endpoint
}

const accept = (): ScriptedResponse => ({ status: 200, body: { message: 'thank you' } })
const sample = (to: string, count: number): string[] => [
  'send',
  '--sample',
  OPERATION,
  '--count',
  String(count),
  '--to',
  to,
]

describe('dropship send', () => {
  it('delivers samples, each once, and says so', async () => {
    const { url, received } = await serve(accept)
    const result = await dropship(sample(`${url}/hooks/`, 20))
    expect(result.stderr).toBe('')
    expect(result.stdout).toMatch(/^delivered 20 of 20 to .*\n {2}retried {2}0\n {2}failed {3}0\n/)
    expect(result.exitCode).toBe(0)
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(20)
    expect(received[0]?.path).toBe(`/hooks/${OPERATION}`)
  })

  it('names the store it used in what it says to do next', async () => {
    const { url } = await serve(() => ({ status: 500 }))
    const store = ['--store', 'other.db']
    const enqueued = await dropship([...sample(url, 1), ...store, '--enqueue-only'])
    expect(enqueued.stdout).toContain('dropship worker --store other.db delivers them')
    const failed = await dropship([...sample(url, 1), ...QUICK, ...store])
    expect(failed.stdout).toContain('(dropship queue list --store other.db;')
    const usual = await dropship([...sample(url, 1), ...QUICK])
    expect(usual.stdout).toContain('(dropship queue list; dropship queue report)')
  })

  it('ends with 1 when something ended in the failure queue', async () => {
    const { url, received } = await serve((_, index) => ({ status: index % 2 === 0 ? 500 : 500 }))
    const result = await dropship([...sample(url, 2), ...QUICK, '--json'])
    expect(result.exitCode).toBe(1)
    expect(parsed(result)).toMatchObject({
      enqueued: 2,
      delivered: 0,
      retried: 2,
      failed: 2,
      pending: 0,
      failures: [{ operation: OPERATION, lastStatus: 500, lastError: 'server-error' }, {}],
    })
    expect(received).toHaveLength(6)
    expect(new Set(received.map(({ body }) => body)).size).toBe(2)
  })

  it('reads files, NDJSON and standard input', async () => {
    const { url, received } = await serve(accept)
    const one = await dropship(['send', '--enqueue-only', '--json', ...sample(url, 1).slice(1)])
    const { ids } = parsed(one) as { ids: string[] }
    const shown = await dropship(['queue', 'show', ids[0] ?? '', '--json'])
    const { body } = parsed(shown) as { body: unknown }
    const line = JSON.stringify({ operation: OPERATION, body })
    writeFileSync(join(folder.path, 'body.json'), JSON.stringify(body, undefined, 2))
    writeFileSync(join(folder.path, 'many.ndjson'), `${line}\n\n${line}\n`)
    const result = await dropship(
      ['send', 'body.json', 'many.ndjson', '-', '--to', url, '--json'],
      {
        stdin: `[${line}]`,
      },
    )
    expect(parsed(result)).toMatchObject({ enqueued: 4, delivered: 4 })
    expect(received.some((request) => request.body === JSON.stringify(body, undefined, 2))).toBe(
      true,
    )
  })

  it('rejects invalid messages with what is wrong, and sends nothing', async () => {
    const { url, received } = await serve(accept)
    const stdin = `{"operation":"${OPERATION}","body":{"shipment":{}}}`
    const result = await dropship(['send', '--to', url], { stdin })
    expect(result.exitCode).toBe(1)
    expect(result.stderr).toContain('carrier is required in shipment, and is missing')
    expect(result.stderr).toContain('1 of 1 message invalid: nothing was sent')
    expect(received).toEqual([])
    const unchecked = await dropship(['send', '--to', url, '--unchecked'], { stdin })
    expect(unchecked.exitCode).toBe(0)
    expect(received[0]?.body).toBe('{"shipment":{}}')
  })

  it.each([
    ['without --to', ['send', 'x.json'], 2],
    ['to what is not a URL', ['send', 'x.json', '--to', 'client'], 2],
    ['of a file that is not there', ['send', 'x.json', '--to', 'http://h'], 3],
    ['of an unknown operation', ['send', '--sample', 'nothing', '--to', 'http://h'], 2],
    ['of a sample and a file', ['send', 'x', '--sample', OPERATION, '--to', 'http://h'], 2],
    ['with a wrong number', [...sample('http://h', 1), '--retries', 'five'], 2],
    ['with a wrong duration', [...sample('http://h', 1), '--backoff', '5'], 2],
    ['without its secret', [...sample('http://h', 1), '--username', 'me'], 2],
    ['into an unknown kind of store', [...sample('http://h', 1), '--store', 'mysql://x'], 2],
    ['into a folder', [...sample('http://h', 1), '--store', '/'], 3],
  ])('%s is rejected', async (_, args, exitCode) => {
    const result = await runMain(args)
    expect(result).toMatchObject({ exitCode, stdout: '' })
    expect(result.stderr).toMatch(/^dropship: /)
    expect(result.stderr).not.toMatch(/^\s+at /m)
  })

  it('renews an expired token once for all deliveries, and keeps every secret to itself', async () => {
    let tokens = 0
    const { url } = await serve(({ path, headers }) => {
      if (path === '/token') {
        return {
          status: 200,
          body: { access_token: `tok-${++tokens}-secret`, token_type: 'Bearer' },
        }
      }
      const isFresh = headers.authorization === 'Bearer tok-2-secret'
      return { status: isFresh ? 200 : 401, body: { echoed: headers.authorization } }
    })
    const oauth = ['--token-url', `${url}/token`, '--client-id', 'me', '--concurrency', '50']
    const result = await dropship([...sample(url, 200), ...oauth, '--json'], {
      env: { DROPSHIP_CLIENT_SECRET: 'hush-hush' },
    })
    expect(parsed(result)).toMatchObject({ delivered: 200, retried: 0, failed: 0 })
    expect(tokens).toBe(2)
    const kept = await dropship(['queue', 'export', '--state', 'all'])
    expect(kept.stdout).toContain('$DROPSHIP_ACCESS_TOKEN')
    expect(kept.stdout).not.toMatch(/tok-\d-secret|hush-hush/)
  })

  it('interrupted, leaves what is not settled in the queue for a worker', async () => {
    let release = (): void => undefined
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    const { url, received } = await serve(async (_, index) => {
      if (index < 4) await released
      return accept()
    })
    const sending = startCli([
      ...sample(url, 10),
      '--concurrency',
      '4',
      '--store',
      join(folder.path, 'q.db'),
    ])
    await expect.poll(() => received.length, { timeout: 20_000 }).toBe(4)
    const stopped = sending.stop('SIGTERM')
    await sending.waitFor(/stopping/)
    release()
    expect(await stopped).toBe(3)
    expect(sending.output()).toContain('delivered 4 of 10')
    expect(sending.output()).toContain('pending  6')
    const rest = await dropship(['worker', '--until-empty', '--store', 'q.db', '--json'])
    expect(parsed(rest)).toMatchObject({ delivered: 6 })
    expect(received).toHaveLength(10)
  })

  it('beside a running worker lets that one deliver, and waits for the outcome', async () => {
    const { url, received } = await serve(accept)
    const store = join(folder.path, 'q.db')
    const worker = startCli(['worker', '--store', store, '--create'])
    await worker.waitFor(/delivering from/)
    await expect
      .poll(async () => (await dropship([...sample(url, 1), '--store', store])).stderr, {
        timeout: 20_000,
      })
      .toContain('a worker already delivers')
    const result = await dropship([...sample(url, 5), '--store', store, '--json'])
    expect(parsed(result)).toMatchObject({ enqueued: 5, delivered: 5 })
    expect(await worker.stop('SIGINT')).toBe(0)
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(received.length)
  })
})

describe('dropship queue', () => {
  it('shows, retries once, exports, reports and discards failures', async () => {
    let isUp = false
    const { url, received } = await serve(() => ({ status: isUp ? 200 : 422, body: { m: 'no' } }))
    await dropship([...sample(url, 3), ...QUICK])
    const list = parsed(await dropship(['queue', 'list', '--status', '422', '--json'])) as {
      counts: { failed: number }
      deliveries: { id: string }[]
    }
    expect(list.counts.failed).toBe(3)
    const [one = '', two = ''] = list.deliveries.map(({ id }) => id)
    expect((await dropship(['queue', 'show', one])).stdout).toMatch(/attempts\n(.|\n)*3: .*422/)
    expect((await dropship(['queue', 'report'])).stdout).toContain('| 422 | client-error | 9 |')
    expect(parsed(await dropship(['queue', 'report', '--json']))).toMatchObject({ deliveries: 3 })
    expect((await dropship(['queue', 'export'])).stdout.trim().split('\n')).toHaveLength(3)
    expect((await dropship(['queue', 'retry', one])).stdout).toBe('1 due again\n')
    expect((await dropship(['queue', 'retry', one])).stdout).toContain(
      '0 due again; 1 left unchanged',
    )
    expect((await dropship(['queue', 'retry', '--error', 'timeout'])).stdout).toBe(
      '0 due again; 2 other deliveries in the failure queue do not match\n',
    )
    isUp = true
    const before = received.length
    await dropship(['worker', '--until-empty'])
    expect(received.length - before).toBe(1)
    expect(received.at(-1)?.headers['webhook-id']).toBe(one)
    expect((await dropship(['queue', 'discard', two])).stdout).toBe('1 discarded\n')
    expect((await dropship(['queue', 'retry', '--all'])).stdout).toBe('1 due again\n')
  })

  it('an exported message can be sent again', async () => {
    const { url, received } = await serve((_, index) => ({ status: index === 0 ? 400 : 200 }))
    await dropship([...sample(url, 1), '--retries', '0'])
    const { stdout } = await dropship(['queue', 'export'])
    const result = await dropship(['send', '--to', url, '--json'], { stdin: stdout })
    expect(parsed(result)).toMatchObject({ delivered: 1 })
    expect(received[1]?.body).toBe(received[0]?.body)
  })

  it.each([
    [['queue', 'lst'], 2, 'did you mean dropship queue list?'],
    [['queue', 'retry'], 2, '--all'],
    [['queue', 'show', 'msg_x'], 2, 'The queue contains no delivery'],
    [['queue', 'list', '--since', 'soon'], 2, '--since is not a time'],
    [['queue', 'list', '--store', 'other.db'], 3, 'The queue does not exist.'],
  ])('%j is rejected', async (args, exitCode, text) => {
    const store = ['--store', join(folder.path, 'queue.db')]
    await runMain([...sample('http://127.0.0.1:1', 1), '--enqueue-only', ...store])
    const result = await runMain(args.includes('--store') ? args : [...args, ...store])
    expect(result.exitCode).toBe(exitCode)
    expect(result.stderr).toContain(text)
  })
})
