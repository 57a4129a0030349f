import { execFileSync } from 'node:child_process'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  BASIC_CREDENTIALS,
  expandPlaceholders,
  type HttpRequest,
  renderCurl,
  Secret,
} from '../../src/core/index.ts'

const URL = 'https://client.example/drop?a=1&b=2'

/** The arguments that a POSIX shell makes of a command, without `curl` itself. */
function argumentsOf(command: string, env: Record<string, string> = {}): string[] {
  const script = `curl() { for argument do printf '%s\\0' "$argument"; done; }\n${command}\n`
  return execFileSync('/bin/sh', ['-c', script], { env, encoding: 'utf8' }).split('\0').slice(0, -1)
}

function post(body: string, headers: HttpRequest['headers'] = []): HttpRequest {
  return { method: 'POST', url: URL, headers, body: new TextEncoder().encode(body) }
}

const JSON_HEADER = ['Content-Type', 'application/json'] as const

describe('a request as a curl command', () => {
  it('reads as a person would write it', () => {
    expect(renderCurl(post('{"shipment":{}}', [JSON_HEADER]))).toBe(
      `curl -sS -i -X POST '${URL}' -H 'Content-Type: application/json' --data-binary '{"shipment":{}}'`,
    )
  })

  it('reaches curl through a shell exactly as it is, whatever the body holds', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom('"', "'", '`', '$', '\\', '!', '\n', ';', '@', '*', ' ') }),
    )
    fc.assert(
      fc.property(text, (body) => {
        fc.pre(!/[\0\uFFFD\p{Cs}]/u.test(body))
        expect(argumentsOf(renderCurl(post(body, [JSON_HEADER]))).at(-1)).toBe(body)
      }),
      { numRuns: 60 },
    )
  })

  it.each([
    'it’s $HOME `id` $(id) "quoted" \\ !!',
    "'; rm -rf / #",
    '\u{FEFF}{"byte":"order mark"}',
    'line\nbreak\ttab',
  ])('quotes a header value and a body of %j', (value) => {
    const command = renderCurl(post(value, [['X-Note', value]]))
    const given = argumentsOf(command, { HOME: '/nowhere' })
    expect(given).toContain(`X-Note: ${value}`)
    expect(given.at(-1)).toBe(value)
  })

  it('leaves a secret to the environment of the shell', () => {
    const token = new Secret('s3cret', '$DROPSHIP_ACCESS_TOKEN').within((text) => `Bearer ${text}`)
    const command = renderCurl(post('{}', [['Authorization', token], JSON_HEADER]))
    expect(command).not.toContain('s3cret')
    expect(argumentsOf(command, { DROPSHIP_ACCESS_TOKEN: 'a "b" $c' })).toContain(
      'Authorization: Bearer a "b" $c',
    )
  })

  it('gives user name and password of HTTP Basic to curl, which encodes them', () => {
    const encoded = new Secret('bWU6cHc=', BASIC_CREDENTIALS)
    const signed = (scheme: string): string =>
      renderCurl(post('{}', [['Authorization', encoded.within((text) => `${scheme} ${text}`)]]))
    const env = { DROPSHIP_USERNAME: 'it’s me', DROPSHIP_PASSWORD: 'a "b" $c' }
    const given = argumentsOf(signed('Basic'), env)
    expect(given[given.indexOf('-u') + 1]).toBe('it’s me:a "b" $c')
    expect(signed('Basic')).not.toMatch(/Authorization|bWU6cHc=/)
    // Written in another way on purpose: curl would write the usual one.
    expect(signed('bAsIc')).toContain('-H "Authorization: bAsIc $DROPSHIP_BASIC_CREDENTIALS"')
  })

  it('lets the shell fill in what was redacted out of a body', () => {
    const command = renderCurl(post("client_secret=$DROPSHIP_CLIENT_SECRET&note=it's $HOME"))
    const [body] = argumentsOf(expandPlaceholders(command), {
      DROPSHIP_CLIENT_SECRET: 's3cr3t "of ours"',
    }).slice(-1)
    expect(body).toBe(`client_secret=s3cr3t "of ours"&note=it's $HOME`)
  })

  it('runs nothing that a header’s name or a placeholder holds', () => {
    const secret = new Secret('x', '`id` $(id) "$KEY" \\ $')
    const command = renderCurl(post('{}', [['X-$HOME`id`', secret], JSON_HEADER]))
    expect(argumentsOf(command, { HOME: '/nowhere', KEY: 'k' })).toContain(
      'X-$HOME`id`: `id` $(id) "k" \\ $',
    )
  })

  it('names no file when the body starts with @', () => {
    expect(argumentsOf(renderCurl(post('@/etc/passwd', [JSON_HEADER]))).slice(-2)).toEqual([
      '--data-raw',
      '@/etc/passwd',
    ])
  })

  it('keeps curl from adding a media type of its own', () => {
    expect(argumentsOf(renderCurl(post('{}')))).toContain('Content-Type:')
    expect(argumentsOf(renderCurl(post('{}', [['content-type', 'text/plain']])))).not.toContain(
      'Content-Type:',
    )
  })

  it('keeps an empty header', () => {
    expect(argumentsOf(renderCurl(post('{}', [['X-Empty', '']])))).toContain('X-Empty;')
  })

  it('keeps brackets in the URL as they are', () => {
    const command = renderCurl({ method: 'GET', url: 'http://[::1]:4010/{a}', headers: [] })
    expect(argumentsOf(command)).toEqual([
      '-sS',
      '-i',
      '-X',
      'GET',
      'http://[::1]:4010/{a}',
      '--globoff',
    ])
  })

  it('quotes a method that is none', () => {
    expect(argumentsOf(renderCurl({ method: 'A; id', url: URL, headers: [] }))).toContain('A; id')
  })

  it.each<[string, HttpRequest['body'], string[]]>([
    ['no text', new Uint8Array([0xff, 0xfe]), ['--data-binary', '@-']],
    ['a NUL', new Uint8Array([65, 0, 66]), ['--data-binary', '@-']],
    ['long', new Uint8Array(4097).fill(65), ['--data-binary', '@-']],
    [
      'streamed',
      async function* () {
        yield await Promise.resolve(new Uint8Array([65]))
      },
      ['Transfer-Encoding: chunked', '--data-binary', '@-'],
    ],
    ['empty', new Uint8Array(), ['--data-binary', '']],
  ])('reads a body that is %s from where it can', (_kind, body, expected) => {
    const request = { method: 'POST', url: URL, headers: [JSON_HEADER], ...(body && { body }) }
    expect(argumentsOf(renderCurl(request)).slice(-expected.length)).toEqual(expected)
  })
})
