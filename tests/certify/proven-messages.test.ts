import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { certify, prepare, type Report } from '../../src/certify/index.ts'
import { proveInvalid, proveValid } from '../../src/certify/run/proven.ts'
import { type Contract, loadContract } from '../../src/contract/index.ts'
import { parseJson, systemClock } from '../../src/core/index.ts'
import { compileText, contractWith } from '../support/contracts.ts'

/** Judges messages by the contract alone; `isForbidden` is a rule of its own. */
async function certifyJudging(
  contract: Contract,
  isForbidden: (body: unknown) => boolean = () => false,
): Promise<Report> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const operation = contract.operationAt('POST', request.url ?? '')
      const parsed = parseJson(Buffer.concat(chunks).toString('utf8'))
      const isValid = parsed.ok && operation?.accepts(parsed.value, 'published') === true
      response.writeHead(isValid && !isForbidden(parsed.value) ? 200 : 400).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  try {
    return await certify({
      contract,
      url: `http://127.0.0.1:${port}`,
      credentials: { scheme: 'none' },
      level: 'strict',
      clock: systemClock,
    })
  } finally {
    server.close()
    server.closeAllConnections()
  }
}

/** The bodies that were sent for requirements whose ids begin so, with the checks that they decided. */
function bodiesOf(report: Report, prefix: string) {
  return report.checks.flatMap(({ id, requirement, operation = '', status, request }) => {
    const body = request?.body
    // A check of other methods asks for the rejection of the method alone.
    const isWhole = body !== undefined && !body.endsWith('…') && !id.includes('/method/')
    return requirement.startsWith(prefix) && status !== 'skipped' && isWhole
      ? [{ id, operation, parsed: parseJson(body) }]
      : []
  })
}

/** Ids of checks that asked for a rejection of what is valid, or for the acceptance of what is not. */
function unproven(contract: Contract, report: Report): string[] {
  const rejected = bodiesOf(report, 'DS-REF').filter(
    ({ operation, parsed }) =>
      parsed.ok && contract.operation(operation).accepts(parsed.value, 'published'),
  )
  const accepted = bodiesOf(report, 'DS-ACC').filter(
    ({ operation, parsed }) =>
      !parsed.ok || !contract.operation(operation).accepts(parsed.value, 'intended'),
  )
  expect(bodiesOf(report, 'DS-ACC').length).toBeGreaterThan(0)
  return [...rejected, ...accepted].map(({ id }) => id)
}

const hasTwoItems = (body: unknown): boolean =>
  /"(?:shipment|order)_items":\[\{[^\]]*\},\{/.test(JSON.stringify(body))

const FOREIGN: readonly (readonly [string, string])[] = [
  [
    'an optional object with a required property',
    `type: object
additionalProperties: false
required: [order_number]
properties:
  order_number: { type: string, minLength: 2 }
  delivery_address:
    type: object
    additionalProperties: false
    required: [street_name]
    properties: { street_name: { type: string }, zip_code: { type: string } }`,
  ],
  [
    'alternatives of which one excludes what another allows',
    `oneOf:
  - { type: object, required: [by_mail], properties: { by_mail: { type: string } }, additionalProperties: false }
  - { type: object, required: [by_phone], properties: { by_phone: { type: integer } }, additionalProperties: false }`,
  ],
  [
    'a property that depends on another',
    `type: object
required: [kind]
properties:
  kind: { type: string, enum: [a, b, c] }
  left_side: { type: integer, minimum: 1 }
  right_side: { type: integer, minimum: 1 }
dependentRequired: { left_side: [right_side] }`,
  ],
  ['a list as body', 'type: array\nminItems: 1\nitems: { type: integer, maximum: 9 }'],
  ['a body that may be anything', '{}'],
]

describe('whatever a check asks an endpoint to reject is invalid, and what it asks to accept is valid', () => {
  it('for every operation of the contract', async () => {
    const contract = await loadContract()
    const report = await certifyJudging(contract)
    expect(unproven(contract, report)).toEqual([])
    expect(report.verdict).toBe('certified')
  })

  it('for an endpoint that rejects lists of two, so that messages are cut to one item', async () => {
    const contract = await loadContract()
    const report = await certifyJudging(contract, hasTwoItems)
    expect(unproven(contract, report)).toEqual([])
    // Each of them is still asked for something.
    const renamed = report.checks.filter(({ id }) => id.endsWith('upper-case-name'))
    expect(new Set(renamed.map(({ status }) => status))).toEqual(new Set(['passed']))
  })

  it.each(FOREIGN)('for a contract with %s', async (_name, schema) => {
    const contract = await compileText(contractWith(schema))
    const report = await certifyJudging(contract)
    expect(unproven(contract, report)).toEqual([])
    const off = report.checks.filter(({ status }) => status === 'failed' || status === 'errored')
    expect(off.map(({ id, actual }) => `${id}: ${actual}`)).toEqual([])
  })
})

it('a proof is made by the validator alone', async () => {
  const operation = (await loadContract()).operation('drop_shipment_confirmation')
  const [example] = operation.examples
  expect(proveValid(operation, example?.value)?.proof).toBe('valid')
  expect(proveInvalid(operation, example?.value)).toBeUndefined()
  expect(proveValid(operation, { shipment: {} })).toBeUndefined()
  expect(proveInvalid(operation, { shipment: {} })?.proof).toBe('invalid')
})

it('an operation of which no message can be made is excluded with its reason, and the others are judged', async () => {
  const text = contractWith(
    'type: object\nrequired: [n]\nproperties: { n: { type: string } }',
  ).replace(
    '  /send:',
    () => `  /none:
    post:
      operationId: none
      requestBody: { content: { application/json: { schema: { type: string, pattern: '^(?=7)[a-z]$' } } } }
  /send:`,
  )
  const contract = await compileText(text)
  const preparation = prepare({
    contract,
    url: 'http://127.0.0.1:1',
    credentials: { scheme: 'none' },
    clock: systemClock,
  })
  expect(preparation.outOfReach).toEqual([
    expect.stringMatching(/^POST \/none \(none\) .*no valid message of it can be made/),
  ])
  expect(preparation.plan.perOperation.map(({ operation }) => operation)).toEqual(['send'])
})
