import {
  type Contract,
  isPathOf,
  type Operation,
  type Reading,
  shippedContract,
} from '../contract/index.ts'

export interface MiddlewareOptions {
  /** Default: the shipped one. */
  readonly contract?: Contract
  /**
   * What is refused. Default `published`: an endpoint takes everything that the published contract allows, and the sender
   * never sends what it forbids.
   */
  readonly reading?: Reading
  /** Told of each refused message. */
  readonly onRefused?: (refusal: Refusal) => void
}

/** An answer of the contract, ready to be sent as JSON. */
export interface Refusal {
  readonly status: number
  readonly operation: string
  readonly body: { readonly message: string; readonly errors?: readonly FieldError[] }
}

/** One entry of the documented 422 body. */
export interface FieldError {
  /** Dotted: `shipment.shipment_items[0].quantity`. */
  readonly field: string
  readonly code: 'missing_field' | 'invalid_type' | 'invalid'
  readonly message: string
}

/** 422 bodies stay readable: further violations are only counted. */
const MAX_ERRORS = 1000

/** Judges requests; `undefined` where a message is right or belongs to no operation. */
export interface RequestJudge {
  operationAt(method: string | undefined, path: string): Operation | undefined
  /** The same for a router that takes paths in any case, with or without a slash at the end, as Express does. */
  operationRouted(method: string | undefined, path: string): Operation | undefined
  refuse(operation: Operation, body: unknown): Refusal | undefined
}

export function createRequestJudge(options: MiddlewareOptions): RequestJudge {
  const contract = options.contract ?? shippedContract()
  const reading = options.reading ?? 'published'
  return {
    operationAt: (method, path) =>
      contract.operationAt((method ?? '').toUpperCase(), path.split('?')[0] ?? ''),
    operationRouted: (method, url) => {
      // Express makes no difference between cases, nor between paths with and without a slash at the end.
      const path = (url.split('?')[0] ?? '').replace(/\/$/, '').toLowerCase()
      return contract.operations.find(
        (operation) =>
          operation.method === (method ?? '').toUpperCase() &&
          isPathOf(operation.path.toLowerCase(), path),
      )
    },
    refuse: (operation, body) => {
      if (operation.accepts(body, reading)) return undefined
      const refusal = validationFailure(operation, body, reading)
      options.onRefused?.(refusal)
      return refusal
    },
  }
}

function validationFailure(operation: Operation, body: unknown, reading: Reading): Refusal {
  const violations = operation.validate(body, reading)
  const errors = violations
    .slice(0, MAX_ERRORS)
    .map(({ field, code, message }) => ({ field, code, message }))
  const more = violations.length - errors.length
  return {
    status: 422,
    operation: operation.id,
    body: {
      message: more === 0 ? 'Validation failure' : `Validation failure (${more} more errors)`,
      errors,
    },
  }
}
