import { HarnessError } from '../../core/index.ts'
import { type Check, includesLevel, type Level } from '../results/check.ts'
import type { Group, Step } from './group.ts'

export interface PlanOptions {
  /** Of the operations that are enabled. */
  readonly operations: readonly string[]
  readonly level: Level
  /** Ids or patterns with `*`; all checks when empty. */
  readonly only: readonly string[]
  readonly skip: readonly string[]
}

/** A group with the checks of it that a run makes. */
export interface PlannedGroup extends Group {
  /** To the endpoint's operations, at most. */
  readonly requests: number
}

/** What a run will do, decided before anything is sent. */
export interface Plan {
  readonly groups: readonly PlannedGroup[]
  /** Every check of the level, with those that `--only` and `--skip` leave out. */
  readonly checks: readonly Check[]
  readonly excluded: ReadonlySet<string>
  /** Requests to the endpoint's operations at most. */
  readonly budget: number
  /** Those of the preflight among them. */
  readonly preflight: number
  /** How many of them go to each operation at most; those of groups that concern several are counted for each of these. */
  readonly perOperation: readonly { readonly operation: string; readonly requestsAtMost: number }[]
}

/** Two ordinary messages for each operation come before everything else. */
const PREFLIGHT_REQUESTS = 2

/** @throws HarnessError UNKNOWN_ID when a pattern of `only` or `skip` matches no check */
export function makePlan(
  all: readonly Group[],
  { operations, level, only, skip }: PlanOptions,
): Plan {
  const ofLevel = all
    .filter(({ from }) => includesLevel(level, from))
    .map((group) => ({
      ...group,
      checks: group.checks.filter(({ check }) => includesLevel(level, check.level)),
    }))
  const checks = ofLevel.flatMap((group) => group.checks.map(({ check }) => check))
  const excluded = excludedIds(checks, only, skip)
  const made = ofLevel
    // A group without checks at this level sends for those of others.
    .filter((group) => group.checks.length > 0 || (only.length === 0 && group.before !== undefined))
    .map((group) => ({
      ...group,
      hadChecks: group.checks.length > 0,
      checks: group.checks.filter(({ check }) => !excluded.has(check.id)),
    }))
    .filter((group) => group.checks.length > 0 || !group.hadChecks)
  const groups = withRequests(made)
  const preflight = operations.length * PREFLIGHT_REQUESTS
  return {
    groups,
    checks,
    excluded,
    preflight,
    budget: preflight + sum(groups),
    perOperation: operations.map((id) => ({
      operation: id,
      requestsAtMost:
        PREFLIGHT_REQUESTS + sum(groups.filter(({ operation = id }) => operation === id)),
    })),
  }
}

/** A step that several checks draw from is counted once, for the first group that takes it. */
function withRequests(groups: readonly Group[]): PlannedGroup[] {
  const counted = new Set<Step<unknown>>()
  const costOf = (step: Step<unknown> | undefined): number => {
    if (step === undefined || counted.has(step)) return 0
    counted.add(step)
    return step.parts.reduce((total, part) => total + costOf(part), step.requests)
  }
  return groups.map((group) => ({
    ...group,
    requests: group.checks.reduce(
      (total, { requests, step }) => total + requests + costOf(step),
      costOf(group.before),
    ),
  }))
}

function sum(groups: readonly PlannedGroup[]): number {
  return groups.reduce((total, { requests }) => total + requests, 0)
}

function excludedIds(
  checks: readonly Check[],
  only: readonly string[],
  skip: readonly string[],
): Set<string> {
  for (const pattern of [...only, ...skip]) {
    if (checks.some((check) => matches(check, pattern))) continue
    throw new HarnessError('UNKNOWN_ID', `No check matches ${JSON.stringify(pattern)}.`, {
      expected: 'an id or a pattern with *, of a check or a requirement of this level',
      next: 'run dropship certify --list to see every check',
    })
  }
  const isOut = (check: Check): boolean =>
    (only.length > 0 && !only.some((pattern) => matches(check, pattern))) ||
    skip.some((pattern) => matches(check, pattern))
  return new Set(checks.filter(isOut).map(({ id }) => id))
}

function matches({ id, requirement }: Check, pattern: string): boolean {
  const source = pattern
    .split('*')
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
    .join('.*')
  const expression = new RegExp(`^${source}$`)
  return expression.test(id) || expression.test(requirement)
}
