import { type Contract, openSource, type Operation, type Source } from '../contract/index.ts'
import { defined, HarnessError, isRecord } from '../core/index.ts'
import { operationOf, type PactInteraction } from '../pact/index.ts'
import { type LintProblem, problemOf, type Texts } from './problem.ts'

/** Why no interaction covers a status of an operation; `*` means every operation. */
export interface Reason {
  readonly operation: string
  readonly status: string
  readonly reason: string
  readonly pointer: string
}

/** A file of reasons: a list of `{ operation, status, reason }`. */
export interface Reasons {
  readonly source: Source
  readonly reasons: readonly Reason[]
}

/** One documented status of one operation. */
export interface Covered {
  readonly operation: string
  readonly status: string
  /** Descriptions of the interactions that cover it. */
  readonly interactions: readonly string[]
  /** Why there is none. */
  readonly reason?: string
}

/**
 * Reads the reasons for what no interaction covers.
 * @throws HarnessError CONTRACT_UNREADABLE, or INVALID_FILE with the line
 */
export async function readReasons(file: string, shownAs: string = file): Promise<Reasons> {
  const source = await openSource(file, shownAs)
  const entries: unknown = source.value
  if (!Array.isArray(entries)) throw notAReason(source, '')
  const reasons = entries.map((entry: unknown, index): Reason => {
    const pointer = `/${index}`
    if (!isRecord(entry)) throw notAReason(source, pointer)
    const { operation, status, reason, ...others } = entry
    const isStatus = typeof status === 'string' || typeof status === 'number'
    const isComplete = typeof operation === 'string' && isStatus && typeof reason === 'string'
    if (!isComplete || reason.trim() === '' || Object.keys(others).length > 0) {
      throw notAReason(source, pointer)
    }
    return { operation, status: String(status), reason, pointer }
  })
  return { source, reasons }
}

function notAReason(source: Source, pointer: string): HarnessError {
  return new HarnessError('INVALID_FILE', 'A reason for not covering something cannot be read.', {
    where: `${source.file}:${source.positionOf(pointer).line}`,
    expected: 'a list of { operation: ID or "*", status: 502, reason: why }',
    next: 'correct the file at this line',
  })
}

/** Which documented statuses the interactions cover. */
export function coverageOf(
  contract: Contract,
  interactions: readonly PactInteraction[],
  reasons: readonly Reason[],
): Covered[] {
  return contract.operations.flatMap((operation) =>
    operation.responses.map(({ status }) => {
      const reason = reasons.find((each) => concerns(each, operation, status))?.reason
      return {
        operation: operation.id,
        status,
        interactions: interactions
          .filter((each) => operationOf(contract, each) === operation)
          .filter((each) => matchesStatus(status, each.status))
          .map(({ description }) => description),
        ...defined({ reason }),
      }
    }),
  )
}

/** `200`, `4XX`; `default` is covered by no status of its own. */
function matchesStatus(documented: string, status: number): boolean {
  const pattern = documented.toUpperCase()
  return pattern === String(status) || pattern === `${Math.floor(status / 100)}XX`
}

function concerns(reason: Reason, { id }: Operation, status: string): boolean {
  return (reason.operation === '*' || reason.operation === id) && reason.status === status
}

/** What is covered by neither an interaction nor a reason. */
export function checkCoverage(
  contract: Contract,
  covered: readonly Covered[],
  texts: Texts,
): LintProblem[] {
  return covered
    .filter(({ interactions, reason }) => interactions.length === 0 && reason === undefined)
    .map(({ operation, status }) =>
      texts.problemAt(contract.operation(operation).place, {
        rule: 'not-covered',
        message: `No interaction covers status ${status} of ${operation}.`,
        next: 'write a consumer test for it, or give the reason in the file that --reasons names',
      }),
    )
}

/** Reasons that excuse nothing any more. */
export function checkReasons(
  { source, reasons }: Reasons,
  contracts: readonly Contract[],
  covered: readonly Covered[],
): LintProblem[] {
  const operations = contracts.flatMap((contract) => contract.operations)
  return reasons
    .filter((reason) =>
      operations
        .filter(({ id }) => reason.operation === '*' || reason.operation === id)
        .every(({ id }) => {
          const found = covered.find(
            (each) => each.operation === id && each.status === reason.status,
          )
          return found === undefined || found.interactions.length > 0
        }),
    )
    .map(({ pointer, operation, status }) =>
      problemOf(source, pointer, {
        rule: 'stale-reason',
        message: `The reason for not covering status ${status} of ${operation === '*' ? 'every operation' : operation} excuses nothing: it is covered, or not documented.`,
        next: 'take the entry out',
      }),
    )
}
