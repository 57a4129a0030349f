import { shippedContract } from '../../src/contract/index.ts'

type Rules = Record<string, { combine: 'AND'; matchers: Record<string, unknown>[] }>

export interface FixtureInteraction {
  description: string
  request: {
    method: string
    path: string
    headers: Record<string, string[]>
    body: { content: Record<string, unknown>; contentType: string; encoded: false }
    matchingRules: { body: Rules }
  }
  response: {
    status: number
    headers?: Record<string, string[]>
    body?: { content: unknown; contentType: string; encoded: false }
    matchingRules?: { body: Rules }
  }
}

export interface FixturePact {
  interactions: FixtureInteraction[]
}

const matching = (...matchers: Record<string, unknown>[]): Rules[string] => ({
  combine: 'AND',
  matchers,
})

/** Matchers that say what the contract says. */
const REQUEST_RULES: Readonly<Record<string, Rules>> = {
  drop_shipment_confirmation: {
    '$.shipment.id': matching({ match: 'integer' }),
    '$.shipment.carrier': matching({ match: 'type' }),
    '$.shipment.shipment_items': matching({ match: 'type', min: 1 }),
    '$.shipment.shipment_items[*].quantity': matching({ match: 'integer' }),
    '$.shipment.created_at': matching({ match: 'regex', regex: String.raw`^\d{4}-\d\d-\d\dT.*Z$` }),
  },
  drop_shipment_cancellation: {
    '$.order.shipping_method': matching({
      match: 'regex',
      regex: '^(STANDARD|EXPRESS|OVERNIGHT|FREIGHT|PICK-UP)$',
    }),
  },
}

/** A pact of version 4 that covers every documented status of every operation, and is right. */
export function rightPact(): FixturePact {
  const interactions = shippedContract().operations.flatMap((operation) =>
    operation.responses.map(({ status }): FixtureInteraction => ({
      description: `${operation.id} responded with ${status}`,
      request: {
        method: operation.method,
        path: operation.path,
        headers: { 'Content-Type': ['application/json'], Authorization: ['Bearer token'] },
        body: {
          content: structuredClone(operation.examples[0]?.value) as Record<string, unknown>,
          contentType: 'application/json',
          encoded: false,
        },
        matchingRules: { body: structuredClone(REQUEST_RULES[operation.id] ?? {}) },
      },
      response: {
        status: Number(status),
        ...(status === '422'
          ? {
              headers: { 'Content-Type': ['application/json'] },
              body: {
                content: { message: 'no', errors: [{ field: 'order', code: 'invalid' }] },
                contentType: 'application/json',
                encoded: false,
              },
              matchingRules: { body: { $: matching({ match: 'type' }) } },
            }
          : {}),
      },
    })),
  )
  const pact = {
    consumer: { name: 'Optoro' },
    interactions: interactions.map((interaction) => ({
      type: 'Synchronous/HTTP',
      ...interaction,
    })),
    metadata: { pactSpecification: { version: '4.0' } },
    provider: { name: 'DropShipClient' },
  }
  return pact
}

export function textOfPact(pact: FixturePact): string {
  return `${JSON.stringify(pact, null, 2)}\n`
}
