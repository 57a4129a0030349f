import { timingSafeEqual } from 'node:crypto'
import Fastify, { type FastifyError, type FastifyReply, type FastifyRequest } from 'fastify'
import { running, type RunningFramework } from './running.ts'

/** What users of Fastify get wrong. */
export type FastifyMistake =
  | 'types coerced by default'
  | 'unknown fields removed by default'
  | 'credentials checked before the handler'
  | 'a small body limit'
  | 'dates without a format'
  | 'items without a schema'
  | 'errors thrown away'

const USER = 'optoro'
const PASSWORD = 'fastify-password-9d2c'

const key = { type: 'integer' }
const text = { type: 'string' }
const cents = { type: 'integer' }
const timestamp = { type: 'string', format: 'date-time' }

const address = closed({
  id: key,
  name: text,
  company: text,
  telephone_number: text,
  street: text,
  street2: text,
  city: text,
  state: text,
  zip_code: text,
  country: text,
  created_at: timestamp,
  updated_at: timestamp,
})

const shipment = closed(
  {
    id: key,
    client_identifier: text,
    channel: text,
    carrier: text,
    shipping_method: text,
    tracking_number: text,
    billed_weight: { type: 'number' },
    shipping_cost_cents: cents,
    packing_slip_identifier: { type: 'string', nullable: true },
    shipment_items: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          id: { type: 'integer', minimum: 1 },
          client_identifier: text,
          quantity: { type: 'integer', minimum: 1 },
          created_at: timestamp,
          updated_at: timestamp,
        },
      },
    },
    created_at: timestamp,
    updated_at: timestamp,
  },
  [
    'client_identifier',
    'channel',
    'carrier',
    'shipping_method',
    'tracking_number',
    'billed_weight',
    'shipping_cost_cents',
    'shipment_items',
  ],
)

const orderItem = closed(
  {
    id: key,
    client_identifier: text,
    sku: text,
    brand: text,
    condition: text,
    quantity: { type: 'integer' },
    price_cents: cents,
    tax_cents: cents,
    shipping_cost_cents: cents,
    shipping_tax_cents: cents,
    status: text,
    comments: text,
  },
  [
    'client_identifier',
    'sku',
    'brand',
    'condition',
    'quantity',
    'price_cents',
    'tax_cents',
    'shipping_cost_cents',
    'shipping_tax_cents',
    'status',
  ],
)

const order = closed(
  {
    id: key,
    client_identifier: text,
    billing_address: address,
    shipping_address: address,
    brand: text,
    shipping_method: {
      type: 'string',
      enum: ['STANDARD', 'EXPRESS', 'OVERNIGHT', 'FREIGHT', 'PICK-UP'],
    },
    status: text,
    price_cents: cents,
    tax_cents: cents,
    processing_fee_cents: cents,
    shipping_cost_cents: cents,
    shipping_tax_cents: cents,
    comments: text,
    expected_delivery_date: { type: 'string', format: 'date' },
    signature_required: { type: 'boolean' },
    packing_slip_identifier: text,
    reject_reason: text,
    order_items: { type: 'array', items: orderItem },
    created_at: timestamp,
    updated_at: timestamp,
  },
  [
    'client_identifier',
    'billing_address',
    'shipping_address',
    'brand',
    'shipping_method',
    'status',
    'price_cents',
    'tax_cents',
    'shipping_cost_cents',
    'shipping_tax_cents',
    'order_items',
  ],
)

const partialOrder = {
  type: 'object',
  properties: {
    id: key,
    client_identifier: text,
    status: text,
    order_items: {
      type: 'array',
      items: closed(
        {
          id: key,
          client_identifier: text,
          status: text,
          quantity: { type: 'integer' },
          cancelled_quantity: { type: 'integer' },
        },
        ['client_identifier', 'status', 'quantity', 'cancelled_quantity'],
      ),
    },
  },
}

const BODIES = {
  '/drop_shipment_confirmation': wrapped('shipment', shipment),
  '/drop_shipment_cancellation': wrapped('order', order),
  '/drop_shipment_partial_cancellation': wrapped('order', partialOrder),
}

/** Fastify with JSON Schemas of its routes; HTTP Basic. */
export async function startFastify(
  mistakes: ReadonlySet<FastifyMistake>,
): Promise<RunningFramework> {
  const app = Fastify({
    bodyLimit: mistakes.has('a small body limit') ? 4096 : 1_048_576,
    ajv: {
      customOptions: {
        // Fastify removes and converts unless told not to.
        removeAdditional: mistakes.has('unknown fields removed by default'),
        coerceTypes: mistakes.has('types coerced by default') ? 'array' : false,
      },
    },
  })
  if (mistakes.has('credentials checked before the handler'))
    app.addHook('preHandler', authenticate)
  else app.addHook('onRequest', authenticate)
  for (const [path, body] of Object.entries(BODIES)) {
    app.post(path, { schema: { body: changed(body, mistakes) } }, () => ({ message: 'Success' }))
  }
  app.setErrorHandler((error: FastifyError, _request, reply) => {
    const [first] = error.validation ?? []
    if (mistakes.has('errors thrown away')) return reply.code(422).send()
    if (first === undefined) {
      return reply.code(error.statusCode ?? 500).send({ message: error.message })
    }
    const { missingProperty, additionalProperty } = first.params
    const name = missingProperty ?? additionalProperty
    const field =
      name === undefined ? first.instancePath : `${first.instancePath}/${name as string}`
    return reply
      .code(422)
      .send({ message: 'Validation failure', errors: [{ field, code: codeOf(first.keyword) }] })
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  return running(app.server)
}

async function authenticate(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const [scheme, given] = (request.headers.authorization ?? '').split(' ')
  const expected = Buffer.from(`${USER}:${PASSWORD}`)
  const actual = Buffer.from(given ?? '', 'base64')
  if (
    scheme?.toLowerCase() === 'basic' &&
    actual.length === expected.length &&
    timingSafeEqual(actual, expected)
  ) {
    return undefined
  }
  return reply
    .code(401)
    .header('WWW-Authenticate', 'Basic realm="webhooks"')
    .send({ message: 'Not authorized' })
}

function closed(properties: object, required: readonly string[] = []): object {
  return { type: 'object', properties, required, additionalProperties: false }
}

function wrapped(name: string, schema: object): object {
  return { type: 'object', properties: { [name]: schema } }
}

/** The schema as somebody wrote it who made mistakes. */
function changed(schema: object, mistakes: ReadonlySet<FastifyMistake>): object {
  return JSON.parse(JSON.stringify(schema), (name, value: unknown) => {
    if (mistakes.has('dates without a format') && name === 'format') return undefined
    if (mistakes.has('items without a schema') && name === 'items') return {}
    return value
  }) as object
}

function codeOf(keyword: string): string {
  if (keyword === 'required') return 'missing_field'
  return keyword === 'type' ? 'invalid_type' : 'invalid'
}
