import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type ContractChange, startStub, type Stub } from '../../mocks/stub/index.ts'
import { loadContract } from '../../src/contract/index.ts'

let directory: string
let stub: Stub
let changes: ContractChange[]
let wake: (() => void) | undefined

const document = (path: string): string => `openapi: 3.1.0
info: { title: Orders, version: '1' }
paths:
  ${path}:
    post:
      operationId: order
      requestBody:
        content: { application/json: { schema: { $ref: 'order.yaml' } } }
      responses: { '200': { description: fine } }
`
const schema = (name: string): string =>
  `type: object\nrequired: [${name}]\nproperties: { ${name}: { type: string } }\n`

const write = (file: string, text: string): void => writeFileSync(join(directory, file), text)

/** The next change after what `edit` does. */
async function changeAfter(edit: () => void): Promise<ContractChange> {
  const count = changes.length
  edit()
  while (changes.length === count) await new Promise<void>((resolve) => (wake = resolve))
  const change = changes.at(-1)
  if (change === undefined) throw new Error('no change')
  return change
}

async function post(path: string, body: unknown): Promise<number> {
  const answer = await fetch(`${stub.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return answer.status
}

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'contract-'))
  write('orders.yaml', document('/order'))
  write('order.yaml', schema('sku'))
  changes = []
  stub = await startStub({
    auth: { scheme: 'none' },
    contract: await loadContract(join(directory, 'orders.yaml')),
    onContractChange: (change) => {
      changes.push(change)
      wake?.()
    },
  })
})
afterEach(async () => {
  await stub.close()
  rmSync(directory, { recursive: true })
})

it('an edit of the contract is in force without a restart', async () => {
  expect(await post('/order', { sku: 'a' })).toBe(200)
  await changeAfter(() => write('orders.yaml', document('/orders/{id}')))
  expect(await post('/order', { sku: 'a' })).toBe(404)
  expect(await post('/orders/17', { sku: 'a' })).toBe(200)
})

it('an edit of a file it refers to is too', async () => {
  await changeAfter(() => write('order.yaml', schema('ean')))
  expect(await post('/order', { sku: 'a' })).toBe(422)
  expect(await post('/order', { ean: 'a' })).toBe(200)
})

it('a file that takes another’s place is an edit', async () => {
  write('new.yaml', schema('ean'))
  await changeAfter(() => renameSync(join(directory, 'new.yaml'), join(directory, 'order.yaml')))
  expect(await post('/order', { ean: 'a' })).toBe(200)
})

it('a broken edit is refused with file and line, and the old contract stays in force', async () => {
  const change = await changeAfter(() =>
    write('order.yaml', 'type: object\nadditionalProperties: false\nrequired: [sku]\n'),
  )
  expect(change).toMatchObject({ ok: false, error: { code: 'CONTRACT_BROKEN' } })
  if (!change.ok) expect(change.error.details.where).toMatch(/order\.yaml:\d+$/)
  expect(await post('/order', { sku: 'a' })).toBe(200)
  expect((await changeAfter(() => write('order.yaml', schema('ean')))).ok).toBe(true)
  expect(await post('/order', { ean: 'a' })).toBe(200)
})

it('requests that arrive while the contract changes are all answered', async () => {
  const statuses: number[] = []
  const stop = new AbortController()
  const sender = (async () => {
    while (!stop.signal.aborted) statuses.push(await post('/order', { sku: 'a', ean: 'a' }))
  })()
  for (const name of ['ean', 'sku', 'ean'])
    await changeAfter(() => write('order.yaml', schema(name)))
  stop.abort()
  await sender
  expect(new Set(statuses)).toEqual(new Set([200]))
})

it('a file that is written again as it was is no edit', async () => {
  const text = readFileSync(join(directory, 'order.yaml'), 'utf8')
  write('order.yaml', text)
  await changeAfter(() => write('order.yaml', schema('ean')))
  expect(changes).toHaveLength(1)
})
