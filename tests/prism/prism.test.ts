import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Prism, startPrism } from '../../mocks/prism/index.ts'
import { startStub, type Stub } from '../../mocks/stub/index.ts'
import { type Contract, loadContract } from '../../src/contract/index.ts'
import { applyEdit, createMessages } from '../../src/messages/index.ts'
import { startCli } from '../support/cli.ts'

/** The real Prism, and what it, the stub and the validator make of the same messages. */

let folder: string
let contract: Contract
let prism: Prism
let stub: Stub
const unexpected: string[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dropship-prism-test-'))
  contract = await loadContract()
  const started = await Promise.all([
    startPrism({
      files: contract.files,
      host: '127.0.0.1',
      port: 0,
      portOption: '--prism-port',
      log: join(folder, 'logs/prism.log'),
      onUnexpectedExit: (sentence) => unexpected.push(sentence),
    }),
    startStub({ contract, auth: { scheme: 'none' }, strictness: 'published' }),
  ])
  prism = started[0]
  stub = started[1]
}, 60_000)

afterAll(async () => {
  await Promise.all([prism.close(), stub.close()])
  rmSync(folder, { recursive: true, force: true })
})

interface Sent {
  readonly name: string
  readonly body: unknown
}

/** How the three judge one message: accepted or not. */
async function verdicts(operation: string, { body }: Sent): Promise<Record<string, boolean>> {
  const judge = contract.operation(operation)
  const post = async (url: string): Promise<boolean> => {
    const answer = await fetch(`${url}${judge.path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer any' },
      body: JSON.stringify(body),
    })
    await answer.arrayBuffer()
    return answer.ok
  }
  const [byPrism, byStub] = await Promise.all([post(prism.url), post(stub.url)])
  return { prism: byPrism, stub: byStub, validator: judge.accepts(body, 'published') }
}

async function disagreements(operation: string, messages: readonly Sent[]): Promise<string[]> {
  const found: string[] = []
  const waiting = [...messages]
  const lane = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const judged = await verdicts(operation, next)
      if (new Set(Object.values(judged)).size > 1)
        found.push(`${next.name}: ${JSON.stringify(judged)}`)
    }
  }
  await Promise.all(Array.from({ length: 16 }, lane))
  return found.toSorted()
}

describe('Prism, the stub and the validator agree', () => {
  test.each([
    'drop_shipment_confirmation',
    'drop_shipment_cancellation',
    'drop_shipment_partial_cancellation',
  ])(
    'on every variation and every deviation of %s',
    async (operation) => {
      const messages = createMessages(contract.operation(operation))
      const control = messages.message('full', 2)
      const sent = [...messages.variations(), ...messages.deviations()].map(({ id, edit }) => ({
        name: id,
        body: applyEdit(control, edit),
      }))
      expect(sent.length).toBeGreaterThan(50)
      expect(await disagreements(operation, sent)).toEqual([])
    },
    60_000,
  )
})

test('what Prism says stands in its own file', () => {
  expect(readFileSync(join(folder, 'logs/prism.log'), 'utf8')).toContain('Prism is listening on')
  expect(unexpected).toEqual([])
})

test('a port that is taken is said before Prism starts', async () => {
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  const { port } = taken.address() as AddressInfo
  const starting = startPrism({
    files: contract.files,
    host: '127.0.0.1',
    port,
    portOption: '--prism-port',
    log: join(folder, 'taken.log'),
    onUnexpectedExit: () => undefined,
  })
  await expect(starting).rejects.toMatchObject({ code: 'PORT_IN_USE' })
  taken.close()
})

test('dropship mock --engine prism serves, and leaves no process behind', async () => {
  const running = startCli(['mock', '--engine', 'prism', '--port', '0'], { cwd: folder })
  const [, url = ''] = await running.waitFor(/listens on (http\S+);/)
  await running.waitFor(/Stop with/)
  expect(
    (await fetch(`${url}/drop_shipment_confirmation`, { method: 'POST' })).status,
  ).toBeGreaterThanOrEqual(400)
  expect(await running.stop('SIGINT')).toBe(0)
  await expect(fetch(url)).rejects.toThrow('fetch failed')
}, 60_000)
