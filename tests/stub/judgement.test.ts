import { describe, expect, it } from 'vitest'
import { startStub } from '../../mocks/stub/index.ts'
import { headerOf, textOf } from '../../src/core/index.ts'
import { sendRaw } from '../support/raw-http.ts'
import { stubForFile } from '../support/running-stub.ts'
import { createStubClient, type PostOptions } from '../support/stub-client.ts'

const PATH = '/drop_shipment_confirmation'
const TYPE = (value: string): PostOptions => ({ headers: [['Content-Type', value]] })

const { stub, client } = await stubForFile()
/** Six megabytes may take longer than this to arrive on a busy machine: for what never comes alone. */
const { stub: hasty } = await stubForFile({ requestTimeoutMs: 300 })
const example = stub.contract.operations[0]?.examples[0]?.value

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)

describe('the stub checks a request in the order of the sender’s reactions', () => {
  const cases: readonly [
    what: string,
    path: string,
    body: unknown,
    options: PostOptions,
    number,
  ][] = [
    ['an unknown path, before all else', '/orders', '{', { signed: false }, 404],
    ['a path with a broken escape', '/%zz', '{', { signed: false }, 404],
    ['a trailing slash', `${PATH}/`, '{}', {}, 404],
    ['a wrong method, before authentication', PATH, '{', { signed: false, method: 'PUT' }, 405],
    ['a method few know', PATH, '', { signed: false, method: 'PROPFIND' }, 405],
    ['such a method at the token service', '/oauth/token', '', { method: 'PROPFIND' }, 405],
    [
      'no authentication, before the media type',
      PATH,
      '{',
      { ...TYPE('text/plain'), signed: false },
      401,
    ],
    ['a wrong media type, before the body', PATH, '{', TYPE('text/plain'), 415],
    ['no media type', PATH, '{}', { headers: [] }, 415],
    ['a charset other than UTF-8', PATH, '{}', TYPE('application/json; charset=latin1'), 415],
    ['a body that is not JSON', PATH, '{', {}, 400],
    ['an empty body', PATH, '', {}, 400],
    ['bytes that are not UTF-8', PATH, Buffer.from([0x22, 0xc3, 0x28, 0x22]), {}, 400],
    ['a byte order mark', PATH, '\u{FEFF}{}', {}, 400],
    ['two JSON texts', PATH, '{} {}', {}, 400],
    ['JSON that breaks the schema', PATH, {}, {}, 422],
    ['null', PATH, 'null', {}, 422],
    ['deep nesting', PATH, nested(100_000), {}, 422],
    ['a property called __proto__', PATH, '{"shipment":{},"__proto__":{"shipment":1}}', {}, 422],
    ['a body beyond the bound', PATH, Buffer.alloc(6 * 1024 * 1024, 0x20), {}, 413],
  ]
  it.each(cases)('%s gets its status', async (_what, path, body, options, status) => {
    const { response } = await client.post(path, body, options)
    expect(response?.status).toBe(status)
    expect(headerOf(response ?? { headers: [] }, 'content-type')).toBe(
      'application/json; charset=utf-8',
    )
    const parsed: unknown = JSON.parse(textOf(response?.body ?? new Uint8Array()))
    expect(parsed).toMatchObject({ message: expect.any(String) })
  })

  it.each([
    'application/json',
    'Application/JSON; charset=UTF-8',
    'application/vnd.drop+json',
    'application/json;charset="utf-8"',
  ])('a message declared as %s is accepted', async (type) => {
    const { response } = await client.post(PATH, example, TYPE(type))
    expect(textOf(response?.body ?? new Uint8Array())).toBe('{"message":"Success"}')
    expect(response?.status).toBe(200)
  })

  it.each([
    ['identity', 200],
    ['gzip', 415],
  ])('a message that is encoded as %s gets %i', async (encoding, status) => {
    const headers = [
      ['Content-Type', 'application/json'],
      ['Content-Encoding', encoding],
    ] as const
    expect((await client.post(PATH, example, { headers })).response?.status).toBe(status)
  })

  it('names every violation in the documented body', async () => {
    const { response } = await client.post(PATH, {
      shipment: { carier: 'UPS', billed_weight: '10' },
    })
    const body = JSON.parse(textOf(response?.body ?? new Uint8Array())) as {
      errors: { field: string; code: string; message: string }[]
    }
    const codes = Object.fromEntries(body.errors.map(({ field, code }) => [field, code]))
    expect(codes).toMatchObject({
      'shipment.carrier': 'missing_field',
      'shipment.billed_weight': 'invalid_type',
      'shipment.carier': 'invalid',
    })
    expect(body.errors.find(({ field }) => field === 'shipment.carier')?.message).toContain(
      'did you mean carrier?',
    )
  })

  it('says which methods a path accepts', async () => {
    const { response } = await client.post(PATH, '', { method: 'DELETE' })
    expect(headerOf(response ?? { headers: [] }, 'allow')).toBe('POST')
  })

  it('accepts a message of a megabyte with thousands of items', async () => {
    const message = structuredClone(example) as { shipment: { shipment_items: unknown[] } }
    const [item] = message.shipment.shipment_items
    message.shipment.shipment_items = Array.from({ length: 8000 }, () => item)
    expect(JSON.stringify(message).length).toBeGreaterThan(1_000_000)
    expect((await client.post(PATH, message)).response?.status).toBe(200)
  })

  it('accepts a message that arrives in chunks', async () => {
    const token = await fetch(`${stub.url}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: 'drop-ship-sender',
        client_secret: 'only-for-local-use',
      }),
    })
    const { access_token: accessToken } = (await token.json()) as { access_token: string }
    const text = JSON.stringify(example)
    const chunks = text.match(/.{1,50}/gs) ?? []
    const response = await sendRaw(
      stub.url,
      [
        `POST ${PATH} HTTP/1.1\r\nHost: stub\r\nauthorization: BEARER ${accessToken}\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`,
        ...chunks.map((chunk) => `${Buffer.byteLength(chunk).toString(16)}\r\n${chunk}\r\n`),
        '0\r\n\r\n',
      ],
      /Success/,
    )
    expect(response.status).toBe(200)
  })
})

describe('the stub responds before it closes', () => {
  it.each([
    ['something that is not HTTP', 'hello\r\n\r\n', 400],
    ['a request without Host', 'GET / HTTP/1.1\r\n\r\n', 400],
    ['headers without end', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(70_000)}\r\n\r\n`, 431],
    [
      'a body that never comes',
      `POST ${PATH} HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n`,
      408,
    ],
    ['a tunnel', 'CONNECT example.com:443 HTTP/1.1\r\nHost: a\r\n\r\n', 405],
    [
      'two lengths',
      `POST ${PATH} HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab`,
      400,
    ],
  ])('%s', async (_what, request, status) => {
    const response = await sendRaw(hasty.url, [request])
    expect(response.status).toBe(status)
    expect(response.end).toBe('closed')
    expect(response.text).not.toMatch(/fastify|node|\bat .*:\d+:\d+/i)
  })
})

describe('strictness', () => {
  const partial = '/drop_shipment_partial_cancellation'
  it.each([
    ['published', {}, 200],
    ['intended', {}, 422],
    ['tolerant', {}, 200],
    ['published', { order: 1 }, 422],
    ['tolerant', { order: 1 }, 200],
  ] as const)('%s responds to %j with %i', async (strictness, body, status) => {
    const other = await startStub({ strictness, auth: { scheme: 'none' } })
    const sender = createStubClient(other)
    expect((await sender.post(partial, body)).response?.status).toBe(status)
    const [entry] = other.journal.entries()
    expect(entry?.violations.length === 0).toBe(strictness === 'published' && status === 200)
    await sender.close()
    await other.close()
  })
})
