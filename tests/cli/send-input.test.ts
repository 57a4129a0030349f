import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/core/index.ts'
import { openStore } from '../../src/queue/index.ts'
import { BIN } from '../support/cli.ts'
import { runMain } from '../support/run-main.ts'

const OPERATION = 'drop_shipment_cancellation'
const UNCHECKED = ['--as', OPERATION, '--unchecked']

let folder: string
let store: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dropship-input-'))
  store = join(folder, 'queue.db')
})
afterEach(() => rmSync(folder, { recursive: true }))

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

  const line = '{"a":1}\n'
  it.each<readonly [string, string | Uint8Array, RegExp]>([
    ['nothing', '', /standard input holds no message/],
    ['blanks', ' \n\r\n', /standard input holds no message/],
    ['an empty list', '[]', /standard input holds no message/],
    ['a bad line', `${line}${line}{oops\n${line}`, /where: +standard input:3\n/],
    ['a bad first line', `{oops\n${line}`, /where: +standard input:1\n/],
    ['a broken document', '{\n"a": 1,\n"b": oops\n}', /where: +standard input\n.*found: .*oops/s],
    ['UTF-16', Buffer.from('{"a":1}', 'utf16le'), /neither JSON nor NDJSON/],
    ['Latin-1', Buffer.from('{"a":"ü"}', 'latin1'), /found: +The body is not valid UTF-8/],
    ['an unknown operation', '{"operation":"nope","body":{}}', /no operation "nope"/],
    [
      'a body nested too deeply',
      named(`${'['.repeat(50_000)}${']'.repeat(50_000)}`),
      /nested too deeply/,
    ],
  ])('are refused as a whole when they hold %s', async (_, stdin, reason) => {
    const { exitCode, stdout, stderr } = await send(stdin)
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toMatch(reason)
    expect(await enqueued()).toEqual([])
  })

  it('that are invalid are one JSON document with exit code 1', async () => {
    const { exitCode, stdout } = await send('{"order":{}}', ['--as', OPERATION])
    expect(exitCode).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({ sent: 0, refused: [{ from: 'standard input' }] })
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
