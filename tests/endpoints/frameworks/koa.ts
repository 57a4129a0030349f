import { bodyParser } from '@koa/bodyparser'
import { Router } from '@koa/router'
import Joi from 'joi'
import Koa, { type Context, type Next } from 'koa'
import { running, type RunningFramework } from './running.ts'

/** What users of Koa and joi get wrong. */
export type KoaMistake =
  | 'empty text rejected by default'
  | 'values converted by default'
  | 'unknown fields allowed'
  | 'dates by isoDate'
  | 'positive amounts only'
  | 'validation errors thrown'
  | 'trimmed lower-case identifiers'

const KEY = 'koa-key-53ce11'
const TIMESTAMP =
  /^\d{4}-\d\d-\d\d[Tt ](?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):?[0-5]\d)$/

/** Koa with joi; an API key in a header. */
export async function startKoa(mistakes: ReadonlySet<KoaMistake>): Promise<RunningFramework> {
  const app = new Koa()
  app.silent = true
  app.use(handleErrors)
  app.use(requireKey)
  app.use(requireJson)
  app.use(bodyParser({ enableTypes: ['json'], jsonLimit: '1mb', jsonStrict: false }))
  const router = new Router()
  for (const [path, schema] of Object.entries(schemasOf(mistakes))) {
    router.post(path, (context: Context) => {
      const { error } = schema.validate(context.request.body, {
        abortEarly: false,
        convert: mistakes.has('values converted by default'),
        allowUnknown: mistakes.has('unknown fields allowed'),
      })
      if (error === undefined) {
        context.body = { message: 'Success' }
        return
      }
      if (mistakes.has('validation errors thrown')) throw error
      context.status = 422
      context.body = {
        message: 'Validation failure',
        errors: error.details.map(({ path: place, type }) => ({
          field: place.join('.'),
          code: codeOf(type),
        })),
      }
    })
  }
  app.use(router.routes())
  return running(app.listen(0, '127.0.0.1'))
}

async function handleErrors(context: Context, next: Next): Promise<void> {
  try {
    await next()
  } catch (error) {
    const { status = 500, message } = error as Error & { status?: number }
    context.status = status
    context.body = { message: status === 500 ? 'Internal server error' : message }
  }
}

async function requireKey(context: Context, next: Next): Promise<void> {
  if (context.get('X-Api-Key') === KEY) {
    await next()
    return
  }
  context.status = 401
  context.body = { message: 'Not authorized' }
}

async function requireJson(context: Context, next: Next): Promise<void> {
  if (context.is('application/json') === false) context.throw(415, 'Send application/json')
  if (context.request.length === 0) context.throw(400, 'The body is empty')
  await next()
}

function codeOf(type: string): string {
  if (type === 'any.required') return 'missing_field'
  return type.endsWith('.base') ? 'invalid_type' : 'invalid'
}

function schemasOf(mistakes: ReadonlySet<KoaMistake>): Record<string, Joi.ObjectSchema> {
  const plain = Joi.string()
  const text = mistakes.has('empty text rejected by default') ? plain : plain.allow('')
  const identifier = mistakes.has('trimmed lower-case identifiers')
    ? Joi.string().trim().lowercase().allow('')
    : text
  const integer = Joi.number().integer().unsafe()
  const cents = mistakes.has('positive amounts only') ? integer.positive() : integer
  const timestamp = mistakes.has('dates by isoDate')
    ? Joi.string().isoDate()
    : Joi.string().custom(dateTime)
  const date = mistakes.has('dates by isoDate') ? Joi.string().isoDate() : Joi.string().custom(day)

  const address = Joi.object({
    id: integer,
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
  const shipment = Joi.object({
    id: integer,
    client_identifier: identifier.required(),
    channel: text.required(),
    carrier: text.required(),
    shipping_method: text.required(),
    tracking_number: text.required(),
    billed_weight: Joi.number().unsafe().required(),
    shipping_cost_cents: cents.required(),
    packing_slip_identifier: text.allow(null),
    shipment_items: Joi.array()
      .items(
        Joi.object({
          id: integer.min(1),
          client_identifier: text,
          quantity: integer.min(1),
          created_at: timestamp,
          updated_at: timestamp,
        }).unknown(),
      )
      .required(),
    created_at: timestamp,
    updated_at: timestamp,
  })
  const order = Joi.object({
    id: integer,
    client_identifier: identifier.required(),
    billing_address: address.required(),
    shipping_address: address.required(),
    brand: text.required(),
    shipping_method: Joi.valid('STANDARD', 'EXPRESS', 'OVERNIGHT', 'FREIGHT', 'PICK-UP').required(),
    status: text.required(),
    price_cents: cents.required(),
    tax_cents: integer.required(),
    processing_fee_cents: integer,
    shipping_cost_cents: integer.required(),
    shipping_tax_cents: integer.required(),
    comments: text,
    expected_delivery_date: date,
    signature_required: Joi.boolean(),
    packing_slip_identifier: text,
    reject_reason: text,
    order_items: Joi.array()
      .items(
        Joi.object({
          id: integer,
          client_identifier: text.required(),
          sku: text.required(),
          brand: text.required(),
          condition: text.required(),
          quantity: integer.required(),
          price_cents: integer.required(),
          tax_cents: integer.required(),
          shipping_cost_cents: integer.required(),
          shipping_tax_cents: integer.required(),
          status: text.required(),
          comments: text,
        }),
      )
      .required(),
    created_at: timestamp,
    updated_at: timestamp,
  })
  const partialOrder = Joi.object({
    id: integer,
    client_identifier: identifier,
    status: text,
    order_items: Joi.array().items(
      Joi.object({
        id: integer,
        client_identifier: text.required(),
        status: text.required(),
        quantity: integer.required(),
        cancelled_quantity: integer.required(),
      }),
    ),
  }).unknown()
  return {
    '/drop_shipment_confirmation': Joi.object({ shipment }).unknown().required(),
    '/drop_shipment_cancellation': Joi.object({ order }).unknown().required(),
    '/drop_shipment_partial_cancellation': Joi.object({ order: partialOrder }).unknown().required(),
  }
}

function dateTime(value: string, { error }: Joi.CustomHelpers): unknown {
  return TIMESTAMP.test(value) && isDay(value.slice(0, 10)) ? value : error('any.invalid')
}

function day(value: string, { error }: Joi.CustomHelpers): unknown {
  return /^\d{4}-\d\d-\d\d$/.test(value) && isDay(value) ? value : error('any.invalid')
}

function isDay(value: string): boolean {
  const [year = 0, month = 0, dayOfMonth = 0] = value.split('-').map(Number)
  const made = new Date(Date.UTC(year, month - 1, dayOfMonth))
  made.setUTCFullYear(year)
  return made.getUTCMonth() === month - 1 && made.getUTCDate() === dayOfMonth
}
