import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { defined } from '../../src/core/index.ts'
import { runMain } from '../support/run-main.ts'
import { confirmation, OPERATION, payloadFolder } from '../support/payload-folder.ts'
import { openHar } from '../../src/validate/index.ts'
import { PATH, send, startBetween, startEndpoint, stopAll } from '../support/proxied.ts'

const folder = payloadFolder()
afterEach(stopAll)

interface Entry {
  readonly method?: string
  readonly url?: string
  readonly sent?: object
  readonly bodySize?: number
  readonly status?: number
  readonly content?: object
}

/** A capture as browsers and proxies write it. */
function har(entries: readonly Entry[]): string {
  const written = entries.map(
    ({
      method = 'POST',
      url = `https://client.example/hooks/${OPERATION}`,
      sent,
      bodySize,
      status = 200,
      content = {},
    }) => ({
      request: {
        method,
        url,
        ...defined({ bodySize }),
        ...(sent === undefined ? {} : { postData: { mimeType: 'application/json', ...sent } }),
      },
      response: { status, content: { mimeType: 'application/json', ...content } },
    }),
  )
  return JSON.stringify({ log: { version: '1.2', entries: written } }, undefined, 2)
}

async function validate(text: string): Promise<{ stdout: string; exitCode: number | null }> {
  return runMain(['validate', folder.write('capture.har', text)])
}

const RIGHT = { text: JSON.stringify(confirmation()) }
const WRONG = { text: JSON.stringify(confirmation({ carrier: 5 })) }

describe('a capture', () => {
  it('is judged in both directions; what belongs to no operation is counted', async () => {
    const { stdout, exitCode } = await validate(
      har([
        { sent: RIGHT, content: { text: '{"message":"Success"}' } },
        { sent: RIGHT, status: 422, content: { text: '{"errors":[]}' } },
        { method: 'GET', url: 'https://client.example/health' },
        { url: 'https://client.example/oauth/token', sent: { text: 'grant_type=x' } },
      ]),
    )
    expect(stdout).toContain('message is required in the body, and is missing')
    expect(stdout).toContain(
      '2 messages valid, 1 of 2 responses invalid\n2 requests of no operation of the contract',
    )
    expect(exitCode).toBe(1)
  })

  it('shows a violation at its character within the capture', async () => {
    const text = har([{ sent: RIGHT }, { sent: WRONG }])
    const { stdout } = await validate(text)
    const lines = text.split('\n')
    const at = lines.findIndex((content) => content.includes(String.raw`\"carrier\":5`))
    const column =
      (lines[at] ?? '').indexOf(String.raw`carrier\":5`) + String.raw`carrier\":`.length + 1
    expect(stdout).toContain(`capture.har:${at + 1}:${column}  invalid_type`)
  })

  it.each([
    [
      'a body that is not JSON',
      { text: '{"shipment":' },
      /the text ends where a value is expected/,
    ],
    [
      'a body in base64',
      { text: Buffer.from(WRONG.text).toString('base64'), encoding: 'base64' },
      /carrier must be a string/,
    ],
    ['an empty body', { text: '' }, /there is no JSON here/],
  ])('may hold %s', async (_what, sent, expected) => {
    const { stdout, exitCode } = await validate(
      har([{ sent, ...(sent.text === '' ? { bodySize: 0 } : {}) }]),
    )
    expect(stdout).toMatch(expected)
    expect(exitCode).toBe(1)
  })

  it.each([
    ['no entries', '{"log":{"version":"1.2"}}', 'it has no log.entries'],
    [
      'strange entries',
      '{"log":{"entries":[null,1,{},{"request":{"method":1,"url":2}},{"request":{"method":"POST","url":"no url"}}]}}',
      '5 requests of no operation',
    ],
  ])('with %s is told as such', async (_what, text, expected) => {
    expect((await validate(text)).stdout).toContain(expected)
  })

  it('by the proxy holds compressed bodies as they are read', async () => {
    const endpoint = await startEndpoint((incoming, response) => {
      incoming.resume()
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
      response.end(gzipSync('{"message":"Success"}'))
    })
    const between = await startBetween(endpoint)
    await send(`${between.url}${PATH}`, gzipSync(RIGHT.text), [
      'Content-Encoding',
      'gzip',
      'Content-Type',
      'application/json',
    ])
    await between.passed(1)
    const file = folder.write('compressed.har', '')
    const written = openHar(file, '1.0.0')
    for (const traffic of between.traffic) written.write(traffic)
    written.close()
    expect((await runMain(['validate', file])).stdout).toBe('1 message valid, 1 response valid\n')
  })

  it.each([
    ['a bit of it is', 'a'.repeat(20), 'text'],
    ['most of it is', '\u007f', 'base64'],
  ])(
    'by the proxy of an unprintable text, where %s, is as short as it can be',
    async (_which, piece, form) => {
      const sent = JSON.stringify(confirmation({ carrier: `\u007f${piece.repeat(500)}` }))
      const between = await startBetween(
        await startEndpoint((incoming, response) => {
          incoming.resume()
          response.writeHead(200, { 'content-type': 'application/json' })
          response.end('{"message":"Success"}')
        }),
      )
      await send(`${between.url}${PATH}`, sent, ['Content-Type', 'application/json'])
      await between.passed(1)
      const file = folder.write('unprintable.har', '')
      const written = openHar(file, '1.0.0')
      for (const traffic of between.traffic) written.write(traffic)
      written.close()
      const text = readFileSync(file, 'utf8')
      expect(text).not.toContain('\u007f')
      expect(text.includes('"encoding":"base64"') ? 'base64' : 'text').toBe(form)
      expect((await runMain(['validate', file])).stdout).toBe('1 message valid, 1 response valid\n')
    },
  )

  it.each([
    ['directly after its start', 3, ''],
    ['amid its request', 300, ''],
    ['before its end', -1, ''],
    ['after one byte, before the former end', 1, ']}}\n'],
    ['after two bytes, before the former end', 2, '}}\n'],
    ['after three bytes, before the former end', 3, '}\n'],
  ])('is read up to an entry that a kill cut %s', async (_where, kept, former) => {
    const between = await startBetween(
      await startEndpoint((incoming, response) => {
        incoming.resume()
        response.writeHead(200, { 'content-type': 'application/json' })
        response.end('{"message":"Success"}')
      }),
    )
    await send(`${between.url}${PATH}`, RIGHT.text, ['Content-Type', 'application/json'])
    await between.passed(1)
    const file = folder.write('killed.har', '')
    const [traffic] = between.traffic
    if (traffic === undefined) throw new Error('nothing has passed')
    const written = openHar(file, '1.0.0')
    written.write(traffic)
    const before = readFileSync(file, 'utf8')
    written.write(traffic)
    written.close()
    const start = before.length - '\n]}}\n'.length
    const entry = readFileSync(file, 'utf8').slice(start, -'\n]}}\n'.length)
    folder.write('killed.har', before.slice(0, start) + entry.slice(0, kept) + former)
    const { stdout, exitCode } = await runMain(['validate', file])
    expect(stdout).toMatch(
      /^1 message valid, 1 response valid\n1 body missing from the capture and not checked: cut \(.*killed\.har: the last entry\)\n$/,
    )
    expect(exitCode).toBe(0)
  })
})
