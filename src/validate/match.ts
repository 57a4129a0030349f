import { atPath, type Contract, type Operation } from '../contract/index.ts'

/**
 * The operation that a request belongs to: its method, and the longest of the contract's paths that the URL's path ends
 * with, so that an endpoint may lie below a folder of its host. A `{name}` in a path matches any text of one step.
 */
export function matchOperation(
  contract: Contract,
  method: string,
  path: string,
): Operation | undefined {
  const steps = stepsOf(path)
  const own = contract.operations.filter((each) => each.method === method.toUpperCase())
  const lengths = new Set(own.map((each) => stepsOf(each.path).length))
  for (const length of [...lengths].toSorted((left, right) => right - left)) {
    if (length > steps.length) continue
    const end = `/${steps.slice(steps.length - length).join('/')}`
    const [found] = atPath(own, end, (each) => `/${stepsOf(each.path).join('/')}`)
    if (found !== undefined) return found
  }
  return undefined
}

function stepsOf(path: string): string[] {
  return path.split('/').filter((step) => step !== '')
}
