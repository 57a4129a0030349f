import { type Contract, type Operation, operationForBody, type Reading } from '../contract/index.ts'
import { isRecord } from '../core/index.ts'

export type Inferred =
  | { readonly kind: 'one'; readonly operation: Operation }
  | { readonly kind: 'unclear'; readonly message: string }

/**
 * The operation that a body belongs to, of those with its top-level properties: one that accepts it, or else the one that it
 * comes nearest to. An open schema accepts the messages of others, too.
 */
export function inferOperation(contract: Contract, body: unknown, reading: Reading): Inferred {
  const { operations } = contract
  const [only] = operations
  if (only !== undefined && operations.length === 1) return { kind: 'one', operation: only }
  const sharing = operations.filter((operation) => sharesProperties(operation, body, reading))
  const possible = sharing.length === 0 ? operations : sharing
  const accepting = possible.find((operation) =>
    operationForBody(operation, body, reading).accepts(body, reading),
  )
  if (accepting !== undefined) return { kind: 'one', operation: accepting }
  const candidates = likelyOperations(contract, body, reading)
  const [best, second] = candidates
  if (best !== undefined && best.count < (second?.count ?? Number.POSITIVE_INFINITY)) {
    return { kind: 'one', operation: best.operation }
  }
  const names = (best === undefined ? operations : candidates.map((each) => each.operation))
    .map(({ id }) => id)
    .join(', ')
  return {
    kind: 'unclear',
    message:
      best === undefined
        ? `this is the body of no operation: name one with --as (${names})`
        : `this may be the body of more than one operation: name one with --as (${names})`,
  }
}

/** Operations with a body's top-level properties, those first whose rules it breaks least. */
export function likelyOperations(
  { operations }: Contract,
  body: unknown,
  reading: Reading,
): { readonly operation: Operation; readonly count: number }[] {
  return operations
    .filter((operation) => sharesProperties(operation, body, reading))
    .map((operation) => ({ operation, count: operation.validate(body, reading).length }))
    .toSorted((left, right) => left.count - right.count)
}

export function sharesProperties(operation: Operation, body: unknown, reading: Reading): boolean {
  const schema = operation.schema(reading)
  if (!isRecord(body) || typeof schema === 'boolean') return false
  return Object.keys(schema.properties ?? {}).some((name) => Object.hasOwn(body, name))
}
