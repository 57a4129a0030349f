import {
  type Contract,
  type Operation,
  operationForHeaders,
  parameterViolationsOf,
  readBodyInSteps,
  type RequestRejection,
  rejectParameters,
  rejectViolations,
  shippedContract,
} from '../contract/index.ts'
import {
  atOnce,
  inTurns,
  placedWarnings,
  STEPPED_BYTES,
  type Steps,
  textOf,
} from '../core/index.ts'
import type { IncomingHttpHeaders } from 'node:http'
import type { MiddlewareOptions } from './options.ts'

/** A body as far as it is known: the bytes that came, or what another parser made of them. */
export type KnownBody = { readonly bytes: Uint8Array } | { readonly parsed: unknown }

export type BodyVerdict =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly rejection: RequestRejection }

/** A request as it is known before its body. */
interface RequestHead {
  /** Path with query, as it was sent; the path may be below that of the application. */
  readonly target: string
  readonly headers: IncomingHttpHeaders
}

/** Validates the requests of an endpoint, as the stub does. */
export interface Validator {
  readonly contract: Contract
  /** Why a request is rejected before its body is read: its parameters, or what its headers say of the body. */
  beforeBody(operation: Operation, request: RequestHead): RequestRejection | undefined
  /** At once, or for a large body step by step, so that other requests do not wait for all of it. */
  body(
    operation: Operation,
    body: KnownBody,
    headers: IncomingHttpHeaders,
  ): BodyVerdict | Promise<BodyVerdict>
  /** Notifies the listener, and returns the rejection. */
  told(operation: Operation, rejection: RequestRejection): RequestRejection
}

export function createValidator(options: MiddlewareOptions): Validator {
  const { contract = shippedContract(), reading = 'published', onRejected, onWarned } = options
  const told = (operation: Operation, rejection: RequestRejection): RequestRejection => {
    const { status, body } = rejection
    onRejected?.({ operation: operation.id, status, body })
    return rejection
  }
  const warn = (operation: Operation, bytes: Uint8Array, value: unknown): void => {
    if (onWarned === undefined) return
    const { found } = placedWarnings(textOf(bytes), value, bytes)
    if (found.length > 0) onWarned({ operation: operation.id, warnings: found })
  }
  function* verdictOf(
    documented: Operation,
    body: KnownBody,
    headers: IncomingHttpHeaders,
  ): Steps<BodyVerdict> {
    if (!documented.isBodyRequired && isEmpty(body)) return { ok: true, value: undefined }
    const found = operationForHeaders(documented, headers)
    if (!found.ok) return { ok: false, rejection: told(documented, found.rejection) }
    const { operation } = found
    // What parsed it before has taken a part of this turn.
    yield
    const read: BodyVerdict =
      'bytes' in body ? yield* readBodyInSteps(body.bytes) : { ok: true, value: body.parsed }
    if (!read.ok) return { ok: false, rejection: told(operation, read.rejection) }
    yield
    if (operation.accepts(read.value, reading)) {
      yield
      if ('bytes' in body) warn(operation, body.bytes, read.value)
      return read
    }
    yield
    const rejection = rejectViolations(operation.validate(read.value, reading))
    return { ok: false, rejection: told(operation, rejection) }
  }
  return {
    contract,
    told,
    beforeBody: (operation, request) => {
      const { headers } = request
      const misfit = parameterViolationsOf(operation, request)
      if (misfit.length > 0) return told(operation, rejectParameters(misfit))
      if (!operation.isBodyRequired && announcesNoBody(headers)) return undefined
      const judged = operationForHeaders(operation, headers)
      return judged.ok ? undefined : told(operation, judged.rejection)
    },
    body: (operation, body, headers) => {
      const steps = verdictOf(operation, body, headers)
      const isLarge = lengthOf(body, headers) >= STEPPED_BYTES
      return isLarge ? inTurns(steps) : atOnce(steps)
    },
  }
}

function announcesNoBody(headers: IncomingHttpHeaders): boolean {
  return headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0
}

function isEmpty(body: KnownBody): boolean {
  return 'bytes' in body ? body.bytes.length === 0 : body.parsed === undefined
}

/** As announced, where only a parsed value is left of it. */
function lengthOf(body: KnownBody, headers: IncomingHttpHeaders): number {
  return 'bytes' in body ? body.bytes.length : Number(headers['content-length'] ?? STEPPED_BYTES)
}
