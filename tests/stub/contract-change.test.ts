import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  watch,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type ContractChange, startStub, type Stub, watchContract } from '../../mocks/stub/index.ts'
import { createFolderWatch } from '../../mocks/stub/folder-watch.ts'
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

/** A promise with what resolves it. */
function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined
  const promise = new Promise<T>((settle) => (resolve = settle))
  return { promise, resolve }
}

async function post(path: string, body: unknown): Promise<number> {
  const response = await fetch(`${stub.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return response.status
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

it('a broken edit is rejected with file and line, and the old contract stays in force', async () => {
  const change = await changeAfter(() =>
    write('order.yaml', 'type: object\nadditionalProperties: false\nrequired: [sku]\n'),
  )
  expect(change).toMatchObject({ ok: false, error: { code: 'CONTRACT_BROKEN' } })
  if (!change.ok) expect(change.error.details.where).toMatch(/order\.yaml:\d+$/)
  expect(await post('/order', { sku: 'a' })).toBe(200)
  expect((await changeAfter(() => write('order.yaml', schema('ean')))).ok).toBe(true)
  expect(await post('/order', { ean: 'a' })).toBe(200)
})

it('requests that arrive while the contract changes all get a response', async () => {
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

it('a file that is written again as it was is not an edit', async () => {
  const text = readFileSync(join(directory, 'order.yaml'), 'utf8')
  write('order.yaml', text)
  await changeAfter(() => write('order.yaml', schema('ean')))
  expect(changes).toHaveLength(1)
})

it('a rejected edit is in force as soon as the file that it newly refers to is valid', async () => {
  mkdirSync(join(directory, 'parts'))
  write('parts/order.yaml', 'type: object\nrequired: sku\n')
  const moved = document('/order').replace('order.yaml', 'parts/order.yaml')
  const rejected = await changeAfter(() => write('orders.yaml', moved))
  expect(rejected.ok).toBe(false)
  expect((await changeAfter(() => write('parts/order.yaml', schema('ean')))).ok).toBe(true)
  expect(await post('/order', { ean: 'a' })).toBe(200)
})

it('a rejected edit is in force as soon as the file that it misses is there', async () => {
  const moved = document('/order').replace('order.yaml', 'new.yaml')
  expect((await changeAfter(() => write('orders.yaml', moved))).ok).toBe(false)
  expect((await changeAfter(() => write('new.yaml', schema('ean')))).ok).toBe(true)
})

it('an edit that comes while another is put in force is not lost', async () => {
  const seen: string[] = []
  const { promise, resolve } = withResolvers<void>()
  const watching = watchContract({
    contract: stub.contract,
    replace: (contract) => {
      seen.push(contract.version)
      if (seen.length === 1) write('orders.yaml', document('/order').replace("'1'", "'3'"))
      else resolve()
      return Promise.resolve()
    },
    onChange: () => undefined,
  })
  write('orders.yaml', document('/order').replace("'1'", "'2'"))
  await promise
  watching.close()
  expect(seen).toEqual(['2', '3'])
})

it('the last of many quick saves is in force', async () => {
  for (let version = 2; version <= 30; version++) {
    write('orders.yaml', document('/order').replace("'1'", `'${version}'`))
    await new Promise((resolve) => setTimeout(resolve, version % 3 === 0 ? 60 : 5))
  }
  while (stub.contract.version !== '30') await new Promise<void>((resolve) => (wake = resolve))
  expect(changes.every(({ ok }) => ok)).toBe(true)
})

it('what else is written to the folder is not an edit, and keeps none waiting', async () => {
  let touches = 0
  const own = createFolderWatch(() => (touches += 1))
  own.watch([join(directory, 'order.yaml')])
  const { promise, resolve } = withResolvers<void>()
  const other = watch(directory, (_event, name) => {
    if (name === 'last') resolve()
  })
  for (const file of ['journal.ndjson', 'order.yaml~', 'last']) write(file, 'noise')
  await promise
  expect(touches).toBe(0)
  own.close()
  other.close()
})

it('a link to the document is followed', async () => {
  mkdirSync(join(directory, 'links'))
  symlinkSync(join(directory, 'orders.yaml'), join(directory, 'links/orders.yaml'))
  write('links/order.yaml', schema('sku'))
  const { promise, resolve } = withResolvers<ContractChange>()
  const watching = watchContract({
    contract: await loadContract(join(directory, 'links/orders.yaml')),
    replace: () => Promise.resolve(),
    onChange: resolve,
  })
  write('orders.yaml', document('/orders'))
  expect((await promise).ok).toBe(true)
  watching.close()
})
