import { describe, expect, it } from 'vitest'
import { renderError } from '../../src/core/index.ts'
import { rejectionOf } from '../support/contracts.ts'
import { DOCUMENT, lineOf, lintCopies, shown } from './linting.ts'
import { type FixtureInteraction, type FixturePact, rightPact, textOfPact } from './pact-fixture.ts'

/** The interaction of an operation with a response of a status. */
function find(pact: FixturePact, description: string): FixtureInteraction {
  const found = pact.interactions.find((each) => each.description === description)
  if (found === undefined) throw new Error(`no interaction ${description}`)
  return found
}

/** So few interactions that a test takes little time. */
function smallPact(): FixturePact {
  const pact = rightPact()
  const names = new Set([CONFIRMED, REJECTED, CANCELLED, FAILED])
  return {
    ...pact,
    interactions: pact.interactions.filter(({ description }) => names.has(description)),
  }
}

const CONFIRMED = 'drop_shipment_confirmation responded with 200'
const REJECTED = 'drop_shipment_confirmation responded with 422'
const FAILED = 'drop_shipment_confirmation responded with 500'
const CANCELLED = 'drop_shipment_cancellation responded with 200'

interface Mutation {
  readonly what: string
  readonly change: (pact: FixturePact) => void
  readonly rule: string
  /** On the line of the pact at which the problem is to be found. */
  readonly at: string
  readonly message: RegExp
  readonly linesBefore?: number
}

function shipmentOf(pact: FixturePact): Record<string, unknown> {
  return find(pact, CONFIRMED).request.body.content.shipment as Record<string, unknown>
}

const MUTATIONS: readonly Mutation[] = [
  {
    what: 'calls an operation that no document describes',
    change: (pact) => {
      find(pact, CONFIRMED).request.path = '/drop_shipment_confirmations'
    },
    rule: 'pact-operation',
    at: '"/drop_shipment_confirmations"',
    message: /which no document describes/,
  },
  {
    what: 'expects a status that is not documented',
    change: (pact) => {
      find(pact, CONFIRMED).response.status = 418
    },
    rule: 'pact-status',
    at: '"status": 418',
    message: /expects status 418/,
  },
  {
    what: 'sends a wrong type',
    change: (pact) => {
      shipmentOf(pact).billed_weight = 'ten'
    },
    rule: 'pact-request',
    at: '"billed_weight": "ten"',
    message: /billed_weight/,
  },
  {
    what: 'sends what only the intended reading forbids',
    change: (pact) => {
      shipmentOf(pact).packing_slip_identifier = null
    },
    rule: 'pact-request',
    at: '"packing_slip_identifier": null',
    message: /packing_slip_identifier/,
  },
  {
    what: 'expects a body outside its schema',
    change: (pact) => {
      const { response } = find(pact, REJECTED)
      response.body = {
        content: { message: 'no', errors: [{ field: 'x', code: 'strange' }] },
        contentType: 'application/json',
        encoded: false,
      }
    },
    rule: 'pact-response',
    at: '"code": "strange"',
    message: /strange/,
  },
  {
    what: 'has a matcher at a place that the contract does not know',
    change: (pact) => {
      find(pact, CONFIRMED).request.matchingRules.body['$.shipment.carier'] = {
        combine: 'AND',
        matchers: [{ match: 'include', value: 'unknown place' }],
      }
    },
    rule: 'matcher-place',
    at: '"match": "include"',
    linesBefore: 1,
    message: /\$\.shipment\.carier/,
  },
  {
    what: 'matches an enum by its type only',
    change: (pact) => {
      find(pact, CANCELLED).request.matchingRules.body['$.order.shipping_method'] = {
        combine: 'AND',
        matchers: [{ match: 'type', max: 4711 }],
      }
    },
    rule: 'matcher-looser',
    at: '"max": 4711',
    linesBefore: 2,
    message: /accepts "outside the enum", which the contract forbids/,
  },
  {
    what: 'matches an integer by its type only',
    change: (pact) => {
      find(pact, CONFIRMED).request.matchingRules.body['$.shipment.id'] = {
        combine: 'AND',
        matchers: [{ match: 'number' }],
      }
    },
    rule: 'matcher-looser',
    at: '"match": "number"',
    linesBefore: 1,
    message: /accepts the number 0\.5/,
  },
  {
    what: 'matches a timestamp by its type only',
    change: (pact) => {
      find(pact, CONFIRMED).request.matchingRules.body['$.shipment.created_at'] = {
        combine: 'AND',
        matchers: [{ match: 'notEmpty' }],
      }
    },
    rule: 'matcher-looser',
    at: '"match": "notEmpty"',
    linesBefore: 1,
    message: /which the contract forbids/,
  },
  {
    what: 'matches one carrier of many',
    change: (pact) => {
      find(pact, CONFIRMED).request.matchingRules.body['$.shipment.carrier'] = {
        combine: 'AND',
        matchers: [{ match: 'regex', regex: '^UPS$' }],
      }
    },
    rule: 'matcher-stricter',
    at: '"regex": "^UPS$"',
    linesBefore: 2,
    message: /rejects "FedEx", which the contract allows/,
  },
  {
    what: 'sends another media type',
    change: (pact) => {
      find(pact, CONFIRMED).request.headers['Content-Type'] = ['text/xml']
    },
    rule: 'pact-request',
    at: '"text/xml"',
    linesBefore: 1,
    message: /has a body of text\/xml, which drop_shipment_confirmation does not document/,
  },
  {
    what: 'expects a body where none is documented',
    change: (pact) => {
      const { response } = find(pact, FAILED)
      response.body = { content: 'oops', contentType: 'text/html', encoded: false }
    },
    rule: 'pact-response',
    at: '"oops"',
    message: /expects a body of text\/html, which .* does not document for status 500/,
  },
  {
    what: 'expects a documented body in another media type',
    change: (pact) => {
      find(pact, REJECTED).response.headers = { 'Content-Type': ['text/html'] }
    },
    rule: 'pact-response',
    at: '"text/html"',
    linesBefore: 1,
    message: /expects a body of text\/html, which .* does not document for status 422/,
  },
  {
    what: 'expects exactly one text in a response',
    change: (pact) => {
      const { response } = find(pact, CONFIRMED)
      response.headers = { 'Content-Type': ['application/json'] }
      response.body = {
        content: { message: 'Only this' },
        contentType: 'application/json',
        encoded: false,
      }
    },
    rule: 'matcher-stricter',
    at: '"message": "Only this"',
    message: /expects exactly "Only this"/,
  },
]

describe('a pact that', () => {
  it.each(MUTATIONS)('$what is told at its line', async (mutation) => {
    const { change, rule, at, message, linesBefore = 0 } = mutation
    const pact = smallPact()
    change(pact)
    const text = textOfPact(pact)
    const found = await lintCopies({ pact: text })
    const problems = found.problems.filter((problem) => problem.rule !== 'not-covered')
    const lines = shown(problems).filter((line) => line.startsWith(rule))
    // A matcher extends over several lines, of which the first is named.
    const first = lineOf(text, at) - linesBefore
    expect(lines).toEqual([`${rule} pact.json:${first}`])
    expect(problems.find((problem) => problem.rule === rule)?.message).toMatch(message)
    expect(problems).toHaveLength(1)
  })

  it('lacks an interaction for a documented status is told at the operation', async () => {
    const pact = rightPact()
    pact.interactions = pact.interactions.filter(
      ({ description }) => !/cancellation.*502/.test(description),
    )
    const { problems, coverage } = await lintCopies({ pact: textOfPact(pact) })
    expect(problems.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([
      'not-covered: No interaction covers status 502 of drop_shipment_cancellation.',
      'not-covered: No interaction covers status 502 of drop_shipment_partial_cancellation.',
    ])
    expect(problems[0]?.line).toBe(lineOf(DOCUMENT, '/drop_shipment_cancellation:') + 1)
    expect(coverage).toHaveLength(18)
  })

  it('lacks one with a reason is told in the coverage only, and a reason that went stale is told', async () => {
    const pact = rightPact()
    pact.interactions = pact.interactions.filter(({ description }) => !description.endsWith('502'))
    const text = textOfPact(pact)
    const reasons = '- { operation: "*", status: 502, reason: handled as any 5xx }\n'
    const excused = await lintCopies({ pact: text, reasons })
    expect(excused.problems).toEqual([])
    expect(excused.coverage.filter(({ reason }) => reason !== undefined)).toHaveLength(3)
    const stale = await lintCopies({
      pact: text,
      reasons: `${reasons}- { operation: drop_shipment_cancellation, status: 500, reason: later }\n`,
    })
    expect(shown(stale.problems)).toEqual(['stale-reason reasons.yaml:2'])
  })

  it('is checked against a document that changed', async () => {
    const document = DOCUMENT.replaceAll('cancelled_quantity', 'withdrawn_quantity')
    const { problems } = await lintCopies({ document, pact: textOfPact(rightPact()) })
    expect(new Set(problems.map(({ rule }) => rule))).toEqual(new Set(['pact-request']))
  })
})

it('a correct pact agrees in every rule', async () => {
  const result = await lintCopies({ pact: textOfPact(rightPact()) })
  expect(result.problems).toEqual([])
  expect(result.pacts).toEqual([{ file: 'pact.json', interactions: 18 }])
  expect(result.coverage.every(({ interactions }) => interactions.length === 1)).toBe(true)
})

describe('what is not a pact', () => {
  const named = { consumer: { name: 'A' }, provider: { name: 'B' } }
  it.each<[string, string, RegExp]>([
    ['no JSON', '{', /is not valid JSON/],
    ['YAML', 'interactions: []\n', /is not valid JSON/],
    ['another document', '{}', /is not a pact/],
    ['a pact of nobody', '{"interactions":[]}', /is not a pact/],
    [
      'an interaction without a response',
      JSON.stringify({ ...named, interactions: [{ request: {} }] }),
      /has an invalid interaction/,
    ],
  ])('%s is rejected with what it is', async (_what, pact, message) => {
    const error = await rejectionOf(lintCopies({ pact }))
    expect(error.code).toBe('INVALID_FILE')
    expect(error.message).toMatch(message)
    expect(renderError(error)).toContain('pact.json')
  })

  it.each([
    '{}',
    '- { operation: a, status: 200 }',
    '- { operation: a, status: 200, reason: " " }',
    '- { operation: a, status: 200, reason: b, more: c }',
  ])('reasons such as %s are rejected with their line', async (reasons) => {
    const error = await rejectionOf(lintCopies({ pact: textOfPact(smallPact()), reasons }))
    expect(error.code).toBe('INVALID_FILE')
    expect(error.details.where).toBe('reasons.yaml:1')
  })
})
