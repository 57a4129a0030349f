import { type Contract, isPathOf, type Operation } from '../../src/contract/index.ts'
import { HarnessError } from '../../src/core/index.ts'

/** Paths of operations other than those of the contract. */
export type OwnPaths = Readonly<Record<string, string>>

/**
 * A contract whose operations lie at the paths where the stub hosts them.
 *
 * @param taken a path that is something else's: the token service's
 * @param nameOf what a path was given with, for errors; default: its name among the options
 * @throws HarnessError UNKNOWN_OPERATION, INVALID_OPTION
 */
export function placedContract(
  contract: Contract,
  paths: OwnPaths,
  taken: string | undefined,
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
    if (own.has(operation.id)) assertFree(operation, operations, taken, where)
  }
  return {
    ...contract,
    operations,
    operation: (id) => operations.find((each) => each.id === id) ?? contract.operation(id),
    operationAt: (method, path) =>
      operations.find((each) => each.method === method && isPathOf(each.path, path)),
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

/** What a URL's path may hold as it is written; the router takes `*` for anything. */
const PATH = /^\/(?:[\w\-.~!$&'()+,;=:@/{}]|[^\0-\u007F]|%[0-9a-f]{2})*$/i

function readPath(path: string, where: string): string {
  if (PATH.test(path)) return path
  throw new HarnessError('INVALID_OPTION', 'The path is not one that the stub can serve.', {
    expected: 'a path such as /hooks/shipped, which is served with any query',
    found: JSON.stringify(path),
    where,
    next: 'begin it with /, and leave out host, query and fragment',
  })
}

function assertFree(
  operation: Operation,
  operations: readonly Operation[],
  taken: string | undefined,
  where: string,
): void {
  const { id, method, path } = operation
  const other = operations.find(
    (each) => each.id !== id && each.method === method && each.path === path,
  )
  if (other === undefined && path !== taken) return
  throw new HarnessError('INVALID_OPTION', `${method} ${path} is taken already.`, {
    expected: 'a path of its own for each operation: the stub tells them apart by it',
    found: other === undefined ? 'the token service' : other.id,
    where,
    next: `choose another path for ${id}`,
  })
}
