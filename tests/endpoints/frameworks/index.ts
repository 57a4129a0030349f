import type { Credentials } from '../../../src/auth/index.ts'
import type { Level } from '../../../src/certify/index.ts'
import { apiKey, basic, oauth2 } from '../credentials.ts'
import { startExpress, type ExpressMistake } from './express.ts'
import { startFastify, type FastifyMistake } from './fastify.ts'
import { startHono, type HonoMistake } from './hono.ts'
import { startKoa, type KoaMistake } from './koa.ts'
import { startNest, type NestMistake } from './nest.ts'
import type { RunningFramework } from './running.ts'

/** What one mistake of a framework's users has to be found as. */
export interface FrameworkMistake {
  /** The level at which it has to be found; the level below has to pass. */
  readonly level: Level
  /** What a failing check has to name: its pointer, or a part of its id. */
  readonly names: string
}

/** A framework: how a correct endpoint is started with it, and what its users get wrong. */
export interface Framework {
  readonly credentials: (url: string) => Credentials
  readonly start: (mistake?: string) => Promise<RunningFramework>
  readonly mistakes: Readonly<Record<string, FrameworkMistake>>
}

function framework<Mistake extends string>(
  start: (mistake?: Mistake) => Promise<RunningFramework>,
  credentials: (url: string) => Credentials,
  mistakes: Readonly<Record<Mistake, FrameworkMistake>>,
): Framework {
  const names: readonly string[] = Object.keys(mistakes)
  const isMistake = (name: string): name is Mistake => names.includes(name)
  return {
    credentials,
    mistakes,
    start: (name) => {
      if (name === undefined) return start()
      if (isMistake(name)) return start(name)
      throw new Error(`no such mistake: ${name}`)
    },
  }
}

export const FRAMEWORKS: Readonly<Record<string, Framework>> = {
  'Express with express-openapi-validator': framework<ExpressMistake>(
    startExpress,
    apiKey('express-key-4f1b2c'),
    {
      'fast formats': { level: 'strict', names: '/order/expected_delivery_date' },
      'types coerced': { level: 'strict', names: '/order/price_cents' },
      'unknown fields removed': { level: 'strict', names: 'additionalProperties:/order/' },
      'key checked after the body': { level: 'compatible', names: 'before-schema' },
      'no status for errors': { level: 'compatible', names: '/survives' },
      'errors as the library makes them': { level: 'strict', names: '/errors/*/field' },
      'one route without its key': { level: 'compatible', names: 'authenticate/' },
    },
  ),
  'NestJS with class-validator': framework<NestMistake>(startNest, oauth2('nest-secret-21fe'), {
    'no whitelist': { level: 'strict', names: 'additionalProperties:/order/' },
    'whitelist that removes': { level: 'strict', names: 'additionalProperties:/order/' },
    'missing properties skipped': { level: 'strict', names: '/order/brand' },
    'null skipped': { level: 'strict', names: '/order/brand' },
    'errors as the pipe makes them': { level: 'strict', names: '/errors' },
    'a guard that returns false': { level: 'compatible', names: 'authenticate/' },
    'one route without its guard': { level: 'compatible', names: 'authenticate/' },
  }),
  Fastify: framework<FastifyMistake>(startFastify, basic('fastify-password-9d2c'), {
    'types coerced by default': { level: 'strict', names: '/order/price_cents' },
    'unknown fields removed by default': { level: 'strict', names: 'additionalProperties:/order/' },
    'credentials checked before the handler': { level: 'compatible', names: 'before-schema' },
    'a small body limit': { level: 'compatible', names: 'item-count' },
    'dates without a format': { level: 'strict', names: '/order/expected_delivery_date' },
    'items without a schema': { level: 'strict', names: '/order/order_items/*' },
    'errors thrown away': { level: 'strict', names: '/422' },
  }),
  'Hono with zod': framework<HonoMistake>(startHono, oauth2('hono-secret-77ab'), {
    'objects that strip': { level: 'strict', names: 'additionalProperties:/order/' },
    'numbers coerced': { level: 'strict', names: '/order/price_cents' },
    'nullish for optional': { level: 'strict', names: '/order/comments' },
    'numbers for integers': { level: 'strict', names: '/order/price_cents' },
    'dates as text': { level: 'strict', names: '/order/expected_delivery_date' },
    'one route without its guard': { level: 'compatible', names: 'authenticate/' },
    'failures with status 200': { level: 'strict', names: '/order/brand' },
  }),
  'Koa with joi': framework<KoaMistake>(startKoa, apiKey('koa-key-53ce11'), {
    'empty text rejected by default': {
      level: 'compatible',
      names: 'empty:/order/billing_address/name',
    },
    'values converted by default': { level: 'strict', names: '/order/price_cents' },
    'unknown fields allowed': { level: 'strict', names: 'additionalProperties:/order/' },
    'dates by isoDate': { level: 'strict', names: '/order/expected_delivery_date' },
    'positive amounts only': { level: 'compatible', names: '_cents' },
    'validation errors thrown': { level: 'compatible', names: '/survives' },
    'trimmed lower-case identifiers': { level: 'compatible', names: '/client_identifier' },
  }),
}
