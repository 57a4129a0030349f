import { isRecord, jsonIn } from '../core/index.ts'
import type { Operation } from './operation.ts'
import { identifiersIn, isIdentifierName } from './identifiers.ts'

/** What a response says of something that it looked for and did not find. */
const NOT_FOUND =
  /\b(?:not (?:be )?(?:found|known|exist\w*|recogni[sz]ed)|un(?:known|recogni[sz]ed)|no such|(?:does|do)(?:n['’]t| not) exist|no matching|cannot find|could not find)\b/i

/** What an endpoint looks up; a router that knows no such path speaks of paths, routes and resources. */
const LOOKED_UP = /\b(?:orders?|shipments?|identifiers?|client_identifiers?|order.?items?)\b/i

/**
 * Whether an ordinary message was rejected only because the endpoint does not know its order: the normal case of a real
 * retailer. A 404 that speaks of the order or of its identifier, or of an endpoint that responds differently to other
 * bodies; a 400 or 422 that names nothing but identifiers, or says that the order is unknown.
 *
 * @param body the valid message
 * @param text the body of the response
 * @param isThere whether the address responds differently to an invalid body, so that its 404 is not a router's
 */
export function rejectsUnknownOrder(
  operation: Operation,
  body: unknown,
  { status, text }: { readonly status: number; readonly text: string },
  isThere: boolean,
): boolean {
  switch (status) {
    case 404:
    case 410:
      return isThere || speaksOfOrder(operation, body, text)
    case 400:
    case 409:
    case 422: {
      const fields = errorFields(jsonIn(text))
      return fields === undefined
        ? NOT_FOUND.test(text) && speaksOfOrder(operation, body, text)
        : fields.every((field) => isIdentifierName(operation, lastStepOf(field)))
    }
    default:
      return false
  }
}

/** The fields that the `errors` of a response's body name, in their own notation; `undefined` when it names none. */
export function errorFields(body: unknown): readonly string[] | undefined {
  if (!isRecord(body) || !Array.isArray(body.errors)) return undefined
  const fields = body.errors.flatMap((error: unknown) =>
    isRecord(error) && typeof error.field === 'string' ? [error.field] : [],
  )
  return fields.length === 0 ? undefined : fields
}

function speaksOfOrder(operation: Operation, body: unknown, text: string): boolean {
  return (
    (NOT_FOUND.test(text) && LOOKED_UP.test(text.replaceAll(operation.path, ''))) ||
    identifiersIn(operation, body).some((identifier) => text.includes(identifier))
  )
}

/** The last name of a field, in whichever notation. */
function lastStepOf(field: string): string {
  const steps = field.split(/[./[\]'"]+/)
  return steps.findLast((step) => step !== '' && !/^\d+$/.test(step)) ?? ''
}
