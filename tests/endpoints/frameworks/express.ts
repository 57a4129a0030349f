import { timingSafeEqual } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import express, { type NextFunction, type Request, type Response } from 'express'
import * as OpenApiValidator from 'express-openapi-validator'
import { running, type RunningFramework } from './running.ts'

/** What users of express-openapi-validator get wrong. */
export type ExpressMistake =
  | 'fast formats'
  | 'types coerced'
  | 'unknown fields removed'
  | 'key checked after the body'
  | 'no status for errors'
  | 'errors as the library makes them'
  | 'one route without its key'

const API_SPEC = fileURLToPath(new URL('../../../openapi/drop-ship.yaml', import.meta.url))
const PATHS = [
  '/drop_shipment_confirmation',
  '/drop_shipment_cancellation',
  '/drop_shipment_partial_cancellation',
]
const KEY = 'express-key-4f1b2c'

interface ValidationError extends Error {
  readonly status?: number
  readonly errors?: readonly { readonly path: string; readonly errorCode?: string }[]
}

/** Express with express-openapi-validator, which reads the published description itself; an API key in a header. */
export function startExpress(mistakes: ReadonlySet<ExpressMistake>): Promise<RunningFramework> {
  const app = express()
  app.disable('x-powered-by')
  const isLate = mistakes.has('key checked after the body')
  const guarded = mistakes.has('one route without its key') ? PATHS.slice(0, 2) : PATHS
  if (!isLate) app.use(guarded, requireKey)
  app.use(express.json({ limit: '1mb' }))
  app.use(requireBody)
  app.use(
    OpenApiValidator.middleware({
      apiSpec: API_SPEC,
      validateSecurity: false,
      validateResponses: false,
      validateRequests: {
        coerceTypes: mistakes.has('types coerced'),
        ...(mistakes.has('unknown fields removed') ? { removeAdditional: 'all' } : {}),
      },
      ...(mistakes.has('fast formats')
        ? { ajvFormats: { mode: 'fast' } }
        : { ajvFormats: { mode: 'full' } }),
    }),
  )
  if (isLate) app.use(guarded, requireKey)
  app.post(PATHS, (_request: Request, response: Response) => {
    response.json({ message: 'Success' })
  })
  app.use((error: ValidationError, _request: Request, response: Response, next: NextFunction) => {
    if (mistakes.has('no status for errors')) {
      response.status(500).json({ message: 'Something went wrong' })
      return
    }
    if (response.headersSent) next(error)
    else if (error.errors === undefined || error.status !== 400) {
      response.status(error.status ?? 500).json({ message: error.message })
    } else if (mistakes.has('errors as the library makes them')) {
      response.status(422).json({ message: error.message, errors: error.errors })
    } else {
      response.status(422).json({
        message: 'Validation failure',
        errors: error.errors.map(({ path, errorCode }) => ({
          field: path.replace(/^\/body/, ''),
          code: codeOf(errorCode),
        })),
      })
    }
  })
  return running(app.listen(0, '127.0.0.1'))
}

function requireKey(request: Request, response: Response, next: NextFunction): void {
  const given = Buffer.from(request.get('X-Api-Key') ?? '', 'latin1')
  const expected = Buffer.from(KEY, 'latin1')
  if (given.length === expected.length && timingSafeEqual(given, expected)) next()
  else response.status(401).json({ message: 'Not authorized' })
}

/** The JSON parser leaves no body where there was none. */
function requireBody(request: Request, response: Response, next: NextFunction): void {
  const hasBody =
    request.get('Transfer-Encoding') !== undefined || request.get('Content-Length') !== '0'
  if (request.method !== 'POST' || hasBody) next()
  else response.status(400).json({ message: 'The body is empty' })
}

function codeOf(errorCode = ''): string {
  if (errorCode.startsWith('required.')) return 'missing_field'
  return errorCode.startsWith('type.') ? 'invalid_type' : 'invalid'
}
