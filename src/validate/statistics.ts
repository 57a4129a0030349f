import { defined, type ExitCode } from '../core/index.ts'
import type { PayloadWarning, Problem } from './problem.ts'

/** What was judged: a response where a capture or `--status` says so. */
export type JudgedKind = 'message' | 'response'

/** How often one rule was broken. */
export interface RuleCount {
  readonly operation?: string
  /** What broke it: a record is one that could not be judged. */
  readonly of: JudgedKind | 'record'
  /** The pointer with `*` for indices and unknown properties. */
  readonly rulePointer: string
  readonly keyword: string
  readonly rule?: string
  readonly disputed?: string
  /** The first unknown properties where the rule is that there is none; cut where they are long. */
  readonly names: readonly string[]
  /** Messages that break it, and how often all in all. */
  readonly messages: number
  readonly count: number
}

/** The messages of an operation, or the responses to them. */
export interface OperationCount {
  readonly operation: string
  readonly of: JudgedKind
  readonly messages: number
  readonly invalid: number
}

/** Why a capture does not contain a body, or not all of it. */
export type MissingReason = 'elsewhere' | 'omitted' | 'cut' | 'compressed'

/** Bodies that captures do not contain, for one reason. */
export interface MissingCount {
  readonly reason: MissingReason
  readonly count: number
  /** Where the first of them is missing: `traffic.har: entry 3, request`. */
  readonly first: string
}

/** What a whole run saw. */
export interface Summary {
  /** Records that were judged: messages and responses. */
  readonly messages: number
  readonly invalid: number
  /** Records that could not be read: no JSON, wrong encoding, too long, of no operation. */
  readonly malformed: number
  /** Records of a capture that belong to no operation. */
  readonly unmatched: number
  /** Records that have nothing where bodies sit. */
  readonly absent: number
  /** Where the first of these has a body all the same: `/req/body`. */
  readonly bodyAt?: string
  /** Lines of logs without JSON. */
  readonly plainLines: number
  /** Bodies that captures do not contain: neither valid nor invalid. */
  readonly missing: readonly MissingCount[]
  readonly problems: number
  /** What readers may understand differently, in valid and invalid messages. */
  readonly warnings: number
  readonly operations: readonly OperationCount[]
  /** The most frequent first. */
  readonly rules: readonly RuleCount[]
  /** Problems of rules beyond the number that is counted one by one. */
  readonly furtherProblems: number
}

/**
 * The exit code of a command that read these records. Nothing to validate is not a success.
 * @param unreadable files that could not be read
 */
export function exitCodeOf(
  { messages, invalid, malformed }: Summary,
  unreadable: number,
): ExitCode {
  if (unreadable > 0) return 3
  if (invalid + malformed > 0) return 1
  return messages === 0 ? 3 : 0
}

/** So that a hostile payload cannot fill the memory with rules of its own making. */
const MAX_RULES = 1000
/** Names of unknown properties that are kept of a rule; summaries list one fewer, and say that there are others. */
const MAX_NAMES = 4
const NAME_LENGTH = 80

type Mutable<T> = { -readonly [K in keyof T]: T[K] }
type Counted = Mutable<Omit<RuleCount, 'names'>> & { readonly names: string[] }

/** Counts what a run sees, in memory that does not grow with it. */
export class ValidationStatistics {
  readonly #onProblem: (problem: Problem) => void
  readonly #onWarning: (warning: PayloadWarning) => void
  readonly #operations = new Map<string, Mutable<OperationCount>>()
  readonly #rules = new Map<string, Counted>()
  #malformed = 0
  #unmatched = 0
  #absent = 0
  #bodyAt: string | undefined
  #plainLines = 0
  readonly #missing = new Map<MissingReason, Mutable<MissingCount>>()
  #problems = 0
  #warnings = 0
  #furtherProblems = 0

  constructor(
    onProblem: (problem: Problem) => void,
    onWarning: (warning: PayloadWarning) => void = () => undefined,
  ) {
    this.#onProblem = onProblem
    this.#onWarning = onWarning
  }

  /** One valid record of an operation. */
  valid(operation: string, of: JudgedKind): void {
    this.#operation(operation, of).messages++
  }

  /** One record that was judged and is not valid. */
  invalid(operation: string, of: JudgedKind, problems: readonly Problem[]): void {
    const counted = this.#operation(operation, of)
    counted.messages++
    counted.invalid++
    this.#count(of, problems)
  }

  /** One record that could not be judged. @param around problems of the request that holds it */
  malformed(problem: Problem, around: readonly Problem[] = []): void {
    this.#malformed++
    this.#count('message', around)
    this.#count('record', [problem])
  }

  /** Warnings of one record: the first, and how many there are in all. */
  warned(warnings: readonly PayloadWarning[], total: number): void {
    this.#warnings += total
    for (const warning of warnings) this.#onWarning(warning)
  }

  unmatched(count = 1): void {
    this.#unmatched += count
  }

  /** One record without a body. @param bodyAt asked of the first: where it has one all the same */
  absent(bodyAt: () => string | undefined): void {
    if (this.#absent === 0) this.#bodyAt = bodyAt()
    this.#absent++
  }

  plainLine(): void {
    this.#plainLines++
  }

  /** A body that a capture does not contain. @param from its place, such as `traffic.har: entry 3, request` */
  missing(reason: MissingReason, from: string): void {
    const known = this.#missing.get(reason)
    if (known === undefined) this.#missing.set(reason, { reason, count: 1, first: from })
    else known.count++
  }

  /** So far. */
  totals(): { readonly messages: number; readonly problems: number } {
    const operations = [...this.#operations.values()]
    const messages = operations.reduce((sum, each) => sum + each.messages, 0)
    return { messages, problems: this.#problems }
  }

  summary(): Summary {
    const operations = [...this.#operations.values()]
    return {
      messages: this.totals().messages,
      invalid: operations.reduce((sum, { invalid }) => sum + invalid, 0),
      malformed: this.#malformed,
      unmatched: this.#unmatched,
      absent: this.#absent,
      ...defined({ bodyAt: this.#bodyAt }),
      plainLines: this.#plainLines,
      missing: [...this.#missing.values()],
      problems: this.#problems,
      warnings: this.#warnings,
      operations,
      rules: [...this.#rules.values()].toSorted((left, right) => right.messages - left.messages),
      furtherProblems: this.#furtherProblems,
    }
  }

  #operation(operation: string, of: JudgedKind): Mutable<OperationCount> {
    const key = `${of} ${operation}`
    const known = this.#operations.get(key)
    if (known !== undefined) return known
    const counted = { operation, of, messages: 0, invalid: 0 }
    this.#operations.set(key, counted)
    return counted
  }

  #count(of: RuleCount['of'], problems: readonly Problem[]): void {
    this.#problems += problems.length
    const inThisMessage = new Set<string>()
    for (const problem of problems) {
      this.#onProblem(problem)
      const key = `${of} ${problem.operation ?? ''} ${problem.rulePointer} ${problem.keyword}`
      const known = this.#rules.get(key) ?? this.#newRule(key, of, problem)
      if (known === undefined) {
        this.#furtherProblems++
        continue
      }
      known.count++
      addName(known.names, problem.unknown)
      if (!inThisMessage.has(key)) known.messages++
      inThisMessage.add(key)
    }
  }

  #newRule(key: string, of: RuleCount['of'], problem: Problem): Counted | undefined {
    if (this.#rules.size >= MAX_RULES) return undefined
    const { operation, rule, disputed, rulePointer, keyword } = problem
    const counted = {
      ...defined({ operation, rule, disputed }),
      of,
      rulePointer,
      keyword,
      names: [],
      messages: 0,
      count: 0,
    }
    this.#rules.set(key, counted)
    return counted
  }
}

function addName(names: string[], name: string | undefined): void {
  if (name === undefined || names.length === MAX_NAMES) return
  const kept = name.length > NAME_LENGTH ? `${name.slice(0, NAME_LENGTH)}…` : name
  if (!names.includes(kept)) names.push(kept)
}
