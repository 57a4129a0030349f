import { readFileSync } from 'node:fs'
import fastify from 'fastify'
import { describe, expect, it } from 'vitest'
import { startStub } from '../../mocks/stub/index.ts'
import { atOnce } from '../../src/core/index.ts'
import { dropShip } from '../../src/fastify.ts'
import { judgeRequest } from '../../src/validate/proxy/judge.ts'
import { compileText } from '../support/contracts.ts'
import { payloadFolder } from '../support/payload-folder.ts'
import { runMain } from '../support/run-main.ts'

const folder = payloadFolder()

const TEXT = `openapi: 3.1.0
info: { title: Shelf, version: '1' }
paths:
  /shelf:
    post:
      operationId: shelf
      requestBody:
        content:
          application/json: { schema: { type: object, required: [n], properties: { n: { type: integer } } } }
          application/merge-patch+json: { schema: { type: object, required: [m], properties: { m: { type: string } } } }
      responses: { '200': { description: accepted } }
`
const contract = await compileText(TEXT)
const operation = contract.operation('shelf')

const [JSON_TYPE, PATCH_TYPE] = ['application/json', 'application/merge-patch+json; charset=utf-8']
const CASES: readonly [type: string, body: object, isValid: boolean][] = [
  [JSON_TYPE, { n: 1 }, true],
  [JSON_TYPE, { m: 'x' }, false],
  [PATCH_TYPE, { m: 'x' }, true],
  [PATCH_TYPE, { n: 1 }, false],
  ['application/other+json', { n: 1 }, true],
  ['application/other+json', { m: 'x' }, false],
]

describe.each(CASES)('a request of %s with %j', (type, body, isValid) => {
  const text = JSON.stringify(body)

  it('is judged by the schema of its Content-Type in a capture', async () => {
    const entry = {
      request: {
        method: 'POST',
        url: 'https://client.example/shelf',
        headers: [{ name: 'content-type', value: type }],
        postData: { mimeType: JSON_TYPE, text },
      },
    }
    const file = folder.write('a.har', JSON.stringify({ log: { entries: [entry] } }))
    const { exitCode } = await runMain([
      'validate',
      file,
      '--contract',
      folder.write('shelf.yaml', TEXT),
    ])
    expect(exitCode).toBe(isValid ? 0 : 1)
  })

  it('is judged by it in the proxy', () => {
    const passed = {
      method: 'POST',
      target: '/',
      rawHeaders: ['Content-Type', type],
      body: Buffer.from(text),
      truncated: false,
    }
    expect(atOnce(judgeRequest(operation, passed, 'published')).length === 0).toBe(isValid)
  })

  it('is judged by it in the middleware', async () => {
    const app = fastify()
    await app.register(dropShip, { contract })
    app.post('/shelf', () => 'ran')
    const { statusCode } = await app.inject({
      method: 'POST',
      url: '/shelf',
      headers: { 'content-type': type },
      payload: text,
    })
    expect(statusCode).toBe(isValid ? 200 : 422)
  })
})

describe('without its Content-Type', () => {
  it.each([
    [{ n: 1 }, 0],
    [{ m: 'x' }, 0],
    [{ m: 1 }, 1],
  ])('%j is valid where one of the schemas accepts it', async (body, expected) => {
    const { exitCode } = await runMain(
      ['validate', '-', '--contract', folder.write('s.yaml', TEXT)],
      {
        stdin: JSON.stringify(body),
      },
    )
    expect(exitCode).toBe(expected)
  })
})

describe('a request without a body, where the contract does not require one', () => {
  it('passes the proxy and the middleware', async () => {
    const app = fastify()
    await app.register(dropShip, { contract })
    app.post('/shelf', () => 'ran')
    expect((await app.inject({ method: 'POST', url: '/shelf' })).statusCode).toBe(200)
    const passed = {
      method: 'POST',
      target: '/',
      rawHeaders: [],
      body: Buffer.alloc(0),
      truncated: false,
    }
    expect(atOnce(judgeRequest(operation, passed, 'published'))).toEqual([])
  })
})

describe('a message that is sent', () => {
  it('has the Content-Type and the parameters of its operation', async () => {
    const parameters = readFileSync('tests/contracts/foreign/parameters.yaml', 'utf8').replace(
      'application/json:',
      'application/vnd.shelf+json:',
    )
    const sent = await compileText(parameters)
    const stub = await startStub({
      contract: sent,
      auth: { scheme: 'none' },
      host: '127.0.0.1',
      port: 0,
    })
    try {
      const file = folder.write('parameters.yaml', parameters)
      const send = (...options: string[]) =>
        runMain([
          'send',
          '--sample',
          'shelf',
          '--to',
          stub.url,
          '--auth',
          'none',
          '--contract',
          file,
          '--retries',
          '0',
          '--store',
          `${folder.path}/${options.length}.db`,
          ...options,
        ])
      const { stdout, stderr, exitCode } = await send('--param', 'hall=17')
      expect(stdout + stderr).toContain('delivered 1 of 1')
      expect(exitCode).toBe(0)
      expect((await send('--param', 'hall=x', '--quiet')).stderr).toContain('must be an integer')
    } finally {
      await stub.close()
    }
  })
})
