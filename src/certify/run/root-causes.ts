import { plural } from '../../core/index.ts'
import { type CheckResult, skipped } from '../results/check.ts'
import { isSameResponse } from './response.ts'
import type { BrokenOperation } from './session.ts'

/**
 * One cause is reported once. On an operation that rejects ordinary messages, a check that failed with the very response
 * which those get says nothing of its own rule: it is skipped. The failure that stays says how many checks it explains.
 */
export function foldRootCauses(
  results: readonly CheckResult[],
  broken: readonly BrokenOperation[],
): readonly CheckResult[] {
  return broken.reduce(foldOperation, results)
}

/**
 * Tokens that only some processes know explain each other 401 to a message that had to be accepted or rejected.
 * @param sentence what was learnt of them; `undefined` where they are known everywhere
 */
export function foldScatteredTokens(
  results: readonly CheckResult[],
  sentence: string | undefined,
): readonly CheckResult[] {
  if (sentence === undefined) return results
  return results.map((result) =>
    (result.status === 'failed' || result.status === 'warned') &&
    result.actual !== sentence &&
    result.exchange?.response?.status === 401
      ? unconcluded(result, sentence)
      : result,
  )
}

/** An endpoint that went away is not blamed for requests that reached nobody: such a check was not run. */
export function excludeUnreachable(results: readonly CheckResult[], reason: string): CheckResult[] {
  return results.map((result) =>
    result.status === 'failed' && result.exchange?.failure?.kind === 'connection-refused'
      ? { ...unconcluded(result, reason), notRun: true }
      : result,
  )
}

function foldOperation(
  results: readonly CheckResult[],
  cause: BrokenOperation,
): readonly CheckResult[] {
  const isOwn = ({ operation, status }: CheckResult): boolean =>
    operation === cause.operation && status === 'failed'
  const leader =
    results.find((result) => isOwn(result) && result.exchange === cause.exchange) ??
    results.find((result) => isOwn(result) && result.actual === cause.sentence)
  if (leader === undefined) return results
  // Broken from the start: nothing that came before shows anything else.
  const since = leader.exchange === cause.exchange ? 0 : cause.exchange.startedAt
  const folded = results.map((result): CheckResult =>
    isOwn(result) && result !== leader && isSameCause(result, cause, since)
      ? unconcluded(result, cause.sentence)
      : result,
  )
  const { actual: skippedFor } = skipped(cause.sentence)
  const explained = folded.filter(
    ({ operation, actual }) => operation === cause.operation && actual === skippedFor,
  ).length
  if (explained === 0) return folded
  return folded.map((result) => {
    if (result === leader)
      return {
        ...result,
        actual: `${result.actual}; ${plural(explained, 'other check')} skipped because of it`,
      }
    const isExplained = result.operation === cause.operation && result.actual === skippedFor
    return isExplained ? { ...result, because: leader.id } : result
  })
}

function isSameCause(
  { actual, exchange }: CheckResult,
  cause: BrokenOperation,
  since: number,
): boolean {
  if (exchange === undefined) return actual === cause.sentence
  return exchange.startedAt >= since && isSameResponse(exchange, cause.exchange)
}

function unconcluded(result: CheckResult, reason: string): CheckResult {
  const { exchange: _exchange, fix: _fix, rule: _rule, ...rest } = result
  return { ...rest, ...skipped(reason) }
}
