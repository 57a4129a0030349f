import { atPath, type Contract, type Operation } from '../../src/contract/index.ts'
import { HarnessError } from '../../src/core/index.ts'

/** Paths of operations other than those of the contract. */
export type OwnPaths = Readonly<Record<string, string>>

/**
 * The contract with the paths at which the stub serves its operations.
 *
 * @param reserved a path in use already: that of the token service
 * @param nameOf how a path was given, for errors; default: its name in the options
 * @throws HarnessError UNKNOWN_OPERATION, INVALID_OPTION
 */
export function placedContract(
  contract: Contract,
  paths: OwnPaths,
  reserved: string | undefined,
  nameOf: (operation: string) => string = (operation) => `paths.${operation}`,
): Contract {
  const own = new Map(
    Object.entries(paths).map(([id, path]) => [
      knownOperation(contract, id, nameOf(id)).id,
      readPath(path, nameOf(id)),
    ]),
  )
  if (own.size === 0) return contract
  const operations = contract.operations.map((operation) => {
    const path = own.get(operation.id)
    return path === undefined ? operation : { ...operation, path }
  })
  for (const operation of operations) {
    const where = nameOf(operation.id)
    if (own.has(operation.id)) assertFree(operation, operations, reserved, where)
  }
  return {
    ...contract,
    operations,
    operation: (id) => operations.find((each) => each.id === id) ?? contract.operation(id),
    operationAt: (method, path) =>
      atPath(operations, path, (each) => each.path).find((each) => each.method === method),
  }
}

function knownOperation(contract: Contract, id: string, where: string): Operation {
  try {
    return contract.operation(id)
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error
    throw new HarnessError(error.code, error.message, { ...error.details, where })
  }
}

/** Characters of a URL's path as it is written; except `*`, the router's wildcard. */
const PATH = /^\/(?:[\w\-.~!$&'()+,;=:@/{}]|[^\0-\u007F]|%[0-9a-f]{2})*$/i

function readPath(path: string, where: string): string {
  if (PATH.test(path)) return path
  throw new HarnessError('INVALID_OPTION', 'The path is not one that the stub can serve.', {
    expected: 'a path such as /hooks/shipped, which is served with any query',
    found: JSON.stringify(path),
    where,
    next: 'begin it with /, without host, query or fragment',
  })
}

function assertFree(
  operation: Operation,
  operations: readonly Operation[],
  reserved: string | undefined,
  where: string,
): void {
  const { id, method, path } = operation
  const other = operations.find(
    (each) => each.id !== id && each.method === method && each.path === path,
  )
  if (other === undefined && path !== reserved) return
  throw new HarnessError('INVALID_OPTION', `${method} ${path} is already in use.`, {
    expected: 'a different path for each operation: the stub tells operations apart by their paths',
    found: other === undefined ? 'the token service' : other.id,
    where,
    next: `choose another path for ${id}`,
  })
}
