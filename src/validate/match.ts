import type { Contract, Operation } from '../contract/index.ts'

/**
 * The operation that a request belongs to: its method, and the longest of the contract's paths that the URL's path ends
 * with, so that an endpoint may lie below a folder of its host. A `{name}` in a path matches any one step.
 */
export function matchOperation(
  contract: Contract,
  method: string,
  path: string,
): Operation | undefined {
  const steps = stepsOf(path)
  return contract.operations
    .filter((operation) => operation.method === method.toUpperCase() && endsWith(steps, operation))
    .toSorted((left, right) => right.path.length - left.path.length)[0]
}

function endsWith(steps: readonly string[], { path }: Operation): boolean {
  const wanted = stepsOf(path)
  const start = steps.length - wanted.length
  return (
    start >= 0 &&
    wanted.every((step, index) => /^\{.*\}$/.test(step) || step === steps[start + index])
  )
}

function stepsOf(path: string): string[] {
  return path.split('/').filter((step) => step !== '')
}
