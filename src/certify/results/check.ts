import { defined, type Exchange, START_BYTES, startOf } from '../../core/index.ts'
import type { CheckKind } from './kind.ts'

/** How much is asked of an endpoint; each level includes the ones before it. */
export const LEVELS = ['compatible', 'strict', 'resilient'] as const

export type Level = (typeof LEVELS)[number]

/** A check's results, worst first. */
export const STATUSES = ['errored', 'failed', 'warned', 'skipped', 'passed'] as const

export type CheckStatus = (typeof STATUSES)[number]

/** One test of one requirement, as it is declared before anything is sent. */
export interface Check {
  /** Stable across runs: `refuse/drop_shipment_cancellation/required:/order/brand`. */
  readonly id: string
  /** A sentence without its subject: «accepts the same message twice». */
  readonly title: string
  /** The requirement it tests: `DS-REF-01`. */
  readonly requirement: string
  readonly level: Level
  readonly operation?: string
  /** JSON Pointer of the rule at stake, `*` for every index. */
  readonly pointer?: string
  /** The line of the contract that imposes the rule: `openapi/drop-ship.yaml:300`. */
  readonly rule?: string
  /** The rules of its operation's request schema that it tests, by their `schemaPointer`. */
  readonly rules?: readonly string[]
  /** The requirement set from which on it counts, where that is not the first: `1.1`. */
  readonly since?: string
  readonly expected: string
  /** What to do about a failure, in one sentence. */
  readonly fix?: string
  /** What sets its message apart from an ordinary one, where the schema says so. */
  readonly kind?: CheckKind
  /** The same as a change to an ordinary message: «/order/brand removed». */
  readonly change?: string
}

/** What a check concluded. */
export interface Outcome {
  readonly status: CheckStatus
  readonly actual: string
  /** Where it differs from what the check declares. */
  readonly expected?: string
  /** Set where the run learnt the pointer only by trying. */
  readonly pointer?: string
  readonly rule?: string
  /** Of a failure, where it differs from what the check declares; of a skipped check, what would allow it. */
  readonly fix?: string
  /** The exchange that decided. */
  readonly exchange?: Exchange
  readonly durationMs?: number
  /** Of a check of size: how many bytes the largest message had that was accepted. */
  readonly bytes?: number
  /** The run ended before it, excluded it, or lacked what it needs: its level has no verdict then. */
  readonly notRun?: true
  /** It was skipped because of a failure: the id of the check that failed. */
  readonly because?: string
}

export interface CheckResult extends Omit<Check, 'fix'>, Outcome {
  readonly expected: string
  readonly durationMs: number
  /** Its waiver is stale: the check passes now, and prevents a certificate until the waiver is removed. */
  readonly staleWaiver?: true
  /** A known failure that its owner has explained; the failure itself stays visible. */
  readonly waiver?: { readonly reason: string; readonly expires: string }
}

/** Whether a level is part of a run at another. */
export function includesLevel(asked: Level, level: Level): boolean {
  return LEVELS.indexOf(level) <= LEVELS.indexOf(asked)
}

/**
 * A check that is skipped.
 * @param allow what would allow it, where somebody can do something about it
 */
export function skipped(reason: string, allow?: string): Outcome {
  return {
    status: 'skipped',
    actual: `skipped: ${reason}`,
    ...defined({ fix: allow }),
  }
}

/** The reason that {@link skipped} was given; other texts are returned as they are. */
export function skippedReason(actual: string): string {
  return actual.replace(/^skipped: /, '')
}

/** A check that met an error of the suite itself. */
export function errored(message: string): Outcome {
  return {
    status: 'errored',
    expected: 'a check that can be made',
    actual: `the suite itself failed: ${message}`,
    fix: 'nothing is said of the endpoint; report this defect of the suite',
  }
}

/** The result of a check: what it declares, and what it concluded. */
export function resultOf(
  { fix, rule, ...check }: Check,
  outcome: Outcome,
  durationMs: number,
): CheckResult {
  const isOff = outcome.status === 'failed' || outcome.status === 'warned'
  return {
    ...check,
    ...(rule === undefined || outcome.status === 'skipped' ? {} : { rule }),
    ...(fix === undefined || !isOff ? {} : { fix }),
    ...outcome,
    ...(outcome.exchange === undefined ? {} : { exchange: withExcerpt(outcome.exchange) }),
    durationMs,
  }
}

/** More than any report shows of a body (2048 characters); whole ones of thousands of checks would fill the memory. */
function withExcerpt(exchange: Exchange): Exchange {
  const { response } = exchange
  if (response === undefined) return exchange
  // What waits on the disk stays there.
  if ('start' in response || response.body.length <= START_BYTES) return exchange
  const { status, headers, truncated } = response
  // A copy: what is only a part of the whole would keep it.
  const body = Uint8Array.from(startOf(response))
  return { ...exchange, response: { status, headers, truncated, body } }
}
