import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startStub, type Stub } from '../../mocks/stub/index.ts'
import { type Contract, loadContract } from '../../src/index.ts'
import { createMatchers } from '../../src/vitest.ts'
import { JSON_RULES } from '../support/json-rules.ts'
import { runMain } from '../support/run-main.ts'
import { createStubClient, type StubClient } from '../support/stub-client.ts'
import { folderForFile } from '../support/folder.ts'

/** Every value of the rules as the text of a message. */
const messages = JSON_RULES.flatMap(([schema, valid, invalid], index) =>
  [...valid, ...invalid].map((value, place) => ({
    operation: `rule${index}`,
    text: `{ "value": ${value} }`,
    isValid: place < valid.length,
    title: `${value} by ${JSON.stringify(schema)}`,
  })),
)

const folder = folderForFile()
let contract: Contract
let stub: Stub
let client: StubClient

beforeAll(async () => {
  const paths = JSON_RULES.map(([schema], index) => {
    const body = { type: 'object', required: ['value'], properties: { value: schema } }
    const requestBody = { content: { 'application/json': { schema: body } } }
    const responses = { 200: { description: 'fine' } }
    return [`/rule${index}`, { post: { operationId: `rule${index}`, requestBody, responses } }]
  })
  const document = {
    openapi: '3.1.0',
    info: { title: 'Rules', version: '1' },
    paths: Object.fromEntries(paths) as object,
  }
  writeFileSync(join(folder, 'contract.json'), JSON.stringify(document))
  contract = await loadContract(join(folder, 'contract.json'))
  stub = await startStub({ contract })
  client = createStubClient(stub)
})
afterAll(async () => {
  await client.close()
  await stub.close()
})

const expected = messages.map(({ title, isValid }) => `${title}: ${String(isValid)}`)
const shown = (verdicts: readonly boolean[]): string[] =>
  messages.map(({ title }, index) => `${title}: ${String(verdicts[index])}`)

it('validate gives JSON the verdict of JSON Schema, line by line', async () => {
  const file = join(folder, 'messages.ndjson')
  const lines = messages.map(
    ({ operation, text }) => `{"operation":"${operation}","body":${text}}\n`,
  )
  writeFileSync(file, lines.join(''))
  const args = ['validate', file, '--contract', join(folder, 'contract.json'), '--json']
  const { stdout, exitCode } = await runMain(args)
  const problems = stdout.trim().split('\n')
  const wrong = new Set(problems.map((each) => (JSON.parse(each) as { line: number }).line))
  expect(shown(messages.map((_, index) => !wrong.has(index + 1)))).toEqual(expected)
  expect(exitCode).toBe(1)
})

it('the stub gives JSON the verdict of JSON Schema', async () => {
  const statuses: (number | undefined)[] = []
  for (const { operation, text } of messages) {
    const { response } = await client.post(`/${operation}`, text)
    statuses.push(response?.status)
  }
  expect(shown(statuses.map((status) => status === 200))).toEqual(expected)
  expect(new Set(statuses)).toEqual(new Set([200, 422]))
})

it('the library gives JSON the verdict of JSON Schema', () => {
  const matchers = createMatchers({ contract })
  const verdicts = messages.map(({ operation, text }) => {
    const judged = contract.operation(operation)
    const body: unknown = JSON.parse(text)
    const isValid = judged.accepts(body, 'published')
    expect(judged.validate(body, 'intended').length === 0).toBe(isValid)
    expect(matchers.toSatisfyRequest(text, operation).pass).toBe(isValid)
    return isValid
  })
  expect(shown(verdicts)).toEqual(expected)
})
