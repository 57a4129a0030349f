import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import { serve } from '@hono/node-server'
import { zValidator } from '@hono/zod-validator'
import { Hono } from 'hono'
import { bearerAuth } from 'hono/bearer-auth'
import { HTTPException } from 'hono/http-exception'
import { z } from 'zod'
import { running, type RunningFramework } from './running.ts'

/** What users of Hono and zod get wrong. */
export type HonoMistake =
  | 'objects that strip'
  | 'numbers coerced'
  | 'nullish for optional'
  | 'numbers for integers'
  | 'dates as text'
  | 'one route without its guard'
  | 'failures with status 200'

const CLIENT = { id: 'optoro', secret: 'hono-secret-77ab' }
const TOKEN_SECONDS = 3600

/** Hono with zod; OAuth 2 client credentials with tokens in memory. */
export function startHono(mistakes: ReadonlySet<HonoMistake>): Promise<RunningFramework> {
  const schemas = schemasOf(mistakes)
  const tokens = new Map<string, number>()
  const app = new Hono()

  app.post('/oauth/token', async (context) => {
    const form = await context.req.parseBody()
    if (form['client_id'] !== CLIENT.id || form['client_secret'] !== CLIENT.secret) {
      return context.json({ error: 'invalid_client' }, 401)
    }
    const token = randomUUID()
    tokens.set(token, Date.now() + TOKEN_SECONDS * 1000)
    return context.json({ access_token: token, token_type: 'Bearer', expires_in: TOKEN_SECONDS })
  })

  const guard = bearerAuth({ verifyToken: (token) => (tokens.get(token) ?? 0) > Date.now() })
  const unauthorized = new HTTPException(401, { message: 'Not authorized' })
  for (const [path, schema] of Object.entries(schemas)) {
    const isOpen = mistakes.has('one route without its guard') && path.includes('partial')
    if (!isOpen) {
      app.use(path, async (context, next) => {
        // The library responds with 400 to what is not a bearer token at all.
        if (!/^bearer [\w.~+/-]+=*$/i.test(context.req.header('Authorization') ?? ''))
          throw unauthorized
        await next()
      })
      app.use(path, async (context, next) => {
        const header = context.req.header('Authorization') ?? ''
        context.req.raw.headers.set('Authorization', header.replace(/^bearer/i, 'Bearer'))
        return guard(context, next)
      })
    }
    app.use(path, async (context, next) => {
      const mediaType = context.req.header('Content-Type') ?? ''
      if (!/^application\/json\s*(;|$)/i.test(mediaType)) throw new HTTPException(415)
      await next()
    })
    app.post(
      path,
      zValidator('json', schema, (result, context) => {
        if (result.success) return undefined
        const errors = result.error.issues.flatMap((issue) => {
          const places =
            issue.code === 'unrecognized_keys'
              ? issue.keys.map((name) => [...issue.path, name])
              : [issue.path]
          return places.map((place) => ({ field: place.join('.'), code: codeOf(issue) }))
        })
        const status = mistakes.has('failures with status 200') ? 200 : 422
        return context.json({ message: 'Validation failure', errors }, status)
      }),
      (context) => context.json({ message: 'Success' }),
    )
  }
  app.onError((error, context) =>
    error instanceof HTTPException
      ? context.json({ message: error.message || 'Rejected' }, error.status)
      : context.json({ message: 'Internal server error' }, 500),
  )
  return running(serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }) as Server)
}

function codeOf(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_type') return 'invalid'
  return issue.input === undefined ? 'missing_field' : 'invalid_type'
}

function schemasOf(mistakes: ReadonlySet<HonoMistake>): Record<string, z.ZodType> {
  const closed = mistakes.has('objects that strip') ? z.object : z.strictObject
  const coerced = mistakes.has('numbers coerced') ? z.coerce.number() : z.number()
  const integer = mistakes.has('numbers for integers') ? coerced : coerced.int()
  const text = z.string()
  const timestamp = mistakes.has('dates as text') ? z.string() : z.iso.datetime({ offset: true })
  const date = mistakes.has('dates as text') ? z.string() : z.iso.date()
  const optional = (schema: z.ZodType): z.ZodType =>
    mistakes.has('nullish for optional') ? schema.nullish() : schema.optional()

  const address = closed({
    id: optional(integer),
    name: optional(text),
    company: optional(text),
    telephone_number: optional(text),
    street: optional(text),
    street2: optional(text),
    city: optional(text),
    state: optional(text),
    zip_code: optional(text),
    country: optional(text),
    created_at: optional(timestamp),
    updated_at: optional(timestamp),
  })
  const shipment = closed({
    id: optional(integer),
    client_identifier: text,
    channel: text,
    carrier: text,
    shipping_method: text,
    tracking_number: text,
    billed_weight: coerced,
    shipping_cost_cents: integer,
    packing_slip_identifier: text.nullish(),
    shipment_items: z.array(
      z.object({
        id: optional(integer.min(1)),
        client_identifier: optional(text),
        quantity: optional(integer.min(1)),
        created_at: optional(timestamp),
        updated_at: optional(timestamp),
      }),
    ),
    created_at: optional(timestamp),
    updated_at: optional(timestamp),
  })
  const order = closed({
    id: optional(integer),
    client_identifier: text,
    billing_address: address,
    shipping_address: address,
    brand: text,
    shipping_method: z.enum(['STANDARD', 'EXPRESS', 'OVERNIGHT', 'FREIGHT', 'PICK-UP']),
    status: text,
    price_cents: integer,
    tax_cents: integer,
    processing_fee_cents: optional(integer),
    shipping_cost_cents: integer,
    shipping_tax_cents: integer,
    comments: optional(text),
    expected_delivery_date: optional(date),
    signature_required: optional(z.boolean()),
    packing_slip_identifier: optional(text),
    reject_reason: optional(text),
    order_items: z.array(
      closed({
        id: optional(integer),
        client_identifier: text,
        sku: text,
        brand: text,
        condition: text,
        quantity: integer,
        price_cents: integer,
        tax_cents: integer,
        shipping_cost_cents: integer,
        shipping_tax_cents: integer,
        status: text,
        comments: optional(text),
      }),
    ),
    created_at: optional(timestamp),
    updated_at: optional(timestamp),
  })
  const partialOrder = z.object({
    id: optional(integer),
    client_identifier: optional(text),
    status: optional(text),
    order_items: optional(
      z.array(
        closed({
          id: optional(integer),
          client_identifier: text,
          status: text,
          quantity: integer,
          cancelled_quantity: integer,
        }),
      ),
    ),
  })
  return {
    '/drop_shipment_confirmation': z.object({ shipment: optional(shipment) }),
    '/drop_shipment_cancellation': z.object({ order: optional(order) }),
    '/drop_shipment_partial_cancellation': z.object({ order: optional(partialOrder) }),
  }
}
