import { describe, expect, it } from 'vitest'
import { contractLines } from '../../src/certify/causes/contract-lines.ts'
import { stillAccepted } from '../../src/certify/causes/accepted.ts'
import { renderAgent, renderTerminal, type Report } from '../../src/certify/index.ts'
import { loadContract } from '../../src/contract/index.ts'
import { createMessages } from '../../src/messages/index.ts'
import { FAILED_ID, sampleReport } from '../support/reports.ts'

const contract = await loadContract()
const lines = contract.operations.flatMap((operation) =>
  contractLines(operation, createMessages(operation).variations()),
)

const lineAt = (operation: string, pointer: string) => {
  const found = lines.find((each) => each.operation.endsWith(operation) && each.pointer === pointer)
  if (found === undefined) throw new Error(`no line for ${pointer}`)
  return found
}

describe('the contract line of a place', () => {
  it.each([
    ['_confirmation', '/shipment/billed_weight', 'number required'],
    [
      '_confirmation',
      '/shipment/packing_slip_identifier',
      'string (null disputed: not judged) optional',
    ],
    ['_confirmation', '/shipment/shipment_items/*/id', 'integer optional min 1'],
    ['_confirmation', '/shipment/shipment_items/*', 'object (closed disputed: not judged)'],
    ['_confirmation', '/shipment/created_at', 'string optional date-time (pattern Z$ disputed)'],
    ['_confirmation', '/shipment', 'object (required disputed: not judged) closed'],
    [
      't_cancellation',
      '/order/shipping_method',
      'string required enum["STANDARD","EXPRESS","OVERNIGHT","FREIGHT","PICK-UP"]',
    ],
    ['t_cancellation', '/order/order_items', 'array required (items min 1 disputed)'],
    ['_partial_cancellation', '/order/order_items/*', 'object closed'],
  ])('of %s %s is %s', (operation, pointer, text) => {
    expect(lineAt(operation, pointer).text).toBe(text)
  })

  it('is there for every property of every message, once', () => {
    for (const operation of contract.operations) {
      const own = lines
        .filter((line) => line.operation === operation.id)
        .map((each) => each.pointer)
      expect(new Set(own).size).toBe(own.length)
      const known = new Set(own)
      const visit = (value: unknown, pointer: string): void => {
        expect(known).toContain(pointer)
        if (Array.isArray(value)) for (const item of value) visit(item, `${pointer}/*`)
        else if (typeof value === 'object' && value !== null)
          for (const [name, part] of Object.entries(value)) visit(part, `${pointer}/${name}`)
      }
      visit(createMessages(operation).message('full'), '')
    }
  })
})

describe('what must still be accepted', () => {
  const acceptedAt = (operation: string, pointer: string) =>
    stillAccepted([lineAt(operation, pointer)])

  it.each([
    ['_confirmation', '/shipment/billed_weight', 'number', '0.4'],
    ['_confirmation', '/shipment/shipment_items/*/quantity', 'integer min 1', '1'],
    ['_confirmation', '/shipment/created_at', 'string date-time', '"2026-01-05T09:12:44.5Z"'],
    ['t_cancellation', '/order/order_items', 'array', '1 item'],
    ['t_cancellation', '/order/expected_delivery_date', 'string date', '"2028-02-29"'],
  ])('of %s %s is listed under its shape', (operation, pointer, shape, value) => {
    const listed = acceptedAt(operation, pointer).find((each) => each.shape === shape)
    expect(listed?.values).toContain(value)
  })

  it('says of optional properties that they may be absent, and of required ones nothing of the kind', () => {
    const absent = { shape: 'whatever is optional', values: ['absent'] }
    expect(acceptedAt('_confirmation', '/shipment/id')).toContainEqual(absent)
    expect(acceptedAt('_confirmation', '/shipment/carrier')).not.toContainEqual(absent)
  })
})

describe('the text for an agent', () => {
  const sectionsOf = (report: Report): string[] =>
    renderAgent(report).split(/\n(?=## |The endpoint)/)
  const sample = sampleReport()

  it('begins with verdict, levels, counts, causes and seed', () => {
    expect(renderAgent(sample, { rerun: 'dropship certify …' }).split('\n').slice(0, 4)).toEqual([
      'NOT CERTIFIED at level strict: http://127.0.0.1:4010',
      'levels: compatible passed; strict failed; resilient not run',
      'checks: 3 passed, 2 failed, 1 warned, 1 skipped; 1 cause; seed 1',
      'check only these again: dropship certify …',
    ])
  })

  it('has the exact request that the endpoint died on, before the causes', () => {
    const [, died, cause] = sectionsOf(sample)
    expect(died).toBe(
      "The endpoint died on this request:\ncurl -sS -X POST 'http://127.0.0.1:4010'\n",
    )
    expect(cause).toMatch(/^## 1\./)
    const { diedOn: _none, ...alive } = sample
    expect(renderAgent(alive)).not.toContain('died')
  })

  it('has a line for each place of a cause, with its number, and for no other place', () => {
    const id = (status: 'failed' | 'passed') =>
      renderAgent({
        ...sample,
        checks: sample.checks.map((check) =>
          check.id === FAILED_ID
            ? { ...check, status, kind: 'invalid:below-minimum' as const }
            : check,
        ),
      })
    expect(id('failed')).toContain(
      '\ndrop_shipment_confirmation\n  /shipment/shipment_items/*/id integer optional min 1 [1]\n',
    )
    expect(id('failed')).toContain('\n- integer min 1: 1\n- whatever is optional: absent\n')
    expect(id('failed')).toContain('\ndrop_shipment_confirmation {"shipment":{}}\n')
    expect(id('passed')).not.toContain('integer optional min 1')
  })
  it('has the base message of an operation that accepts none, which no place names', () => {
    const leader = sample.checks.find(({ id }) => id === FAILED_ID)
    const text = renderAgent({
      ...sample,
      checks: sample.checks.map((check) =>
        check.status === 'skipped' ? { ...check, because: leader?.id ?? '' } : check,
      ),
    })
    expect(text).toContain('\ndrop_shipment_confirmation {"shipment":{}}\n')
    expect(text).not.toContain('## The contract of these places')
  })

  it('says nothing of what a response costs, and cuts between words', () => {
    const actual = `400 {"message":"${'word '.repeat(60)}"}; this 400 on a valid message means six deliveries`
    const shown = (text: string) =>
      renderAgent({
        ...sample,
        checks: sample.checks.map((check) => ({ ...check, actual: text })),
      })
    expect(shown('400; this 400 on a valid message means six deliveries')).toContain('got: 400\n')
    expect(shown(actual)).toMatch(/got: 400 [^\n]* word…\n/)
  })
})

describe('the text at a terminal', () => {
  const style = { color: false, full: false }
  const certified = (url: string): Report => ({
    ...sampleReport(),
    verdict: 'certified',
    addresses: sampleReport().addresses.map((address) => ({ ...address, url })),
  })

  it.each([
    ['http://127.0.0.1:4010/hooks', 'The address is on this machine: certify the public https'],
    ['http://client.example/hooks', 'The address is plain http: certify the https address'],
  ])('says of a certified %s what its certificate lacks', (url, sentence) => {
    expect(renderTerminal(certified(url), style)).toContain(sentence)
    expect(renderTerminal({ ...certified(url), verdict: 'not certified' }, style)).not.toContain(
      'The address is',
    )
  })

  it('says nothing of the kind of an https address', () => {
    expect(renderTerminal(certified('https://client.example/hooks'), style)).not.toContain(
      'The address is',
    )
  })

  it('says how to see the rest of causes where there is no room for it', () => {
    const line = 'expected, actual and curl of each cause: --full'
    const failed = sampleReport().checks.find(({ id }) => id === FAILED_ID)
    const many = Array.from({ length: 30 }, (_, at) => ({
      ...failed,
      requirement: `DS-X-${at}`,
    })) as Report['checks']
    expect(renderTerminal({ ...sampleReport(), checks: many }, style)).toContain(line)
    expect(renderTerminal(sampleReport(), style)).not.toContain(line)
  })
})
