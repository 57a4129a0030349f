import {
  type Contract,
  type ExcludedOperation,
  isPathOf,
  type Operation,
} from '../../contract/index.ts'
import { nearest } from '../../core/index.ts'
import type { Pact, PactInteraction } from '../pact-file.ts'
import { checkBodies } from './bodies.ts'
import type { Disagreement } from './disagreement.ts'
import { checkEnvelope } from './envelope.ts'
import { checkMatchers } from './matchers.ts'
import { checkResponseHeaders } from './response-headers.ts'

/**
 * Compares a pact with the contracts that describe what it calls: the operations and statuses, what a request needs,
 * what is sent and expected, and the matchers.
 */
export function comparePact(pact: Pact, contracts: readonly Contract[]): Disagreement[] {
  return pact.interactions.flatMap((interaction) => {
    const operation = contracts
      .map((contract) => operationOf(contract, interaction))
      .find((each) => each !== undefined)
    if (operation === undefined) {
      return excludedAt(contracts, interaction) === undefined
        ? [unknownOperation(interaction, contracts)]
        : []
    }
    return [
      ...checkEnvelope(interaction, operation),
      ...checkBodies(interaction, operation),
      ...checkResponseHeaders(interaction, operation),
      ...checkMatchers(interaction, operation),
    ]
  })
}

/** The operation that an interaction calls; its query aside. */
export function operationOf(
  contract: Contract,
  { method, path }: Pick<PactInteraction, 'method' | 'path'>,
): Operation | undefined {
  return contract.operationAt(method, path.split('?')[0] ?? '')
}

/**
 * An operation that a document describes and nothing here judges, such as a GET: it is described, so it is not missing, and
 * what its interactions hold is not compared.
 */
export function excludedAt(
  contracts: readonly Contract[],
  { method, path }: Pick<PactInteraction, 'method' | 'path'>,
): ExcludedOperation | undefined {
  const [called = ''] = path.split('?')
  return contracts
    .flatMap(({ excluded }) => excluded)
    .find((each) => each.method === method && isPathOf(each.path, called))
}

function unknownOperation(
  { pointer, description, method, path }: PactInteraction,
  contracts: readonly Contract[],
): Disagreement {
  const called = `${method} ${path}`
  const known = contracts.flatMap(({ operations }) =>
    operations.map((operation) => `${operation.method} ${operation.path}`),
  )
  const meant = nearest(called, known)
  return {
    rule: 'pact-operation',
    pointer: `${pointer}/request/path`,
    message: `“${description}” calls ${called}, which no document describes.`,
    next:
      meant === undefined
        ? 'name the document that describes it beside the others'
        : `did you mean ${meant}?`,
  }
}
