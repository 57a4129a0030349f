import type { ExcludedOperation } from './model.ts'

/** Why an operation is excluded, as a sentence: `GET /orders (listOrders) is out of reach: …`. */
export function describeExcluded({ id, method, path, kind, reason }: ExcludedOperation): string {
  return `${method} ${path} (${id}) is ${kind}: ${reason}.`
}
