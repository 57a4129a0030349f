import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/core/index.ts'
import { openStore } from '../../src/queue/index.ts'
import { BIN } from '../support/cli.ts'
import { runMain } from '../support/run-main.ts'
import { folderPerTest } from '../support/folder.ts'

const OPERATION = 'drop_shipment_cancellation'
const UNCHECKED = ['--as', OPERATION, '--unchecked']

const folder = folderPerTest()
let store: string
beforeEach(() => {
  store = join(folder.path, 'queue.db')
})

const send = (stdin: string | Uint8Array, args: readonly string[] = UNCHECKED) =>
  runMain(
    ['send', '--to', 'http://127.0.0.1:1', '--enqueue-only', '--store', store, '--json', ...args],
    { stdin },
  )

/** The bytes of every message in the queue. */
async function enqueued(): Promise<string[]> {
  const opened = await openStore(store, { clock: systemClock })
  const bodies: string[] = []
  for (const { id } of (await opened.list({})).deliveries) {
    bodies.push(Buffer.from((await opened.show(id))?.body ?? []).toString())
  }
  await opened.close()
  return bodies
}

describe('messages to be sent', () => {
  const named = (body: string): string => `{"operation":"${OPERATION}","body":${body}}`
  it.each<readonly [string, string, readonly string[]]>([
    ['one document, as it is written', '{ "a": 1.0 }\n', ['{ "a": 1.0 }\n']],
    ['a document with a byte order mark, without it', '\uFEFF{"a":1}', ['{"a":1}']],
    ['a document of many lines', '{\n  "a": 1\n}', ['{\n  "a": 1\n}']],
    ['a list', '[{"a":1},\n{"b":2}\n]', ['{"a":1}', '{"b":2}']],
    ['a line each', '{"a":1}\n{"b": 2}', ['{"a":1}', '{"b": 2}']],
    ['lines with Windows ends', '{"a":1}\r\n{"b":2}\r\n', ['{"a":1}', '{"b":2}']],
    ['lines with empty ones between', '\n\n{"a":1}\n \t\n{"b":2}\n\n', ['{"a":1}', '{"b":2}']],
    ['lines after a byte order mark', '\uFEFF{"a":1}\n{"b":2}', ['{"a":1}', '{"b":2}']],
    ['lines that name their operation', `${named('{"a":1}')}\n${named('2')}`, ['{"a":1}', '2']],
    ['characters beyond ASCII', '{"a":"ü\u{1F600}"}', ['{"a":"ü\u{1F600}"}']],
  ])('may be %s', async (_, stdin, bodies) => {
    expect(await send(stdin)).toMatchObject({ exitCode: 0, stderr: '' })
    expect(await enqueued()).toEqual(bodies)
  })

  it('may be nested to any depth, since nothing is written anew', async () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
    expect(await send(named(deep))).toMatchObject({ exitCode: 0 })
    expect(await enqueued()).toEqual([deep])
  })

  const line = '{"a":1}\n'
  it.each<readonly [string, string | Uint8Array, string, RegExp]>([
    ['nothing', '', '<stdin>', /there is no JSON here/],
    ['blanks', ' \n\r\n', '<stdin>', /there is no JSON here/],
    ['a bad line', `${line}${line}{oops\n${line}`, '<stdin>:3', /found \\"oops/],
    ['a bad first line', `{oops\n${line}`, '<stdin>:1', /found \\"oops/],
    ['a broken document', '{\n"a": 1,\n"b": oops\n}', '<stdin>', /"line":3,"column":6.*oops/],
    ['a broken list', '[\n{"a":1}\n{"b":2}\n]', '<stdin>', /"line":3,"column":1.*a comma or \]/],
    ['UTF-16', Buffer.from('{"a":1}', 'utf16le'), '<stdin>', /the text is UTF-16/],
    ['Latin-1', Buffer.from('{"a":"ü"}', 'latin1'), '<stdin>', /the byte 0xfc/],
    ['an unknown operation', '{"operation":"nope","body":{}}', '<stdin>', /no operation \\"nope/],
  ])('are rejected as a whole when they hold %s', async (_, stdin, from, reason) => {
    const { exitCode, stdout } = await send(stdin)
    expect(exitCode).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({ sent: 0, malformed: 1, rejected: [{ from }] })
    expect(stdout).toMatch(reason)
    expect(await enqueued()).toEqual([])
  })

  it.each(['[]', ' [ ]\n'])('cannot be sent when there are none: %j', async (stdin) => {
    const { exitCode, stdout } = await send(stdin)
    expect({ exitCode, stdout: JSON.parse(stdout) as unknown }).toMatchObject({
      exitCode: 3,
      stdout: { sent: 0, messages: 0, rejected: [] },
    })
  })

  it('that are invalid are one JSON document with exit code 1', async () => {
    const { exitCode, stdout } = await send('{"order":{}}', ['--as', OPERATION])
    expect(exitCode).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({
      sent: 0,
      messages: 1,
      invalid: 1,
      rejected: [{ from: '<stdin>', operation: OPERATION }],
    })
  })

  it('that are invalid are shown to a person as dropship validate shows them', async () => {
    const text = '{\n  "order": 5\n}'
    const asked = { stdin: text }
    const validated = await runMain(['validate', '-', '--as', OPERATION], asked)
    const to = ['--to', 'http://127.0.0.1:1', '--store', store]
    const sent = await runMain(['send', '-', '--as', OPERATION, ...to], asked)
    const [shown = ''] = validated.stdout.split('1 of 1 message invalid')
    expect(shown).toContain('<stdin>:2:12')
    expect(sent.stderr).toBe(
      `${shown}1 of 1 message invalid: nothing was sent. --unchecked sends invalid messages anyway.\n`,
    )
  })

  it('of an operation that can only be guessed are not sent, even unchecked', async () => {
    const { exitCode, stderr } = await send('{"shipment":{}}', ['--unchecked'])
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/no operation accepts it.*--as drop_shipment_confirmation/s)
    expect(await enqueued()).toEqual([])
  })

  it('stop being read from standard input at a signal', async () => {
    const stop = new AbortController()
    const stdin = new PassThrough()
    stdin.write('{"a":1}')
    const sending = runMain(['send', '--to', 'http://127.0.0.1:1', '--store', store], {
      stdin,
      signal: stop.signal,
    })
    stop.abort(new Error('SIGINT'))
    const { exitCode, stderr } = await sending
    expect(exitCode).toBe(3)
    expect(stderr).toMatch(/Standard input was not read to its end.*SIGINT/s)
  })

  it('that no room is left for are counted: those before them are in the queue', async () => {
    const limited = ['-c', 'ulimit -f 1500 && exec "$0" "$@"', process.execPath, BIN]
    const args = ['send', '--to', 'http://127.0.0.1:1', '--enqueue-only', '--store', store]
    const { status, stderr } = spawnSync('sh', [...limited, ...args, ...UNCHECKED], {
      input: '{"a":1}\n'.repeat(10_000),
      encoding: 'utf8',
    })
    expect(status).toBe(3)
    const said = /the first (\d+) of 10000 messages are in the queue/.exec(stderr)?.[1]
    const opened = await openStore(store, { clock: systemClock })
    const { due } = await opened.counts()
    await opened.close()
    expect(Number(said)).toBeGreaterThan(0)
    expect(due).toBe(Number(said))
  })
})
