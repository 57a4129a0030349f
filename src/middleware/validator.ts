import {
  type Contract,
  type Operation,
  operationForHeaders,
  readBodyOrReject,
  type RequestRejection,
  rejectViolations,
  shippedContract,
} from '../contract/index.ts'
import { placedWarnings, textOf } from '../core/index.ts'
import type { IncomingHttpHeaders } from 'node:http'
import type { MiddlewareOptions } from './options.ts'

/** A body as far as it is known: the bytes that came, or what another parser made of them. */
export type KnownBody = { readonly bytes: Uint8Array } | { readonly parsed: unknown }

export type BodyVerdict =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly rejection: RequestRejection }

/** Validates the requests of an endpoint, as the stub does. */
export interface Validator {
  readonly contract: Contract
  /** Why a request is rejected before its body is read. */
  headers(operation: Operation, headers: IncomingHttpHeaders): RequestRejection | undefined
  body(operation: Operation, body: KnownBody, headers: IncomingHttpHeaders): BodyVerdict
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
  return {
    contract,
    told,
    headers: (operation, headers) => {
      if (!operation.isBodyRequired && announcesNoBody(headers)) return undefined
      const judged = operationForHeaders(operation, headers)
      return judged.ok ? undefined : told(operation, judged.rejection)
    },
    body: (documented, body, headers) => {
      if (!documented.isBodyRequired && isEmpty(body)) return { ok: true, value: undefined }
      const judged = operationForHeaders(documented, headers)
      if (!judged.ok) return { ok: false, rejection: told(documented, judged.rejection) }
      const { operation } = judged
      const read: BodyVerdict =
        'bytes' in body ? readBodyOrReject(body.bytes) : { ok: true, value: body.parsed }
      if (!read.ok) return { ok: false, rejection: told(operation, read.rejection) }
      if (operation.accepts(read.value, reading)) {
        if ('bytes' in body) warn(operation, body.bytes, read.value)
        return read
      }
      const rejection = rejectViolations(operation.validate(read.value, reading))
      return { ok: false, rejection: told(operation, rejection) }
    },
  }
}

function announcesNoBody(headers: IncomingHttpHeaders): boolean {
  return headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0
}

function isEmpty(body: KnownBody): boolean {
  return 'bytes' in body ? body.bytes.length === 0 : body.parsed === undefined
}
