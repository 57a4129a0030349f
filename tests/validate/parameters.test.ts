import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startStub } from '../../mocks/stub/index.ts'
import { parameterViolationsOf } from '../../src/contract/index.ts'
import { dropShip as expressDropShip } from '../../src/express.ts'
import { dropShip as fastifyDropShip } from '../../src/fastify.ts'
import { checkHar } from '../../src/validate/har.ts'
import { createJudge } from '../../src/validate/judge.ts'
import { captureProblems } from '../../src/validate/parameters.ts'
import type { Problem } from '../../src/validate/problem.ts'
import { ValidationStatistics } from '../../src/validate/statistics.ts'
import { standalone } from '../../src/validate/placed.ts'
import { compileText, contractWith } from '../support/contracts.ts'
import { EXPRESSES, type Running, serving, servingFastify } from '../support/guarded-endpoints.ts'
import { post } from '../support/post.ts'
import { startBetween, startEndpoint, stopAll } from '../support/proxied.ts'

const contract = await compileText(
  contractWith(
    'type: object',
    `      parameters:
        - { name: tenant, in: path, required: true, schema: { type: integer, minimum: 1 } }
        - { name: mode, in: query, schema: { enum: [full, short] } }
        - { name: X-Version, in: header, required: true, schema: { type: integer } }
        - { name: X-Api-Key, in: header, schema: { type: string, maxLength: 4 } }
        - { name: visit, in: cookie, schema: { type: string, maxLength: 2 } }
      responses: { '200': { description: ok }, '422': { description: invalid } }`,
  ).replace('/send:', "'/tenants/{tenant}/send':"),
)
const operation = contract.operation('send')
const required = {
  ...contract,
  operations: contract.operations.map((each) => ({ ...each, isBodyRequired: true })),
}

interface Sent {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
}

const VALID = { path: '/tenants/7/send?mode=full', headers: { 'X-Version': '2' } }
const SECRET = 'hunter22'

/** What is wrong with a request, by the names of its parameters; captures show neither cookies nor credentials. */
const CASES: readonly (readonly [string, Sent, readonly string[]])[] = [
  ['valid parameters', VALID, []],
  ['a missing header', { ...VALID, headers: {} }, ['X-Version']],
  ['an invalid header', { ...VALID, headers: { 'X-Version': 'two' } }, ['X-Version']],
  ['an invalid path', { ...VALID, path: '/tenants/none/send' }, ['tenant']],
  ['an invalid query', { ...VALID, path: '/tenants/7/send?mode=long' }, ['mode']],
  ['all at once', { path: '/tenants/0/send?mode=', headers: {} }, ['tenant', 'mode', 'X-Version']],
  [
    'an invalid credential',
    { ...VALID, headers: { ...VALID.headers, 'X-Api-Key': SECRET } },
    ['X-Api-Key'],
  ],
  [
    'an invalid cookie',
    { ...VALID, headers: { ...VALID.headers, Cookie: 'visit=abc' } },
    ['visit'],
  ],
]

/** The parameters that are named, and whatever was told of them. */
interface Told {
  readonly names: readonly string[]
  readonly text: string
}

const JSON_BODY = { 'Content-Type': 'application/json' }

async function rejectedBy(url: string, { path, headers }: Sent): Promise<Told> {
  const sent = { headers: { ...JSON_BODY, ...headers }, body: '{}' }
  const { status, text } = await post(`${url}${path}`, sent)
  if (status === 200) return { names: [], text }
  expect(status).toBe(422)
  const { errors } = JSON.parse(text) as { errors: { field: string }[] }
  return { names: errors.map(({ field }) => field), text }
}

type Door = () => Promise<{ ask: (sent: Sent) => Promise<Told>; close: () => unknown }>

/** An application whose routes are below a path. */
function mounted(app: Running): Awaited<ReturnType<Door>> {
  return { ask: (sent) => rejectedBy(`${app.url}/hooks`, sent), close: () => app.close() }
}

const DOORS: Readonly<Record<string, Door>> = {
  'the stub': async () => {
    const stub = await startStub({ contract, auth: { scheme: 'none' } })
    return { ask: (sent) => rejectedBy(stub.url, sent), close: () => stub.close() }
  },
  ...Object.fromEntries(
    Object.entries(EXPRESSES).map(([name, of]): [string, Door] => [
      `${name}, mounted below a path`,
      async () => {
        const app = of()
        app.use('/hooks', expressDropShip({ contract }))
        app.post('/hooks/tenants/:tenant/send', (_request, response) => void response.json({}))
        return mounted(await serving(app))
      },
    ]),
  ),
  'Fastify, with a prefix': async () => {
    const running = await servingFastify(async (app) => {
      await app.register(
        async (below) => {
          await below.register(fastifyDropShip, { contract })
          below.post('/tenants/:tenant/send', () => ({}))
        },
        { prefix: '/hooks' },
      )
    })
    return mounted(running)
  },
  'the proxy': async () => {
    const endpoint = await startEndpoint((incoming, response) => {
      incoming.resume()
      incoming.on('end', () => response.end())
    })
    const proxy = await startBetween(endpoint, 5000, 1000, contract)
    const ask = async ({ path, headers }: Sent): Promise<Told> => {
      const before = proxy.traffic.length
      await post(`${proxy.url}${path}`, { headers: { ...JSON_BODY, ...headers }, body: '{}' })
      await proxy.passed(before + 1)
      const problems = proxy.traffic[before]?.requestProblems ?? []
      return { names: problems.map(({ field }) => field), text: JSON.stringify(problems) }
    }
    return { ask, close: stopAll }
  },
}

describe.each(Object.entries(DOORS))('%s', (_name, start) => {
  let door: Awaited<ReturnType<Door>>
  beforeAll(async () => {
    door = await start()
  })
  afterAll(() => door.close())

  it.each(CASES)('names what is wrong with %s', async (_what, sent, names) => {
    const told = await door.ask(sent)
    expect(told.names).toEqual(names)
    expect(told.text).not.toContain(SECRET)
  })
})

describe('a capture', () => {
  it.each([
    ['a body that is not JSON', { mimeType: 'application/json', text: '{' }, 'json'],
    ['no body', { mimeType: 'application/json', text: '' }, 'json'],
    ['a body of another media type', { mimeType: 'text/plain', text: '{}' }, 'media-type'],
    ['a valid body', { mimeType: 'application/json', text: '{}' }, undefined],
  ])('names the parameters of a request with %s, too', (_what, postData, keyword) => {
    const problems: Problem[] = []
    const statistics = new ValidationStatistics((problem) => problems.push(problem))
    const request = {
      method: 'POST',
      url: 'https://client.example/tenants/0/send',
      headers: [{ name: 'X-Version', value: 'two' }],
      bodySize: postData.text.length,
      postData,
    }
    const value = { log: { entries: [{ request, response: {} }] } }
    const reading = 'published'
    const judge = createJudge(required, { reading })
    const parsed = { kind: 'json', value, text: JSON.stringify(value) } as const
    checkHar(parsed, 'capture.har', { contract: required, reading, judge, statistics })
    const told = problems.map(({ field, keyword: broken }) => field || broken)
    expect(told).toEqual(['tenant', 'X-Version', ...(keyword === undefined ? [] : [keyword])])
    const { malformed, invalid, problems: counted } = statistics.summary()
    expect([malformed, invalid]).toEqual(keyword === undefined ? [0, 1] : [1, 0])
    expect(counted).toBe(told.length)
  })

  const captured = ({ path, headers }: Sent) => {
    const shown = Object.entries({ Host: 'client.example', ...headers })
    const request = {
      method: 'POST',
      url: `https://client.example/below${path}`,
      headers: shown.map(([name, value]) => ({ name, value })),
    }
    const text = JSON.stringify({ log: { entries: [{ request }] } })
    const located = { file: 'capture.har', source: standalone(text) }
    return captureProblems(request, operation, located, ['log', 'entries', 0])
  }

  it.each(CASES)(
    'names what is wrong with %s, as far as captures show it',
    (_what, sent, names) => {
      const problems = captured(sent)
      const shown = names.filter((name) => name !== 'visit' && name !== 'X-Api-Key')
      expect(problems.map(({ field }) => field)).toEqual(shown)
      for (const { keyword, column, rule } of problems)
        expect([keyword, column, rule]).toEqual([
          'parameter',
          expect.any(Number),
          expect.stringMatching(/^contract\.yaml:\d+$/),
        ])
    },
  )

  it('without headers, or with a value that was replaced, says nothing of these', () => {
    const without = { method: 'POST', url: `https://client.example${VALID.path}`, headers: [] }
    const replaced = { ...without, url: without.url.replace('full', '[secret]') }
    const located = { file: 'capture.har', source: standalone(JSON.stringify(without)) }
    for (const request of [without, replaced])
      expect(captureProblems(request, operation, located, [])).toEqual([])
  })
})

describe('parameters of the path', () => {
  const headers = { 'x-version': '2' }
  it.each([
    ['below a folder', '/a/b/tenants/x/send', 1],
    ['in another case, with more slashes', '//TENANTS/x/Send/', 1],
    ['of an absolute target', 'http://client.example/tenants/x/send', 1],
    ['of another address', '/hooks/x', 0],
    ['of another address of as many steps', '/hooks/x/send', 0],
  ])('are looked for %s', (_what, target, count) => {
    expect(parameterViolationsOf(operation, { target, headers })).toHaveLength(count)
  })
})
