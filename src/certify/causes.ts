import type { Exchange } from '../core/index.ts'
import type { CheckResult } from './results/check.ts'

/** An operation that takes no ordinary message: why nothing more is concluded of it, and the answer that shows it. */
export interface Break {
  readonly operation: string
  readonly sentence: string
  readonly exchange: Exchange
}

/**
 * One cause is reported once. On an operation that refuses ordinary messages, a check that failed with the very answer which
 * those get says nothing of its own rule: it was not made. The failure that stays says how many checks it took along.
 */
export function foldCauses(
  results: readonly CheckResult[],
  breaks: readonly Break[],
): readonly CheckResult[] {
  return breaks.reduce(foldBreak, results)
}

/** An endpoint that went away is not blamed for what met nobody: such a check was not made. */
export function withoutAbsence(results: readonly CheckResult[], reason: string): CheckResult[] {
  return results.map((result) =>
    result.status === 'failed' && result.exchange?.failure?.kind === 'connection-refused'
      ? { ...withoutExchange(result, `not run: ${reason}`), notRun: true }
      : result,
  )
}

function foldBreak(results: readonly CheckResult[], cause: Break): readonly CheckResult[] {
  const isOwn = ({ operation, status }: CheckResult): boolean =>
    operation === cause.operation && status === 'failed'
  const leader =
    results.find((result) => isOwn(result) && result.exchange === cause.exchange) ??
    results.find((result) => isOwn(result) && result.actual === cause.sentence)
  if (leader === undefined) return results
  // Broken from the start: nothing that came before shows anything else.
  const since = leader.exchange === cause.exchange ? 0 : cause.exchange.startedAt
  const reason = `not made: ${cause.sentence}`
  const folded = results.map((result): CheckResult =>
    isOwn(result) && result !== leader && isSameCause(result, cause, since)
      ? withoutExchange(result, reason)
      : result,
  )
  const taken = folded.filter(
    ({ operation, actual }) => operation === cause.operation && actual === reason,
  ).length
  if (taken === 0) return folded
  return folded.map((result) =>
    result === leader
      ? {
          ...result,
          actual: `${result.actual}; ${taken} other ${taken === 1 ? 'check' : 'checks'} could not be made because of it`,
        }
      : result,
  )
}

function isSameCause({ actual, exchange }: CheckResult, cause: Break, since: number): boolean {
  if (exchange === undefined) return actual === cause.sentence
  return exchange.startedAt >= since && isSameAnswer(exchange, cause.exchange)
}

/** Whether two requests came to the same status, or the same kind of failure. */
export function isSameAnswer(one: Exchange, other: Exchange): boolean {
  return (
    one.response?.status === other.response?.status && one.failure?.kind === other.failure?.kind
  )
}

function withoutExchange(result: CheckResult, actual: string): CheckResult {
  const { exchange: _exchange, fix: _fix, rule: _rule, ...rest } = result
  return { ...rest, status: 'skipped', actual }
}
