import type { Contract } from './contract.ts'
import type { ExcludedOperation } from './model.ts'

/** Why an operation is excluded, as a sentence: `GET /orders (listOrders) is out of reach: …`. */
export function describeExcluded({ id, method, path, kind, reason }: ExcludedOperation): string {
  return `${method} ${path} (${id}) is ${kind}: ${reason}.`
}

/** Everything of a document that is not judged, with the reason, as sentences. */
export function describeOutOfReach({
  excluded,
  outOfReach,
}: Partial<Pick<Contract, 'excluded' | 'outOfReach'>>): readonly string[] {
  return [...(excluded ?? []).map(describeExcluded), ...(outOfReach ?? [])]
}
