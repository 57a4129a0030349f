import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { certify, renderTerminal, reportFiles } from '../../src/certify/index.ts'
import type { Contract } from '../../src/contract/index.ts'
import { systemClock } from '../../src/core/index.ts'
import { dropShip as expressDropShip } from '../../src/express.ts'
import { dropShip as fastifyDropShip } from '../../src/fastify.ts'
import { openHar } from '../../src/validate/index.ts'
import { createMatchers } from '../../src/vitest.ts'
import { type RunningConsole, startTestConsole } from '../support/console.ts'
import { compileText, posting, withPaths } from '../support/contracts.ts'
import { folderForFile } from '../support/folder.ts'
import { EXPRESSES, serving, servingFastify } from '../support/guarded-endpoints.ts'
import { startBetween, startEndpoint, stopAll } from '../support/proxied.ts'
import { runMain } from '../support/run-main.ts'

/** Whatever others write may be nested deeper than a stack is: what calls itself for it must not end what reads it. */

const list = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`
const object = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`

const DEEP = [
  ['a list 5,000 deep', list(5000)],
  ['an object 100,000 deep', object(100_000)],
] as const

const JSON_BODY = { 'application/json': { schema: { type: 'object' } } }
const DOCUMENT = withPaths({
  '/any': posting({}, { operationId: 'any' }),
  '/plain': posting(
    { type: 'object', required: ['x'], properties: { x: { type: 'integer' } } },
    {
      operationId: 'plain',
      responses: {
        '200': { description: 'accepted', content: JSON_BODY },
        '422': { description: 'rejected', content: JSON_BODY },
      },
    },
  ),
})

const folder = folderForFile()
const file = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
const contractFile = file('contract.json', DOCUMENT)
let contract: Contract
let running: RunningConsole
beforeAll(async () => {
  contract = await compileText(DOCUMENT)
  running = await startTestConsole({ contract, auth: { scheme: 'none' } })
})
afterAll(async () => {
  await running.close()
  await stopAll()
})

async function statusOf(url: string, body: string): Promise<number> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  await response.arrayBuffer()
  return response.status
}

/** An endpoint all of whose responses have a body as deep. */
const endpointOf = (deep: string): Promise<string> =>
  startEndpoint((incoming, response) => {
    const pieces: Buffer[] = []
    incoming.on('data', (piece: Buffer) => pieces.push(piece))
    incoming.on('end', () => {
      const isValid = /"x":\s*-?\d+[,}]/.test(Buffer.concat(pieces).toString())
      response.writeHead(isValid ? 200 : 422, { 'content-type': 'application/json' })
      response.end(isValid ? deep : `{"message":"no","errors":${deep}}`)
    })
  })

/** Command lines go on, or say what is wrong with the file: no trouble of their own. */
async function exitCodeOf(...args: string[]): Promise<number | null> {
  const { exitCode, stderr } = await runMain(args)
  expect(stderr).not.toMatch(/itself failed|call stack/)
  return exitCode
}

describe.each(DEEP)('%s', (_what, deep) => {
  it('is judged by the stub, and shown, searched and checked by its console', async () => {
    const { stub, page } = running
    expect(await statusOf(`${stub.url}/any`, deep)).toBe(200)
    expect(await statusOf(`${stub.url}/plain`, deep)).toBe(422)
    const entry = stub.journal.entries().at(-1)
    expect(entry).toMatchObject({ operation: 'plain', verdict: 'invalid' })
    for (const path of ['/api/journal', `/api/journal/${entry?.id}`, '/api/search?text=x'])
      expect((await fetch(`${page.url}${path}`)).status).toBe(200)
    const text = JSON.stringify({ operation: 'plain', text: deep })
    expect(await statusOf(`${page.url}/api/check`, text)).toBe(200)
  })

  it.each(Object.entries(EXPRESSES))('is judged by the middleware of %s', async (_name, of) => {
    const app = of()
    app.use(expressDropShip({ contract }))
    app.post(['/any', '/plain'], (_request, response) => void response.json({}))
    const server = await serving(app)
    expect(await statusOf(`${server.url}/any`, deep)).toBe(200)
    expect(await statusOf(`${server.url}/plain`, deep)).toBe(422)
    await server.close()
  })

  it('is judged by the middleware of Fastify', async () => {
    const server = await servingFastify(async (app) => {
      await app.register(fastifyDropShip, { contract })
      app.post('/any', () => ({}))
      app.post('/plain', () => ({}))
    })
    expect(await statusOf(`${server.url}/any`, deep)).toBe(200)
    expect(await statusOf(`${server.url}/plain`, deep)).toBe(422)
    await server.close()
  })

  it('passes the proxy in both directions, and its capture is judged', async () => {
    const between = await startBetween(await endpointOf(deep), 5000, 4_000_000, contract)
    expect(await statusOf(`${between.url}/plain`, deep)).toBe(422)
    await between.passed(1)
    expect(between.traffic[0]?.requestProblems).toHaveLength(1)
    const capture = join(folder, 'capture.har')
    const har = openHar(capture, '1.0.0')
    for (const traffic of between.traffic) har.write(traffic)
    har.close()
    expect(await exitCodeOf('validate', capture, '--contract', contractFile)).toBe(1)
  })

  it('is validated as a payload, and by matchers', async () => {
    const payload = file('payload.json', deep)
    const args = ['--contract', contractFile, '--as']
    expect(await exitCodeOf('validate', payload, ...args, 'any')).toBe(0)
    expect(await exitCodeOf('validate', payload, ...args, 'plain')).toBe(1)
    expect(createMatchers({ contract }).toSatisfyRequest(deep, 'plain').pass).toBe(false)
    const parsed: unknown = JSON.parse(deep)
    expect(() => createMatchers({ contract }).toSatisfyRequest(parsed, 'plain')).toThrow(
      'The body cannot be written as JSON.',
    )
  })

  it('is sent, and received in responses', async () => {
    const url = await endpointOf(deep)
    const payload = file('payload.ndjson', `{"operation":"any","body":${deep}}\n`)
    const store = ['--store', join(folder, 'queue.db')]
    const send = ['send', payload, '--to', url, '--auth', 'none', '--contract', contractFile]
    expect(await exitCodeOf(...send, '--retries', '0', ...store)).toBe(1)
    expect(await exitCodeOf('queue', 'list', ...store)).toBe(0)
    expect(await exitCodeOf('queue', 'report', ...store)).toBe(0)
  })

  it('does not end a certification that gets it, and its reports are written', async () => {
    const report = await certify({
      contract,
      url: await endpointOf(deep),
      operations: ['plain'],
      credentials: { scheme: 'none' },
      clock: systemClock,
      timeoutMs: 5000,
      level: 'compatible',
    })
    expect(report.checks.filter(({ status }) => status === 'errored')).toEqual([])
    expect(report.problem).toBeUndefined()
    expect(renderTerminal(report, { color: false, full: true })).toContain('at level')
    expect(Object.keys(reportFiles(report))).toContain('report.json')
  })

  it('is named as what is wrong with a token service', async () => {
    const url = await endpointOf(deep)
    const service = await startEndpoint((incoming, response) => {
      incoming.resume()
      response.writeHead(200, { 'content-type': 'application/json' }).end(deep)
    })
    const client = ['--client-id', 'c', '--client-secret', 's', '--token-url', service]
    const args = ['certify', url, '--operations', 'plain', '--contract', contractFile]
    const { stdout, stderr } = await runMain([...args, '--auth', 'oauth2', ...client])
    expect(stdout).toMatch(/token service/)
    expect(stderr).not.toMatch(/itself failed|call stack/)
  })

  it('is named as what is wrong with a pact, and may be in the response to another', async () => {
    const pactWith = (body: string): string =>
      `{"consumer":{"name":"a"},"provider":{"name":"b"},"interactions":[{"description":"d","request":{"method":"POST","path":"/plain","headers":{"Content-Type":"application/json"},"body":${body}},"response":{"status":200}}],"metadata":{"pactSpecification":{"version":"3.0.0"}}}`
    const pact = file('deep.pact.json', pactWith(deep))
    const url = await endpointOf(deep)
    for (const command of [
      ['lint', contractFile, '--pact', pact],
      ['verify', url, '--pact', pact],
    ]) {
      const { exitCode, stderr } = await runMain(command)
      expect(stderr).toContain('is nested too deeply')
      expect(exitCode).toBe(2)
    }
    const usual = file('usual.pact.json', pactWith('{"x":1}'))
    const verify = ['verify', url, '--pact', usual, '--auth', 'none', '--contract', contractFile]
    expect(await exitCodeOf(...verify)).toBe(0)
  })
})
