import { Readable } from 'node:stream'
import { chmodSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { runMain } from '../support/run-main.ts'
import { confirmation, payloadFolder, line, OPERATION } from '../support/payload-folder.ts'

const folder = payloadFolder()

const RIGHT = confirmation()
const WRONG = confirmation({ carrier: 5 })

describe('a violation', () => {
  it('is one object with --json: its place, both notations of the field, the rule’s line', async () => {
    const text = JSON.stringify(WRONG, undefined, 2)
    const file = folder.write('wrong.json', text)
    const { stdout, exitCode } = await runMain(['validate', file, '--as', OPERATION, '--json'])
    const at = text.split('\n').findIndex((content) => content.includes('"carrier": 5'))
    expect(stdout.split('\n')).toHaveLength(2)
    expect(JSON.parse(stdout)).toEqual({
      file,
      line: at + 1,
      column: (text.split('\n')[at] ?? '').indexOf('5') + 1,
      pointer: '/shipment/carrier',
      field: 'shipment.carrier',
      code: 'invalid_type',
      message: 'shipment.carrier must be a string, and is the number 5',
      keyword: 'type',
      rule: expect.stringMatching(/^openapi\/drop-ship\.yaml:\d+$/) as unknown,
    })
    const [, ruleLine] = /:(\d+)$/.exec((JSON.parse(stdout) as { rule: string }).rule) ?? []
    const rule = readFileSync('openapi/drop-ship.yaml', 'utf8').split('\n')[Number(ruleLine) - 1]
    expect(rule).toContain('type: string')
    expect(exitCode).toBe(1)
  })

  it('is shown with its line, a marker and what was probably meant', async () => {
    const { shipment } = confirmation({ carrier: undefined })
    const file = folder.write(
      'misspelt.json',
      JSON.stringify({ shipment: { ...shipment, carier: 'UPS' } }, undefined, 2),
    )
    const { stdout } = await runMain([
      'validate',
      file,
      '--as',
      OPERATION,
      '--reading',
      'published',
    ])
    expect(stdout).toMatch(
      /carier is not a field of shipment; did you mean carrier\?\n +\d+ │ +"carier": "UPS".*\n +│ +\^{8}\n/,
    )
  })

  it('is an annotation for GitHub and a failed case of JUnit', async () => {
    const file = folder.write('wrong.json', JSON.stringify(WRONG))
    const junit = join(folder.path, 'reports', 'new', 'report.xml')
    const { stdout } = await runMain(['validate', file, '--format', 'github', '--junit', junit])
    expect(stdout).toMatch(new RegExp(`^::error file=${file},line=1,col=\\d+,.*must be a string`))
    const report = readFileSync(junit, 'utf8')
    expect(report).toMatch(/<testsuite [^>]*tests="1" failures="1"/)
    expect(report).toContain('/shipment/carrier type')
  })

  it('beyond --max-errors is counted, not shown', async () => {
    const file = folder.write('many.ndjson', line(WRONG).repeat(7) + line(RIGHT))
    const { stdout } = await runMain(['validate', file, '--max-errors', '2'])
    expect(stdout.match(/many\.ndjson:/g)).toHaveLength(2)
    expect(stdout).toContain('7 of 8 messages invalid')
    expect(stdout).toMatch(
      /\/shipment\/carrier has the wrong type: 7 of 8 {2}openapi\/drop-ship\.yaml:\d+\n/,
    )
  })
})

describe('records', () => {
  const ok = (kind: string): string => line({ operation: OPERATION, body: RIGHT, kind })
  it.each([
    ['bodies', line(RIGHT) + line(WRONG), ['--as', OPERATION], '1 of 2 messages invalid', 2],
    [
      'envelopes',
      line({ operation: OPERATION, body: WRONG }) + ok('a'),
      [],
      '1 of 2 messages invalid',
      1,
    ],
    [
      'envelopes of a misspelt operation',
      line({ operation: 'drop_shipment_confirmatoin', body: RIGHT }),
      [],
      'did you mean drop_shipment_confirmation?',
      1,
    ],
    [
      'lines of a log, some without a body',
      line({ time: 1, request: { body: RIGHT } }) +
        line({ time: 2 }) +
        line({ time: 3, request: { body: WRONG } }),
      ['--pointer', '/request/body'],
      '1 of 2 messages invalid\n1 record without a body at the pointer',
      3,
    ],
    [
      'lines of a log with the body as a string',
      line({ body: JSON.stringify(RIGHT) }) + line({ body: JSON.stringify(WRONG) }),
      ['--pointer', '/body'],
      '1 of 2 messages invalid',
      2,
    ],
    [
      'lines that end in CR LF',
      line(RIGHT).replace('\n', '\r\n') + line(WRONG).replace('\n', '\r\n'),
      [],
      '1 of 2',
      2,
    ],
    ['lines between blank ones', `\n \n${line(RIGHT)}\r\n${line(WRONG)}\n\n`, [], '1 of 2', 5],
  ])('may be %s', async (_what, text, options, expected, wrongLine) => {
    const file = folder.write('records.ndjson', text)
    const { stdout, exitCode } = await runMain(['validate', file, ...options])
    expect(stdout).toContain(expected)
    expect(stdout).toContain(`records.ndjson:${wrongLine}:`)
    expect(exitCode).toBe(1)
  })

  it('in a string are shown where they are escaped', async () => {
    const text = line({ body: JSON.stringify(WRONG) })
    const file = folder.write('escaped.ndjson', text)
    const { stdout } = await runMain(['validate', file, '--pointer', '/body', '--json'])
    expect(JSON.parse(stdout)).toMatchObject({
      line: 1,
      column: text.indexOf('5', text.indexOf('carrier')) + 1,
    })
  })

  it('that all lack a body at the pointer cannot be checked', async () => {
    const file = folder.write('elsewhere.ndjson', line({ body: RIGHT }))
    const { stdout, exitCode } = await runMain(['validate', file, '--pointer', '/request'])
    expect(stdout).toBe(
      'nothing to judge\n1 record without a body at the pointer; the first has one at /body: check --pointer\n',
    )
    expect(exitCode).toBe(3)
  })

  it('may be responses', async () => {
    const file = folder.write(
      'responses.ndjson',
      line({ message: 'No', errors: [] }) + line({ errors: [{ field: 'a', code: 'wrong' }] }),
    )
    const { stdout } = await runMain(['validate', file, '--as', OPERATION, '--status', '422'])
    expect(stdout).toMatch(/:2:1 {2}missing_field[^]*:2:\d+ {2}invalid[^]*1 of 2 responses invalid/)
  })

  it('come gzipped, and from standard input in any pieces', async () => {
    const bytes = gzipSync(line(RIGHT) + line(WRONG))
    const file = folder.write('packed.ndjson.gz', bytes)
    const pieces = Array.from(bytes, (byte) => Uint8Array.of(byte))
    const [fromFile, fromPieces] = await Promise.all([
      runMain(['validate', file]),
      runMain(['validate', '-'], { stdin: Readable.from(pieces) }),
    ])
    expect(fromFile.stdout).toContain('1 of 2 messages invalid')
    expect(fromPieces.stdout).toBe(fromFile.stdout.replaceAll(file, '<stdin>'))
  })
})

describe('what cannot be read is named, and the rest is checked', () => {
  const bytes = (text: string, encoding: BufferEncoding): Buffer => Buffer.from(text, encoding)
  it.each([
    ['bad JSON', bytes('{"shipment":,}\n', 'utf8'), 13, 'found ",", expected a value'],
    ['Latin-1', bytes('{"a":"é"}\n', 'latin1'), 7, 'the byte 0xe9 is not valid UTF-8 here'],
    ['a NUL byte', bytes('{"a":"\0"}\n', 'utf8'), 7, String.raw`the control character \u0000`],
    [
      'only NUL bytes',
      bytes('\0\0\0\0\n', 'utf8'),
      1,
      String.raw`found "\u0000", expected a value`,
    ],
    ['a second value', bytes('{} {}\n', 'utf8'), 4, 'expected nothing more'],
    [
      'deep nesting',
      bytes(`${'['.repeat(100_000)}\n`, 'utf8'),
      100_001,
      'with 100000 of { and [ still open',
    ],
  ])('%s', async (_what, middle, column, message) => {
    const content = Buffer.concat([Buffer.from(line(RIGHT)), middle, Buffer.from(line(WRONG))])
    const file = folder.write('damaged.ndjson', content)
    const { stdout, exitCode } = await runMain(['validate', file, '--as', OPERATION])
    expect(stdout).toContain(`damaged.ndjson:2:${column}  invalid\n`)
    expect(stdout).toContain(message)
    expect(stdout).toContain('1 of 2 messages invalid, 1 record unreadable')
    expect(exitCode).toBe(1)
  })

  it('deep nesting that is JSON is checked like anything else', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    const text = `${line(RIGHT)}${line(RIGHT).replace('"UPS"', deep)}`
    const { stdout } = await runMain(['validate', folder.write('deep.ndjson', text)])
    expect(stdout).toContain('shipment.carrier must be a string, and is an array of 1 item')
  })

  it('a last line that was cut', async () => {
    const file = folder.write('cut.ndjson', line(WRONG) + line(RIGHT).slice(0, 40))
    const { stdout } = await runMain(['validate', file])
    expect(stdout).toMatch(/cut\.ndjson:2:\d+ {2}invalid\n.*the string that starts here never ends/)
    expect(stdout).toContain('1 of 1 message invalid, 1 record unreadable')
  })

  it('a gzip file that was cut, after every line that it still has', async () => {
    const lines = Array.from({ length: 2000 }, (_, id) => line(confirmation({ id: id * 7919 })))
    const file = folder.write('cut.ndjson.gz', gzipSync(lines.join('')).subarray(0, -1))
    const { stdout, stderr, exitCode } = await runMain(['validate', file])
    expect(stdout).toBe('2,000 messages valid\n')
    expect(stderr).toContain('a complete gzip stream')
    expect(exitCode).toBe(3)
  })

  it.each([
    ['what is not gzip', Buffer.from('garbage'), 3],
    ['another stream', gzipSync(line(RIGHT)), 0],
  ])('a gzip stream that is followed by %s', async (_what, rest, expected) => {
    const packed = Buffer.concat([gzipSync(line(RIGHT)), rest])
    const file = folder.write('followed.ndjson.gz', packed)
    const { stdout, exitCode } = await runMain(['validate', file])
    expect(exitCode).toBe(expected)
    if (expected === 0) expect(stdout).toBe('2 messages valid\n')
  })

  it('UTF-16 and UTF-32', async () => {
    const utf32 = Buffer.from(JSON.stringify(RIGHT).replaceAll(/./g, '$&\0\0\0'), 'latin1')
    folder.write('wide/16.json', Buffer.from(`\uFEFF${JSON.stringify(RIGHT)}`, 'utf16le'))
    folder.write('wide/32.json', utf32)
    const { stdout } = await runMain(['validate', join(folder.path, 'wide')])
    expect(stdout).toMatch(/the text is UTF-16;[^]*the text is UTF-32;[^]*2 records unreadable/)
  })

  it('an empty file, and one of blanks', async () => {
    folder.write('empty/a.json', '')
    folder.write('empty/b.json', ' \n\n')
    const { stdout } = await runMain(['validate', join(folder.path, 'empty')])
    expect(stdout.match(/there is no JSON here/g)).toHaveLength(2)
  })
})

describe('a directory', () => {
  it('is searched at every depth, through links to files and past circular links', async () => {
    folder.write('tree/a/b/right.ndjson', line(RIGHT))
    folder.write('tree/readme.txt', 'no payload')
    folder.write('tree/node_modules/x.json', '{}')
    const elsewhere = folder.write('mounted.json', JSON.stringify(WRONG))
    symlinkSync(elsewhere, join(folder.path, 'tree/link.json'))
    symlinkSync('..', join(folder.path, 'tree/a/round'))
    const { stdout } = await runMain(['validate', join(folder.path, 'tree')])
    expect(stdout).toContain('tree/link.json:1:')
    expect(stdout).toContain('1 of 2 messages invalid')
  })

  it('that cannot be searched is named, and the rest is checked', async () => {
    folder.write('closed/right.json', JSON.stringify(RIGHT))
    symlinkSync('nowhere', join(folder.path, 'closed/gone.json'))
    const inner = join(folder.path, 'closed/inner')
    mkdirSync(inner)
    chmodSync(inner, 0)
    const { stdout, stderr, exitCode } = await runMain(['validate', join(folder.path, 'closed')])
    expect(stdout).toBe('1 message valid\n')
    expect(stderr).toMatch(/gone\.json cannot be read/)
    // Root may search everything.
    if (process.getuid?.() !== 0) expect(stderr).toMatch(/inner cannot be searched/)
    expect(exitCode).toBe(3)
  })

  it('or a pattern that names nothing is a usage error', async () => {
    mkdirSync(join(folder.path, 'nothing'))
    for (const name of [join(folder.path, 'nothing'), join(folder.path, '*.none')]) {
      const { stderr, exitCode } = await runMain(['validate', name])
      expect(stderr).toMatch(/names no file/)
      expect(exitCode).toBe(2)
    }
  })
})
