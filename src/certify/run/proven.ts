import type { Operation } from '../../contract/index.ts'

/**
 * A message whose rejection is a fault: the validator accepts it even under the intended reading, which is the stricter one.
 * Only {@link proveValid} makes one.
 */
export class ProvenValid {
  readonly body: unknown
  readonly #proof = 'valid'

  private constructor(body: unknown) {
    this.body = body
  }

  static of(operation: Operation, body: unknown): ProvenValid | undefined {
    return operation.accepts(body, 'intended') ? new ProvenValid(body) : undefined
  }

  get proof(): 'valid' {
    return this.#proof
  }
}

/**
 * A message whose acceptance is a fault: the validator rejects it even under the published reading, on which endpoints are
 * judged. Only {@link proveInvalid} makes one.
 */
export class ProvenInvalid {
  readonly body: unknown
  readonly #proof = 'invalid'

  private constructor(body: unknown) {
    this.body = body
  }

  static of(operation: Operation, body: unknown): ProvenInvalid | undefined {
    return operation.accepts(body, 'published') ? undefined : new ProvenInvalid(body)
  }

  get proof(): 'invalid' {
    return this.#proof
  }
}

/** The message as proven to be valid; `undefined` where it is not. */
export function proveValid(operation: Operation, body: unknown): ProvenValid | undefined {
  return ProvenValid.of(operation, body)
}

/** The message as proven to be invalid; `undefined` where it breaks no rule of the published reading. */
export function proveInvalid(operation: Operation, body: unknown): ProvenInvalid | undefined {
  return ProvenInvalid.of(operation, body)
}
