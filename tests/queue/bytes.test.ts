import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createSender } from '../../src/library/index.ts'
import { startTestConsole } from '../support/console.ts'
import { closeAll } from '../support/http-servers.ts'
import { confirmation, payloadFolder, OPERATION } from '../support/payload-folder.ts'
import { type PostgresServer, startPostgres } from '../support/postgres.ts'
import { type RawEndpoint, startRawEndpoint } from '../support/raw-endpoint.ts'
import { runMain } from '../support/run-main.ts'

/** What was validated is what is sent, stored, exported and shown, byte for byte, whatever a parser would make of it. */

const folder = payloadFolder()
let postgres: PostgresServer
beforeAll(async () => {
  postgres = await startPostgres()
})
afterEach(closeAll)
afterAll(async () => {
  await postgres.stop()
})

/** A valid message that no parser writes again as it is. */
const LINE = JSON.stringify(confirmation())
  .replace(/"id":\d+/, '"id" :\t1e400')
  .replace('"carrier":', '"carrier":9007199254740993,  "carrier"\t: ')
  .replace(/"shipping_cost_cents":\d+/, '"shipping_cost_cents":1295.0')
  .replace(/"billed_weight":[\d.]+/, '"billed_weight":-0 , "billed_weight":9007199254740993')
  .replace('"UPS"', String.raw`"\u0055PS/\/ü😀"`)
/** The same with line ends of both kinds, and white space around it. */
const LINES = ` \n${LINE.replaceAll(/,(\s*)"/g, ' ,$1\r\n\t"').replaceAll(/"(\s*):/g, '"\n$1:\n')}\r\n\n`

const envelope = (text: string): string =>
  `{ "time":1, "operation":"${OPERATION}" ,"body" :${text}, "more": 9007199254740993 }`
const trimmed = LINES.trim()
const har = JSON.stringify({
  log: {
    entries: [
      {
        request: {
          method: 'POST',
          url: `http://a.example/${OPERATION}`,
          postData: { text: LINES },
        },
      },
    ],
  },
})

interface Input {
  readonly what: string
  readonly name?: string
  readonly content: string | Uint8Array
  /** Default: the message of many lines. */
  readonly expected?: string
}

const INPUTS: readonly Input[] = [
  { what: 'a file', content: LINES },
  { what: 'a file of one line', content: `${LINE}\n`, expected: `${LINE}\n` },
  { what: 'a file with a byte order mark', content: `\uFEFF${LINES}` },
  { what: 'a gzipped file', name: 'message.json.gz', content: gzipSync(LINES) },
  { what: 'an item of a list', content: `[ ${LINES} ]`, expected: trimmed },
  { what: 'an item of a list in one line', content: `[${LINE}\t]`, expected: LINE },
  { what: 'an envelope', content: envelope(LINES), expected: trimmed },
  { what: 'an envelope in a list', content: `[${envelope(LINES)}]`, expected: trimmed },
  {
    what: 'an envelope with the exact text',
    content: JSON.stringify({ operation: OPERATION, bodyText: LINES }),
  },
  { what: 'a line', name: 'message.ndjson', content: ` ${LINE} \r\n`, expected: LINE },
  {
    what: 'a line with an envelope',
    name: 'message.ndjson',
    content: `\n${envelope(LINE)}`,
    expected: LINE,
  },
  { what: 'a line with a list', name: 'message.ndjson', content: `[${LINE} ]\n`, expected: LINE },
  { what: 'a capture', name: 'message.har', content: har },
]

it('the message is valid, and parsing and serializing it changes its bytes', async () => {
  const file = folder.write('message.json', LINES)
  const { exitCode, stdout } = await runMain(['validate', file, '--as', OPERATION])
  expect([exitCode, stdout.match(/^\d+ .*$/gm)]).toEqual([
    0,
    ['1 message valid', expect.stringMatching(/^5 warnings/)],
  ])
  expect(JSON.stringify(JSON.parse(LINES))).not.toMatch(/1e400|9007199254740993|1295\.0|\\u0055/)
})

describe.each(['SQLite', 'PostgreSQL'])('on %s', (kind) => {
  let stores = 0
  const makeStore = async (): Promise<string> =>
    kind === 'SQLite' ? join(folder.path, `queue-${++stores}.db`) : postgres.emptySchema()

  const send = (to: RawEndpoint, store: string, args: readonly string[], stdin?: string) =>
    runMain(
      [
        'send',
        ...args,
        '--to',
        to.url,
        '--store',
        store,
        '--auth',
        'none',
        '--retries',
        '0',
        '--json',
      ],
      stdin === undefined ? {} : { stdin },
    )
  const queue = async (store: string, ...args: readonly string[]): Promise<string> => {
    const { stdout, exitCode } = await runMain(['queue', ...args, '--store', store])
    expect(exitCode).toBe(0)
    return stdout
  }
  const idIn = async (store: string): Promise<string> => {
    const listed = await queue(store, 'list', '--state', 'all', '--json')
    return (JSON.parse(listed) as { deliveries: { id: string }[] }).deliveries[0]?.id ?? ''
  }

  it.each(INPUTS)(
    'from $what, it arrives, is stored, shown and exported as it is',
    async (input) => {
      const { name, content, expected = LINES } = input
      const [endpoint, store] = [await startRawEndpoint(), await makeStore()]
      const file = folder.write(name ?? 'message.json', content)
      expect(await send(endpoint, store, [file])).toMatchObject({ exitCode: 0 })
      expect(endpoint.received.map(String)).toEqual([expected])

      const id = await idIn(store)
      expect(await queue(store, 'show', id, '--body')).toBe(expected)
      expect(await queue(store, 'show', id)).toContain(`bytes\n${expected}`)
      const exported = await queue(store, 'export', '--state', 'all')
      expect(exported.split('\n')).toHaveLength(2)
      expect(exactBodyOf(exported)).toBe(expected)
      expect(exactBodyOf(await queue(store, 'show', id, '--json'))).toBe(expected)

      const again = await startRawEndpoint()
      const exportedFile = folder.write('exported.ndjson', exported)
      expect((await runMain(['validate', exportedFile])).stdout).toMatch(
        /\n1 message valid\n5 warnings/,
      )
      expect(await send(again, await makeStore(), [exportedFile])).toMatchObject({ exitCode: 0 })
      expect(again.received.map(String)).toEqual([expected])
    },
  )

  it.each([
    ['one document', [], LINES, LINES],
    ['lines', [], `${LINE}\n${envelope(LINE)}`, LINE],
  ])('from standard input, as %s, it arrives as it is', async (_what, args, stdin, expected) => {
    const [endpoint, store] = [await startRawEndpoint(), await makeStore()]
    expect(await send(endpoint, store, args, stdin)).toMatchObject({ exitCode: 0 })
    expect(new Set(endpoint.received.map(String))).toEqual(new Set([expected]))
  })

  it('a failed delivery is reported, and retried by hand, with its bytes', async () => {
    const [endpoint, store] = [await startRawEndpoint(), await makeStore()]
    endpoint.status = 500
    const file = folder.write('two.ndjson', `${LINE}\n`)
    const other = folder.write('message.json', LINES)
    expect(await send(endpoint, store, [file, other])).toMatchObject({ exitCode: 1 })
    const id = await idIn(store)

    const report = await queue(store, 'report', '--json')
    const [sample] = (JSON.parse(report) as { samples: { reproduce: string }[] }).samples
    expect(sentBy(sample?.reproduce ?? '', '')).toBe(LINE)
    expect(await queue(store, 'report')).toContain(sample?.reproduce)

    endpoint.status = 200
    await queue(store, 'retry', id)
    await queue(store, 'retry', '--all')
    const worker = ['worker', '--store', store, '--auth', 'none', '--until-empty', '--quiet']
    expect(await runMain(worker)).toMatchObject({ exitCode: 0 })
    expect(endpoint.received.map(String).toSorted()).toEqual([LINES, LINES, LINE, LINE].toSorted())
  })

  it('bytes that do not survive copying are reported with their location', async () => {
    const [endpoint, store] = [await startRawEndpoint(), await makeStore()]
    endpoint.status = 500
    await send(endpoint, store, [folder.write('message.json', LINES)])
    const id = await idIn(store)
    const report = JSON.parse(await queue(store, 'report', '--json')) as {
      samples: { reproduce: string }[]
    }
    const [sample] = report.samples
    expect(sample?.reproduce).toContain(`dropship queue show ${id} --body | curl `)
    expect(sentBy(sample?.reproduce ?? '', LINES)).toBe(LINES)
  })

  it('composed on the console page, it is sent, stored and shown unchanged', async () => {
    const running = await startTestConsole({}, {}, 0, await makeStore())
    try {
      const ask = async (path: string, body?: object): Promise<unknown> => {
        const posted = {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }
        const response = await fetch(`${running.page.url}${path}`, body === undefined ? {} : posted)
        return response.json()
      }
      const checked = await ask('/api/check', { operation: OPERATION, text: LINES })
      expect(checked).toMatchObject({ violations: [], warnings: { length: 5 } })
      const message = {
        operation: OPERATION,
        to: running.stub.url,
        auth: { scheme: 'stub' },
        text: LINES,
      }
      const { id } = (await ask('/api/send', message)) as { id: string }
      const entry = await running.stub.journal.waitFor(
        { kind: 'delivery' },
        AbortSignal.timeout(10_000),
      )
      expect(entry).toMatchObject({ verdict: 'accepted', body: LINES, warnings: { length: 5 } })
      expect(await ask(`/api/journal/${entry.id}`)).toMatchObject({ entry: { body: LINES } })
      expect(await ask(`/api/queue/${id}`)).toMatchObject({ body: LINES })
    } finally {
      await running.close()
    }
  })
})

it('from a program, it arrives unchanged', async () => {
  const endpoint = await startRawEndpoint()
  const sender = createSender({ endpoint: endpoint.url })
  await sender.send({ operation: OPERATION, body: Buffer.from(LINES) })
  await sender.close()
  expect(endpoint.received.map(String)).toEqual([LINES])
})

/** The text of an exported message: its exact one, or the JSON between `body` and `attempts` as it is written. */
function exactBodyOf(line: string): string {
  const { bodyText } = JSON.parse(line) as { bodyText?: string }
  return bodyText ?? /"body":(.*),"attempts":/.exec(line)?.[1] ?? ''
}

/** What a command gives to curl, run by a shell with curl and dropship as functions. */
function sentBy(command: string, queued: string): string {
  const script = [
    `dropship() { printf %s "$QUEUED"; }`,
    `curl() { for last do :; done; if [ "$last" = @- ]; then cat; else printf %s "$last"; fi; }`,
    command,
  ]
  return execFileSync('/bin/sh', ['-c', script.join('\n')], {
    env: { ...process.env, QUEUED: queued },
    encoding: 'utf8',
  })
}
