import type { ErrorObject } from 'ajv'

/** A compiled validator: true or false, with ajv's errors on the function after false. */
export interface ValidateFunction {
  (body: unknown): boolean
  errors?: readonly ErrorObject[] | null
}
