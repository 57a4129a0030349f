import type { Exchange } from '../../core/index.ts'

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
  /** A sentence about the endpoint. */
  readonly title: string
  /** The requirement it tests: `DS-REF-01`. */
  readonly requirement: string
  readonly level: Level
  readonly operation?: string
  /** JSON Pointer of the rule at stake, `*` for every index. */
  readonly pointer?: string
}

/** What a check concluded. */
export interface Outcome {
  readonly status: CheckStatus
  readonly expected: string
  readonly actual: string
  /** Set where the run learnt the pointer only by trying. */
  readonly pointer?: string
  /** What to do about it, in one sentence. */
  readonly fix?: string
  /** The line of the contract that imposes the rule: `openapi/drop-ship.yaml:300`. */
  readonly rule?: string
  /** The exchange that decided. */
  readonly exchange?: Exchange
  readonly durationMs?: number
}

export interface CheckResult extends Check, Outcome {
  readonly durationMs: number
  /** The run ended before it, or it was left out: its level is not judged as a whole then. */
  readonly notRun?: true
  /** It carries a waiver and no longer fails, which stands in the way of a certificate whatever its requirement rests on. */
  readonly staleWaiver?: true
  /** A known failure that its owner has explained; the failure itself stays visible. */
  readonly waiver?: { readonly reason: string; readonly expires: string }
}

/** Whether a level is part of a run at another. */
export function includesLevel(asked: Level, level: Level): boolean {
  return LEVELS.indexOf(level) <= LEVELS.indexOf(asked)
}
