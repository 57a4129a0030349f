import { defined, plural } from '../../core/index.ts'
import { skippedReason } from './check.ts'

/** A rule of a request schema, before a run. */
export interface PlannedRule {
  readonly keyword: string
  /** Its name within the schema; checks name the rules that they test by it. */
  readonly schemaPointer: string
  /** Where in messages it applies. */
  readonly pointer: string
  /** The line of the contract that imposes it: `openapi/drop-ship.yaml:300`. */
  readonly rule?: string
  /** Why no invalid message breaks it, as the end of a sentence; absent where one does. */
  readonly unbroken?: string
}

export interface PlannedRules {
  readonly operation: string
  readonly rules: readonly PlannedRule[]
}

/** Whether a rejection was asked for: an operation without rules has none to ask for. */
export type Rejections = 'asked for' | 'not asked for' | 'not applicable'

/** The rules of one operation's request schema, counted. */
export interface OperationRules {
  readonly operation: string
  readonly rules: number
  readonly tested: number
  readonly rejections: Rejections
}

/** A rule whose rejection no check asked for. */
export interface UntestedRule {
  readonly operation: string
  readonly keyword: string
  readonly pointer: string
  readonly rule?: string
  /** As the end of a sentence. */
  readonly reason: string
}

/** Of every rule of every request schema that a run concerned: tested, or not tested and why. */
export interface RuleCoverage {
  readonly operations: readonly OperationRules[]
  readonly notTested: readonly UntestedRule[]
}

/** A check as far as it says which rules it tests: planned, or with what it concluded. */
export interface RuleTest {
  readonly operation?: string
  /** By their `schemaPointer`. */
  readonly rules?: readonly string[]
  /** Absent before a run. */
  readonly status?: 'errored' | 'failed' | 'warned' | 'skipped' | 'passed'
  readonly actual?: string
}

/**
 * Accounts for every rule.
 * @param isAsked whether the run's level asks for rejections at all
 */
export function coverRules(
  planned: readonly PlannedRules[],
  tests: readonly RuleTest[],
  isAsked: boolean,
): RuleCoverage {
  const all = planned.map(({ operation, rules }) => {
    const tested = testedRules(tests.filter((test) => test.operation === operation))
    const notTested = rules.filter(({ schemaPointer }) => tested.get(schemaPointer) !== TESTED)
    return {
      counted: counted(operation, rules.length, notTested.length),
      notTested: notTested.map((rule) =>
        untested(operation, rule, isAsked ? tested.get(rule.schemaPointer) : NOT_ASKED),
      ),
    }
  })
  return {
    operations: all.map((each) => each.counted),
    notTested: all.flatMap((each) => each.notTested),
  }
}

const TESTED = Symbol('tested')
const NOT_ASKED = 'rejections are asked for from the level strict on'

/** Rules by their name, with why they were not tested where no check concluded anything. */
function testedRules(tests: readonly RuleTest[]): Map<string, typeof TESTED | string> {
  const known = new Map<string, typeof TESTED | string>()
  for (const { rules = [], status, actual = '' } of tests) {
    const isMade = status !== 'skipped' && status !== 'errored'
    for (const rule of rules) {
      if (isMade) known.set(rule, TESTED)
      else if (!known.has(rule)) known.set(rule, skippedReason(actual))
    }
  }
  return known
}

function counted(operation: string, rules: number, notTested: number): OperationRules {
  const tested = rules - notTested
  const rejections = rules === 0 ? 'not applicable' : tested > 0 ? 'asked for' : 'not asked for'
  return { operation, rules, tested, rejections }
}

function untested(
  operation: string,
  { keyword, pointer, rule, unbroken }: PlannedRule,
  reason: typeof TESTED | string | undefined,
): UntestedRule {
  const known = typeof reason === 'string' ? reason : undefined
  return {
    operation,
    keyword,
    pointer,
    ...defined({ rule }),
    reason: known ?? unbroken ?? 'no check of this run concerns it',
  }
}

/** Why `strict` is not passed although nothing failed; `undefined` where rejections were asked for. */
export function missingRejections({ operations }: RuleCoverage): string | undefined {
  const without = operations.filter(({ rejections }) => rejections === 'not asked for')
  if (without.length === 0) return undefined
  const named = without.map(({ operation, rules }) => `${operation} (${plural(rules, 'rule')})`)
  return `no rejection was asked for on ${named.join(', ')}, so strict is not judged`
}
