import { describe, expect, it } from 'vitest'
import { systemClock } from '../../src/core/index.ts'
import { MARK, markedPact } from '../../src/pact/marked-pact.ts'
import { parsePact } from '../../src/pact/pact-file.ts'
import { createAnnouncer } from '../../src/pact/provider-states.ts'
import { createFakeTransport } from '../support/fake-transport.ts'

/** What a double does not hold, and what no parser writes again. */
const BODY = '{"id" : 9007199254740993,\n "price":1295.0, "a":1, "a":2}'

const pactOf = (interaction: string, version = '3.0.0'): string =>
  `{"consumer":{"name":"C"}, "provider":{"name":"P"},
    "interactions":[ {"type":"Asynchronous/Messages","contents":{}}, ${interaction} ],
    "metadata":{"pactSpecification":{"version":"${version}"}, "x":1.50}}`

const VERSIONS = [
  [
    'two',
    `{"description":"d","providerState":"s","request":{"method":"POST","path":"/x","body":${BODY}},"response":{"status":200}}`,
    [{ name: 's', params: { [MARK]: '0' } }],
  ],
  [
    'three',
    `{"description":"d","providerStates":[{"name":"s","params":{"n":9007199254740993}},{"name":"t"}],"request":{"headers":{"A":"b"},"body":${BODY}},"response":{"status":200,"body":${BODY}}}`,
    [
      { name: 's', params: { n: 9007199254740993n, [MARK]: '0' } },
      { name: 't', params: { [MARK]: '0' } },
    ],
  ],
  [
    'four',
    `{"type":"Synchronous/HTTP","description":"d","request":{"headers":{"A":["b"]},"body":{"content":${BODY}}},"response":{"status":200}}`,
    undefined,
  ],
] as const

describe('a pact that is marked for the verifier', () => {
  it.each(VERSIONS)(
    'keeps everything else as version %s writes it',
    (version, interaction, states) => {
      const pact = parsePact(pactOf(interaction), 'pact.json')
      const asked = pact.interactions.map((each, number) => ({ number, interaction: each }))
      const written = markedPact(pact, asked)
      expect(written.split(BODY)).toHaveLength(interaction.split(BODY).length)
      expect(written).toContain('"x":1.50')
      const [marked, ...others] = (JSON.parse(written) as { interactions: Interaction[] })
        .interactions
      expect(others).toEqual([])
      expect(marked).toMatchObject({ description: 'interaction-0' })
      expect(marked?.request.headers[MARK]).toEqual(version === 'four' ? ['0'] : '0')
      expect(marked?.providerState).toBeUndefined()
      expect(marked?.providerStates).toEqual(
        states?.map(({ name, params }) => ({
          name,
          params: { ...params, ...('n' in params ? { n: Number(params.n) } : {}) },
        })),
      )
      if (version === 'three') expect(written).toContain('"n":9007199254740993')
    },
  )
})

interface Interaction {
  readonly request: { readonly headers: Readonly<Record<string, unknown>> }
  readonly providerState?: string
  readonly providerStates?: unknown
}

describe('a state that is announced to the provider', () => {
  it('is what the verifier asks for, without its mark, as it is written', async () => {
    const transport = createFakeTransport(systemClock, () => ({ status: 200 }))
    const announce = createAnnouncer({
      stateUrl: 'http://127.0.0.1/states',
      transport,
      timeoutMs: 1000,
      signal: new AbortController().signal,
    })
    const asked = `{"state":"s", "params":{"n" : 9007199254740993,"${MARK}":"7"},"action":"setup"}`
    expect(await announce(Buffer.from(asked))).toEqual({ number: 7 })
    expect(
      transport.requests.map(({ body }) => Buffer.from(body as Uint8Array).toString()),
    ).toEqual(['{"state":"s","params":{"n":9007199254740993},"action":"setup"}'])
  })
})
