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
  /** What a cause's sentence, fix or cases say where the report tells its author about it. */
  readonly told: RegExp
  /** Another mistake that nobody can make at the same time. */
  readonly excludedBy?: string
}

/** A framework: how a correct endpoint is started with it, and what its users get wrong. */
export interface Framework {
  readonly credentials: (url: string) => Credentials
  readonly start: (mistakes?: readonly string[]) => Promise<RunningFramework>
  readonly mistakes: Readonly<Record<string, FrameworkMistake>>
}

function framework<Mistake extends string>(
  start: (mistakes: ReadonlySet<Mistake>) => Promise<RunningFramework>,
  credentials: (url: string) => Credentials,
  mistakes: Readonly<Record<Mistake, FrameworkMistake>>,
): Framework {
  const titles: readonly string[] = Object.keys(mistakes)
  const isMistake = (title: string): title is Mistake => titles.includes(title)
  return {
    credentials,
    mistakes,
    start: (made = []) => {
      const unknown = made.find((title) => !isMistake(title))
      if (unknown !== undefined) throw new Error(`no such mistake: ${unknown}`)
      return start(new Set(made.filter(isMistake)))
    },
  }
}

/** What reports say of mistakes that users of several frameworks make. */
const UNKNOWN_ACCEPTED = /unknown property of a closed object is accepted/
const CONVERTED = /can be converted to the type.* is accepted/
const INVALID_FORMAT = /text of an invalid format is accepted/
const UNGUARDED = /check credentials: respond with 401/
const OTHER_422_BODY = /the documented 422 body/
const CHECKED_LATE = /before the message/

export const FRAMEWORKS: Readonly<Record<string, Framework>> = {
  'Express with express-openapi-validator': framework<ExpressMistake>(
    startExpress,
    apiKey('express-key-4f1b2c'),
    {
      'fast formats': {
        level: 'strict',
        names: '/order/expected_delivery_date',
        told: INVALID_FORMAT,
      },
      'types coerced': { level: 'strict', names: '/order/price_cents', told: CONVERTED },
      'unknown fields removed': {
        level: 'strict',
        names: 'additionalProperties:/order/',
        told: UNKNOWN_ACCEPTED,
      },
      'key checked after the body': {
        level: 'compatible',
        names: 'before-schema',
        told: CHECKED_LATE,
      },
      'no status for errors': { level: 'compatible', names: '/survives', told: /instead of 500/ },
      'errors as the library makes them': {
        level: 'strict',
        names: '/errors/*/field',
        told: OTHER_422_BODY,
      },
      'one route without its key': { level: 'compatible', names: 'authenticate/', told: UNGUARDED },
    },
  ),
  'NestJS with class-validator': framework<NestMistake>(startNest, oauth2('nest-secret-21fe'), {
    'no whitelist': {
      level: 'strict',
      names: 'additionalProperties:/order/',
      told: UNKNOWN_ACCEPTED,
    },
    'whitelist that removes': {
      level: 'strict',
      names: 'additionalProperties:/order/',
      told: UNKNOWN_ACCEPTED,
      excludedBy: 'no whitelist',
    },
    'missing properties skipped': {
      level: 'strict',
      names: '/order/brand',
      told: /without a required property is accepted/,
    },
    'null skipped': { level: 'strict', names: '/order/brand', told: /null is accepted/ },
    'errors as the pipe makes them': { level: 'strict', names: '/errors', told: OTHER_422_BODY },
    'a guard that returns false': {
      level: 'compatible',
      names: 'authenticate/',
      told: /401 instead of 403/,
    },
    'one route without its guard': { level: 'compatible', names: 'authenticate/', told: UNGUARDED },
  }),
  Fastify: framework<FastifyMistake>(startFastify, basic('fastify-password-9d2c'), {
    'types coerced by default': { level: 'strict', names: '/order/price_cents', told: CONVERTED },
    'unknown fields removed by default': {
      level: 'strict',
      names: 'additionalProperties:/order/',
      told: UNKNOWN_ACCEPTED,
    },
    'credentials checked before the handler': {
      level: 'compatible',
      names: 'before-schema',
      told: CHECKED_LATE,
    },
    'a small body limit': {
      level: 'compatible',
      names: 'item-count',
      told: /accept large messages|the limit on bodies/,
    },
    'dates without a format': {
      level: 'strict',
      names: '/order/expected_delivery_date',
      told: INVALID_FORMAT,
    },
    'items without a schema': {
      level: 'strict',
      names: '/order/order_items/*',
      told: /without a required property is accepted[^]*\/order_items\/\*\//,
    },
    'errors thrown away': { level: 'strict', names: '/422', told: OTHER_422_BODY },
  }),
  'Hono with zod': framework<HonoMistake>(startHono, oauth2('hono-secret-77ab'), {
    'objects that strip': {
      level: 'strict',
      names: 'additionalProperties:/order/',
      told: UNKNOWN_ACCEPTED,
    },
    'numbers coerced': { level: 'strict', names: '/order/price_cents', told: CONVERTED },
    'nullish for optional': {
      level: 'strict',
      names: '/order/comments',
      told: /\bnull\b.* is accepted/,
    },
    'numbers for integers': {
      level: 'strict',
      names: '/order/price_cents',
      told: /fraction where an integer is expected.* is accepted/,
    },
    'dates as text': {
      level: 'strict',
      names: '/order/expected_delivery_date',
      told: INVALID_FORMAT,
    },
    'one route without its guard': { level: 'compatible', names: 'authenticate/', told: UNGUARDED },
    'failures with status 200': {
      level: 'strict',
      names: '/order/brand',
      told: /without a required property is accepted/,
    },
  }),
  'Koa with joi': framework<KoaMistake>(startKoa, apiKey('koa-key-53ce11'), {
    'empty text rejected by default': {
      level: 'compatible',
      names: 'empty:/order/billing_address/name',
      told: /^an empty text/,
    },
    'values converted by default': {
      level: 'strict',
      names: '/order/price_cents',
      told: CONVERTED,
    },
    'unknown fields allowed': {
      level: 'strict',
      names: 'additionalProperties:/order/',
      told: UNKNOWN_ACCEPTED,
    },
    'dates by isoDate': {
      level: 'strict',
      names: '/order/expected_delivery_date',
      told: INVALID_FORMAT,
    },
    'positive amounts only': { level: 'compatible', names: '_cents', told: /accept 0 where/ },
    'validation errors thrown': { level: 'compatible', names: '/survives', told: /instead of 500/ },
    'trimmed lower-case identifiers': {
      level: 'compatible',
      names: '/client_identifier',
      told: /identifiers .*: capitals/,
    },
  }),
}
