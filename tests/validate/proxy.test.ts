import { gzipSync } from 'node:zlib'
import { request } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import {
  collect,
  PATH,
  send,
  startBetween,
  startEndpoint,
  stopAll,
  validBody,
} from '../support/proxied.ts'

afterEach(stopAll)

describe('the proxy passes on', () => {
  it('bytes, header order, header case and repeated headers, both ways', async () => {
    let got: { target?: string; rawHeaders: string[]; body: Buffer } | undefined
    const endpoint = await startEndpoint((incoming, response) => {
      response.sendDate = false
      collect(incoming, (body) => {
        got = { target: incoming.url ?? '', rawHeaders: incoming.rawHeaders, body }
        response.writeHead(200, 'Fine', [
          'X-Case',
          'Kept',
          'set-cookie',
          'a=1',
          'set-cookie',
          'b=2',
          'Content-Length',
          '2',
        ])
        response.end('{}')
      })
    })
    const { url } = await startBetween(`${endpoint}/webhooks`)
    const body = Buffer.concat([validBody(), Buffer.from(' \n\t')])
    const response = await send(`${url}${PATH}?x=%20a`, body, [
      'Content-Type',
      'application/json',
      'X-One',
      'a',
      'X-ONE',
      'b',
      'Content-Length',
      String(body.length),
      'Connection',
      'close, x-mine',
      'X-Mine',
      'only for the proxy',
    ])
    expect(got?.target).toBe(`/webhooks${PATH}?x=%20a`)
    expect(got?.body.equals(body)).toBe(true)
    const names = got?.rawHeaders.filter((_, index) => index % 2 === 0)
    expect(names?.slice(0, 5)).toEqual(['Host', 'Content-Type', 'X-One', 'X-ONE', 'Content-Length'])
    expect(names).not.toContain('X-Mine')
    expect(got?.rawHeaders[1]).toBe(new URL(endpoint).host)
    expect(response.status).toBe(200)
    expect(response.rawHeaders.slice(0, 8)).toEqual([
      'X-Case',
      'Kept',
      'set-cookie',
      'a=1',
      'set-cookie',
      'b=2',
      'Content-Length',
      '2',
    ])
    expect(response.rawHeaders).not.toContain('Date')
    expect(response.body.toString()).toBe('{}')
  })

  it('chunks as chunks, and HEAD without a body', async () => {
    let encoding: string | undefined
    const endpoint = await startEndpoint((incoming, response) => {
      encoding = incoming.headers['transfer-encoding']
      collect(incoming, () => {
        response.write('{')
        response.end('}')
      })
    })
    const { url } = await startBetween(endpoint)
    const response = await send(`${url}${PATH}`, validBody(), [
      'Content-Type',
      'application/json',
      'Transfer-Encoding',
      'chunked',
    ])
    expect(encoding).toBe('chunked')
    expect(response.body.toString()).toBe('{}')
    expect(response.rawHeaders).toContain('chunked')
    expect((await send(url, '', [], 'HEAD')).body).toHaveLength(0)
  })

  it('a body longer than what is kept, whole, and says that it was not judged', async () => {
    const sizes: number[] = []
    const endpoint = await startEndpoint((incoming, response) => {
      collect(incoming, (body) => {
        sizes.push(body.length)
        response.end('{}')
      })
    })
    const between = await startBetween(endpoint, 5000, 1000)
    const body = Buffer.alloc(3_000_000, 0x20)
    expect((await send(`${between.url}${PATH}`, body)).status).toBe(200)
    await between.passed(1)
    expect(sizes).toEqual([3_000_000])
    expect(between.traffic[0]?.requestProblems.map(({ keyword }) => keyword)).toEqual(['size'])
  })

  it('a response while it is still being sent', async () => {
    let finish: (() => void) | undefined
    const endpoint = await startEndpoint((incoming, response) => {
      incoming.resume()
      response.write('first')
      finish = () => response.end(' second')
    })
    const { url } = await startBetween(endpoint)
    const text = await new Promise<string>((resolve, reject) => {
      const sent = request(`${url}${PATH}`, { method: 'POST' }, (response) => {
        let all = ''
        response.setEncoding('utf8').on('data', (chunk: string) => {
          all += chunk
          if (all === 'first') finish?.()
        })
        response.on('end', () => resolve(all))
      })
      sent.on('error', reject)
      sent.end(validBody())
    })
    expect(text).toBe('first second')
  })
})

describe('the proxy judges', () => {
  it('a valid message with a documented response without problems', async () => {
    const endpoint = await startEndpoint((incoming, response) => {
      incoming.resume()
      response.setHeader('content-type', 'application/json').end('{"message":"Success"}')
    })
    const between = await startBetween(endpoint)
    await send(`${between.url}${PATH}`, validBody(), ['Content-Type', 'application/json'])
    await between.passed(1)
    const [one] = between.traffic
    expect(one?.operation?.id).toBe('drop_shipment_confirmation')
    expect([one?.requestProblems, one?.responseProblems, one?.failure]).toEqual([[], [], undefined])
  })

  it.each([
    ['an invalid message', () => Buffer.from('{"shipment":{}}'), 'required', 200, '{}', []],
    ['no JSON', () => Buffer.from('{"shipment"'), 'json', 200, '{}', []],
    [
      'a compressed invalid response',
      validBody,
      undefined,
      422,
      gzipSync('{"errors":7}'),
      ['type'],
    ],
    [
      'a response of few bytes that is larger than any message once it is decompressed',
      validBody,
      undefined,
      422,
      gzipSync(Buffer.alloc(6 * 1024 * 1024, ' ')),
      ['encoding'],
    ],
    ['an undocumented status', validBody, undefined, 418, '', ['operation']],
  ])('%s', async (_what, body, requestKeyword, status, sent, responseKeywords) => {
    const endpoint = await startEndpoint((incoming, response) => {
      incoming.resume()
      response.statusCode = status
      if (typeof sent !== 'string') response.setHeader('content-encoding', 'gzip')
      response.setHeader('content-type', 'application/json').end(sent)
    })
    const between = await startBetween(endpoint)
    const received = await send(`${between.url}${PATH}`, body())
    expect(received.body.equals(Buffer.from(sent))).toBe(true)
    await between.passed(1)
    expect(between.traffic[0]?.requestProblems[0]?.keyword).toBe(requestKeyword)
    expect(between.traffic[0]?.responseProblems.map(({ keyword }) => keyword)).toEqual(
      expect.arrayContaining(responseKeywords),
    )
    expect(between.traffic[0]?.responseProblems.length).toBeGreaterThanOrEqual(
      responseKeywords.length,
    )
  })
})

describe('the proxy speaks for itself', () => {
  it('with 502 when nobody listens, and when the endpoint breaks off', async () => {
    const breaks = await startEndpoint((incoming) => incoming.socket.destroy())
    for (const to of ['http://127.0.0.1:9', breaks]) {
      const between = await startBetween(to)
      const response = await send(`${between.url}${PATH}`, validBody())
      expect(response.status).toBe(502)
      expect(response.body.toString()).toMatch(
        /^\{"message":"dropship proxy: the endpoint cannot be reached/,
      )
      await between.passed(1)
      expect(between.traffic[0]?.failure?.message).toMatch(/ECONN/)
    }
  })

  it('with 504 when the endpoint sends nothing', async () => {
    const endpoint = await startEndpoint((incoming) => void incoming.resume())
    const { url } = await startBetween(endpoint, 50)
    expect((await send(`${url}${PATH}`, validBody())).status).toBe(504)
  })

  it('with 502 when the endpoint switches protocols unasked', async () => {
    const endpoint = await startEndpoint((incoming) => {
      incoming.socket.write(
        'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: other\r\n\r\n',
      )
    })
    const between = await startBetween(endpoint)
    expect((await send(`${between.url}${PATH}`, validBody())).status).toBe(502)
    await between.passed(1)
    expect(between.traffic[0]?.failure?.message).toMatch(/switched to another protocol/)
  })

  it('by breaking off when the endpoint breaks off within its response', async () => {
    const endpoint = await startEndpoint((incoming, response) => {
      incoming.resume()
      response.writeHead(200, { 'Content-Length': '100' })
      response.write('{', () => incoming.socket.destroy())
    })
    const between = await startBetween(endpoint)
    await expect(send(`${between.url}${PATH}`, validBody())).rejects.toThrow(
      /aborted|hang up|ECONNRESET/,
    )
    await between.passed(1)
    expect(between.traffic[0]?.failure?.message).toMatch(/broke off/)
  })
})
