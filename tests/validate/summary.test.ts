import { describe, expect, it } from 'vitest'
import { createMessages } from '../../src/messages/index.ts'
import { shippedContract } from '../../src/contract/index.ts'
import { confirmation, line, OPERATION, payloadFolder } from '../support/payload-folder.ts'
import { runMain } from '../support/run-main.ts'

const folder = payloadFolder()
const CANCELLATION = 'drop_shipment_cancellation'
const cancellation = createMessages(shippedContract().operation(CANCELLATION)).example()
const WRONG = confirmation({ carrier: 5 })

async function validate(name: string, content: string, ...args: string[]) {
  return runMain(['validate', folder.write(name, content), ...args])
}

/** An entry of a capture, as browsers write it. */
function har(sent: unknown, status: number, received: string): string {
  const request = {
    method: 'POST',
    url: `https://client.example/${OPERATION}`,
    postData: { mimeType: 'application/json', text: JSON.stringify(sent) },
  }
  const content = { mimeType: 'application/json', text: received }
  const entries = [{ request, response: { status, content } }]
  return JSON.stringify({ log: { version: '1.2', entries } })
}

describe('a summary counts', () => {
  it('each rule among the messages of its operation, which it names where there are others', async () => {
    const { stdout } = await validate(
      'two.ndjson',
      line(WRONG) + line(cancellation) + line(confirmation()),
    )
    expect(stdout).toContain('\n1 of 3 messages invalid\n')
    expect(stdout).toContain(
      `/shipment/carrier has the wrong type: 1 of 2 messages of ${OPERATION}`,
    )
  })

  it('each rule without the name where all messages are of one operation', async () => {
    const { stdout } = await validate('one.ndjson', line(WRONG) + line(confirmation()))
    expect(stdout).toMatch(/\/shipment\/carrier has the wrong type: 1 of 2 {2}openapi/)
  })

  it('what is not JSON among all records', async () => {
    const { stdout } = await validate('cut.ndjson', `${line(confirmation())}{"shipment":\n`)
    expect(stdout).toContain('1 message valid, 1 record unreadable\n')
    expect(stdout).toContain('is not valid JSON: 1 of 2 records\n')
  })

  it.each([
    [
      'a valid response',
      200,
      '{"message":"Success"}',
      '1 of 1 message invalid, 1 response valid\n',
    ],
    [
      'an invalid response',
      422,
      '{"errors":[]}',
      '1 of 1 message invalid, 1 of 1 response invalid\n',
    ],
  ])('%s of a capture apart from messages', async (_what, status, received, verdict) => {
    const { stdout } = await validate('a.har', har(WRONG, status, received))
    expect(stdout).toContain(`\n${verdict}`)
    expect(stdout).toContain(`has the wrong type: 1 of 1 message of ${OPERATION}`)
    expect(stdout.includes(`message is missing: 1 of 1 response of ${OPERATION}`)).toBe(
      status === 422,
    )
  })
})

describe('unknown fields', () => {
  const withNames = (...names: string[]): string =>
    line(confirmation(Object.fromEntries(names.map((name) => [name, 1]))))
  it.each([
    ['one', ['carier'], '/shipment/carier is not a known field: 1 of 1'],
    ['one with a slash', ['a/b'], '/shipment/a~1b is not a known field: 1 of 1'],
    ['some', ['carier', 'colour'], '/shipment/* is not a known field (carier, colour): 1 of 1'],
    ['many', ['a', 'b', 'c', 'd', 'e'], '/shipment/* is not a known field (a, b, c and others): 1'],
  ])('are named in the summary: %s', async (_what, names, expected) => {
    const { stdout } = await validate('x.json', withNames(...names), '--reading', 'published')
    expect(stdout).toContain(`  ${expected}`)
  })
})

describe('a file that is not what --input or its name says', () => {
  const log = `2026-11-29T03:50:00Z info: ${line(confirmation())}`
  it.each([
    [
      'a log as HAR',
      'app.txt',
      log,
      'har',
      'this is not a HAR capture: it looks like a log, use --input log',
    ],
    [
      'a log that is called HAR',
      'app.har',
      log,
      undefined,
      'this is not a HAR capture: it looks like a log, use --input log',
    ],
    [
      'NDJSON as HAR',
      'x',
      line(WRONG).repeat(2),
      'har',
      'this is not a HAR capture: it has a value on each line, use --input ndjson',
    ],
    [
      'NDJSON as JSON',
      'x',
      line(WRONG).repeat(2),
      'json',
      'this is not one JSON document: it has a value on each line, use --input ndjson',
    ],
    [
      'other JSON as HAR',
      'x.json',
      '{}',
      'har',
      'this is not a HAR capture: it has no log.entries',
    ],
    [
      'text as HAR',
      'x.har',
      'hello',
      undefined,
      'this is not a HAR capture: it is not valid JSON: found',
    ],
  ])('is told as such: %s', async (_what, name, content, input, expected) => {
    const args = input === undefined ? [] : ['--input', input]
    const { stdout, exitCode } = await validate(name, content, ...args)
    expect(stdout).toContain(`  ${expected}`)
    expect(exitCode).toBe(1)
  })

  it('is a broken capture where it begins as one', async () => {
    const { stdout } = await validate('broken.har', '{"log":{"version":"1.2","entries":oops}}')
    expect(stdout).not.toContain('not a HAR capture')
    expect(stdout).toContain('1 record unreadable')
  })
})
