import { describe, expect, it } from 'vitest'
import { parsePact } from '../../src/pact/index.ts'

const NAMES = { consumer: { name: 'A' }, provider: { name: 'B' } }

function parsed(...interactions: object[]) {
  return parsePact(JSON.stringify({ ...NAMES, interactions }), 'pact.json')
}

const REQUEST = { method: 'post', path: '/send' }
const RULE = { match: 'type' }
/** The same interaction as each version of Pact writes it. */
const VERSIONS: readonly [version: number, written: object][] = [
  [
    2,
    {
      description: 'a question',
      providerState: 'ready',
      request: {
        ...REQUEST,
        headers: { 'Content-Type': 'application/json' },
        body: { id: 1 },
        matchingRules: { '$.body.id': RULE },
      },
      response: { status: 200 },
    },
  ],
  [
    3,
    {
      description: 'a question',
      providerStates: [{ name: 'ready' }],
      request: {
        ...REQUEST,
        headers: { 'Content-Type': 'application/json' },
        body: { id: 1 },
        matchingRules: { body: { '$.id': { matchers: [RULE] } } },
      },
      response: { status: 200 },
    },
  ],
  [
    4,
    {
      type: 'Synchronous/HTTP',
      description: 'a question',
      providerStates: [{ name: 'ready' }],
      request: {
        ...REQUEST,
        headers: { 'content-type': ['application/json'] },
        body: { content: { id: 1 }, contentType: 'application/json', encoded: false },
        matchingRules: { body: { '$.id': { matchers: [RULE] } } },
      },
      response: { status: 200 },
    },
  ],
]

describe('a pact', () => {
  it.each(VERSIONS)('of version %i is read as what it means', (_version, written) => {
    const [interaction] = parsed(written).interactions
    expect(interaction).toMatchObject({
      description: 'a question',
      states: [{ name: 'ready', params: {} }],
      method: 'POST',
      path: '/send',
      status: 200,
      request: {
        headers: { 'content-type': 'application/json' },
        body: { value: { id: 1 }, mediaType: 'application/json' },
        matchers: [{ path: '$.id', rule: RULE }],
      },
    })
    expect(interaction?.response.body).toBeUndefined()
  })

  it.each([
    ['bytes', { content: 'eA==', contentType: 'text/plain', encoded: 'base64' }, 'x'],
    ['text of JSON', { content: '[1]', contentType: 'application/json', encoded: 'JSON' }, [1]],
    ['text', { content: '[1]', contentType: 'text/plain', encoded: false }, '[1]'],
    [
      'a form',
      { content: 'a=1&b=%20', contentType: 'application/x-www-form-urlencoded', encoded: false },
      { a: '1', b: ' ' },
    ],
  ])('has a body of %s as its value', (_what, body, value) => {
    const [interaction] = parsed({ request: { ...REQUEST, body }, response: {} }).interactions
    expect(interaction?.request.body?.value).toEqual(value)
  })

  it('points at where each thing is written', () => {
    const message = { type: 'Asynchronous/Messages', contents: {} }
    for (const [, written] of VERSIONS) {
      const pact = parsed(message, written)
      const [{ request } = { request: undefined }] = pact.interactions
      const places = [request?.body?.pointer, request?.body?.typePointer]
      for (const place of [...places, ...(request?.matchers ?? []).map(({ pointer }) => pointer)]) {
        expect(valueOf(pact.written, place ?? ''), place).toBeDefined()
      }
      expect(pact.messages).toBe(1)
    }
  })
})

function valueOf(document: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce<unknown>(
      (value, step) => (value as Record<string, unknown> | undefined)?.[step],
      document,
    )
}
