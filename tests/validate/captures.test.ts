import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { confirmation, OPERATION, payloadFolder } from '../support/payload-folder.ts'
import { runMain } from '../support/run-main.ts'

const folder = payloadFolder()
const RIGHT = JSON.stringify(confirmation())
const WRONG = JSON.stringify(confirmation({ carrier: 5 }))
const TYPE = { name: 'Content-Type', value: 'application/json' }
const encoded = (value: string): object => ({ name: 'Content-Encoding', value })
const base64 = (bytes: Uint8Array): object => ({
  text: Buffer.from(bytes).toString('base64'),
  encoding: 'base64',
})

interface Message {
  readonly headers?: readonly object[]
  readonly bodySize?: number
  readonly body?: object
}

/** An entry as an exporter writes it that leaves out what it does not know. */
function entry(sent: Message, received: Message = {}): object {
  const { body, headers = [TYPE], ...request } = sent
  const { body: content = {}, ...response } = received
  return {
    request: {
      method: 'POST',
      url: `https://client.example/hooks/${OPERATION}`,
      headers,
      ...request,
      ...(body === undefined ? {} : { postData: { mimeType: 'application/json', ...body } }),
    },
    response: { status: 200, ...response, content: { mimeType: 'application/json', ...content } },
  }
}

async function validate(name: string, content: string | Uint8Array, options: string[] = []) {
  const { stdout, exitCode } = await runMain(['validate', folder.write(name, content), ...options])
  return { stdout, exitCode }
}

const har = (...entries: readonly object[]): string =>
  JSON.stringify({ log: { version: '1.2', entries } })

const NOT_CHECKED = 'missing from the capture and not checked'

describe('a body that a capture does not contain', () => {
  const whole = Buffer.byteLength(RIGHT)
  it.each<[what: string, sent: Message, received: Message, reason: string]>([
    ['is in a file beside it', { body: { _file: 'b.json', text: '' } }, {}, 'in another file'],
    ['has only its type', { bodySize: whole, body: {} }, {}, 'omitted'],
    ['has no postData, and a length', { bodySize: whole }, {}, 'omitted'],
    [
      'has no postData, and a length in its headers',
      { headers: [TYPE, { name: 'content-length', value: '512' }] },
      {},
      'omitted',
    ],
    ['has no postData, and no length', {}, {}, 'omitted'],
    ['is empty although it was not', { bodySize: whole, body: { text: '' } }, {}, 'omitted'],
    ['is empty, and its size is not known', { bodySize: -1, body: { text: '' } }, {}, 'omitted'],
    ['ends early', { bodySize: whole, body: { text: RIGHT.slice(0, 80) } }, {}, 'cut'],
    [
      'is compressed bytes that were written as text',
      { headers: [TYPE, encoded('br')], body: { text: '\u001B\uFFFD\uFFFD{' } },
      {},
      'compressed in a form that cannot be undone',
    ],
    [
      'is gzip that was written as text',
      { body: { text: `\u001F\uFFFD${gzipSync(RIGHT).toString('utf8').slice(2)}` } },
      {},
      'compressed in a form that cannot be undone',
    ],
    [
      'of a response has a size alone',
      { body: { text: RIGHT } },
      { body: { size: 21 } },
      'omitted',
    ],
    [
      'of a response is in another file',
      { body: { text: RIGHT } },
      { body: { size: 21, _file: 'a1.json' } },
      'in another file',
    ],
    [
      'of a response ends early',
      { body: { text: RIGHT } },
      { body: { size: 21, text: '{"message":"Su' } },
      'cut',
    ],
  ])('is missing and not broken when it %s', async (_what, sent, received, reason) => {
    const { stdout, exitCode } = await validate('a.har', har(entry(sent, received)))
    const isResponse = received.body !== undefined
    const direction = isResponse ? 'response' : 'request'
    expect(stdout).toContain(`1 body ${NOT_CHECKED}: ${reason} (`)
    expect(stdout).toContain(`a.har: entry 1, ${direction})`)
    expect(stdout).not.toContain('unreadable')
    // A capture without any body leaves nothing to validate.
    expect(exitCode).toBe(isResponse ? 0 : 3)
  })

  it('is counted by its reason, with the first place, beside what was checked', async () => {
    const missing = entry({ bodySize: 9 })
    const text = har(
      entry({ body: { text: RIGHT } }),
      missing,
      missing,
      entry({ body: { _file: 'f' } }),
    )
    const { stdout } = await validate('b.har', text)
    expect(stdout).toContain('1 message valid\n')
    expect(stdout).toMatch(
      new RegExp(`2 bodies ${NOT_CHECKED}: omitted \\(first: .*entry 2, request`),
    )
    expect(stdout).toMatch(
      new RegExp(`1 body ${NOT_CHECKED}: in another file \\(.*entry 4, request`),
    )
  })

  it('is a skipped case of the JUnit report', async () => {
    const report = folder.write('junit.xml', '')
    await runMain([
      'validate',
      folder.write('c.har', har(entry({ bodySize: 9 }))),
      '--junit',
      report,
    ])
    const { readFileSync } = await import('node:fs')
    expect(readFileSync(report, 'utf8')).toContain('<skipped message="1 body missing')
  })
})

describe('a body that a capture contains', () => {
  it.each<[what: string, sent: Message, received?: Message]>([
    ['in gzip and base64', { headers: [TYPE, encoded('gzip')], body: base64(gzipSync(WRONG)) }],
    ['in gzip and base64, without a header', { body: base64(gzipSync(WRONG)) }],
    [
      'in brotli and base64',
      { headers: [TYPE, encoded('br')], body: base64(brotliCompressSync(WRONG)) },
    ],
    [
      'in deflate and base64',
      { headers: [TYPE, encoded('deflate')], body: base64(deflateSync(WRONG)) },
    ],
    [
      'in raw deflate',
      { headers: [TYPE, encoded('deflate')], body: base64(deflateRawSync(WRONG)) },
    ],
    [
      'in two codings',
      { headers: [TYPE, encoded('gzip, br')], body: base64(brotliCompressSync(gzipSync(WRONG))) },
    ],
    ['in gzip, a character for each byte', { body: { text: gzipSync(WRONG).toString('latin1') } }],
    ['as text that is said to be base64', { body: { text: WRONG, encoding: 'base64' } }],
    [
      'as text where the headers name a coding',
      { headers: [TYPE, encoded('gzip')], bodySize: 90, body: { text: WRONG } },
    ],
  ])('is validated %s', async (_what, sent) => {
    // The header of the wire is not the sender's fault here: a capture is of what was read.
    const { stdout, exitCode } = await validate('d.har', har(entry(sent)))
    expect(stdout).toContain('carrier must be a string')
    expect(exitCode).toBe(1)
  })

  it.each([
    ['sizes that fit', { bodySize: 13, body: { text: '{"shipment":' } }, 'the text ends where'],
    ['a size of 0', { bodySize: 0 }, 'there is no JSON here'],
  ])('is broken with %s', async (_what, sent, expected) => {
    const size = 'body' in sent ? { ...sent, bodySize: Buffer.byteLength(sent.body.text) } : sent
    const { stdout, exitCode } = await validate('e.har', har(entry(size)))
    expect(stdout).toContain(expected)
    expect(exitCode).toBe(1)
  })
})

describe('a compressed file', () => {
  const lines = `${JSON.stringify({ operation: OPERATION, body: confirmation() })}\n`.repeat(3)
  it.each([
    ['orders.ndjson.gz', gzipSync(lines)],
    ['orders.ndjson.br', brotliCompressSync(lines)],
    ['orders.ndjson.zz', deflateSync(lines)],
    ['orders.ndjson.deflate', deflateRawSync(lines)],
    ['orders', gzipSync(lines)],
    ['orders-of-zlib', deflateSync(lines)],
  ])('%s is read as what it holds', async (name, content) => {
    expect((await validate(name, content)).stdout).toBe('3 messages valid\n')
  })

  it.each([
    ['cut.ndjson.br', brotliCompressSync(lines).subarray(0, 40), 'a complete brotli stream'],
    ['text.ndjson.br', Buffer.from(lines), 'a complete brotli stream'],
    ['cut.zz', deflateSync(lines).subarray(0, 60), 'a complete deflate stream'],
    ['orders.zst', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0]), 'compressed with zstd'],
  ])('%s cannot be read, and is named', async (name, content, expected) => {
    const { stderr, exitCode } = await runMain(['validate', folder.write(name, content)])
    expect(stderr).toContain(name)
    expect(stderr).toContain(expected)
    expect(exitCode).toBe(3)
  })

  it('is found in a directory', async () => {
    folder.write('some/orders.ndjson.br', brotliCompressSync(lines))
    expect((await runMain(['validate', `${folder.path}/some`])).stdout).toBe('3 messages valid\n')
  })
})

describe('a line of a log', () => {
  const record = JSON.stringify({ operation: OPERATION, body: confirmation({ carrier: 5 }) })
  it.each([
    ['a time and a level', '2026-11-28T10:00:00Z INFO '],
    ['a time in brackets', '[2026-11-28 10:00:00,123] {worker-1} info: '],
    ['what docker logs -t writes', '2026-11-28T10:00:00.123456789Z '],
    ['what docker compose writes', '\u001B[36mweb-1  |\u001B[0m '],
    ['what kubernetes writes', '2026-11-28T10:00:00.1Z stdout F '],
    ['what journalctl writes', 'Nov 28 10:00:00 host dropship[17]: '],
    ['the mark of RFC 7464', '\u001E'],
    ['a name', 'body='],
  ])('is read after %s, and its faults are at their places', async (_what, prefix) => {
    const text = `Server started\n${prefix}${record}\n${prefix}ready {pid: 3}\n`
    const column = prefix.length + record.indexOf('"carrier":5') + 11
    const { stdout, exitCode } = await validate('service-log', text)
    expect(stdout).toContain(`service-log:2:${column}  invalid_type`)
    expect(stdout).toContain('1 of 1 message invalid\n2 lines without JSON\n')
    expect(exitCode).toBe(1)
  })

  it('is read from its first line on, and in a file of that name', async () => {
    for (const name of ['first', 'app.log', 'app.log.gz']) {
      const text = `INFO ${record}\nbye\n`
      const { stdout } = await validate(name, name.endsWith('gz') ? gzipSync(text) : text)
      expect(stdout).toContain('1 of 1 message invalid\n1 line without JSON\n')
    }
  })

  it('is joined where a container’s runtime split it', async () => {
    const [head, middle, tail] = [record.slice(0, 30), record.slice(30, 90), record.slice(90)]
    const time = '2026-11-28T10:00:00.1Z'
    const text = [
      `${time} stdout F up`,
      `${time} stdout P ${head}`,
      `${time} stderr F a warning`,
      `${time} stdout P ${middle}`,
      `${time} stdout F ${tail}`,
      '',
    ].join('\n')
    const { stdout } = await validate('split.log', text)
    expect(stdout).toMatch(/split\.log:2:\d+ {2}invalid_type/)
    expect(stdout).toContain('1 of 1 message invalid\n2 lines without JSON\n')
  })

  it('that is broken JSON is unreadable', async () => {
    const text = `INFO ${record}\nINFO {"operation": "x", "bo\n`
    expect((await validate('broken.log', text)).stdout).toContain('1 record unreadable')
  })

  it('is not looked for in a file that calls itself a document', async () => {
    const { stdout } = await validate('order.json', `INFO ${record}\n`)
    expect(stdout).toContain('1 record unreadable')
  })

  it('of NDJSON is broken where the JSON of a log would be', async () => {
    const text = `${record}\nServer started\n`
    expect((await validate('lines.ndjson', text)).stdout).toContain('1 record unreadable')
  })
})

describe('a pointer', () => {
  const body = confirmation({ carrier: 5 })
  const line = (value: unknown): string => `${JSON.stringify(value)}\n`
  it.each([
    ['JSON in a string', '/log/req/body', { log: line({ req: { body } }) }],
    [
      'JSON in strings within strings',
      '/message/detail/body',
      {
        message: JSON.stringify({ detail: JSON.stringify({ body: JSON.stringify(body) }) }),
      },
    ],
    ['JSON after a prefix', '/log/body', { log: `INFO ${line({ body })}` }],
    ['items', '/records/0/body', { records: [JSON.stringify({ body })] }],
  ])('leads through %s', async (_what, pointer, record) => {
    const plain = { log: 'started', message: 'started', records: ['started'] }
    const none = { log: '{}', message: '{"detail":""}', records: ['{"body":"-"}'] }
    const text = line(record) + line(plain) + line(none)
    const options = ['--pointer', pointer, '--as', OPERATION]
    const { stdout } = await validate('docker.ndjson', text, options)
    expect(stdout).toMatch(/docker\.ndjson:1:\d+ {2}invalid_type/)
    expect(stdout).toContain('carrier must be a string')
    expect(stdout).toContain('1 of 1 message invalid\n2 records without a body at the pointer\n')
  })
})
