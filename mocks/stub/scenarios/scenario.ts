import type { Fault } from './faults.ts'

/** What the stub does with a request in a step, besides waiting. */
export type ScenarioBehaviour =
  /** The stub's own response. */
  | { readonly kind: 'answer' }
  /** A given status; without `body` it is sent with the stub's own body. */
  | {
      readonly kind: 'status'
      readonly status: number
      readonly body: string | undefined
      readonly headers: Readonly<Record<string, string>>
    }
  /** Tokens issued so far become invalid before the request is checked. */
  | { readonly kind: 'tokens'; readonly end: 'expire' | 'revoke' }
  | { readonly kind: 'drip'; readonly overMs: number }
  | { readonly kind: Fault }

/** The `Retry-After` of a step's responses, counted from each of them. */
export interface ScriptedRetryAfter {
  /** Milliseconds, or what is left of the time that the step lasts. */
  readonly waitMs: number | 'left'
  readonly as: 'seconds' | 'date'
}

export interface ScenarioStep {
  readonly behaviour: ScenarioBehaviour
  /** The number of requests it applies to; `Infinity` for all, and where it lasts for a time. */
  readonly times: number
  /** Milliseconds of the stub's time that it lasts, from the first request that meets it, or from the end of such a step before. */
  readonly forMs?: number
  readonly retryAfter?: ScriptedRetryAfter
  /** From 0 to 1: its probability; otherwise the request gets the stub's own response. */
  readonly chance: number
  /** Milliseconds before the behaviour. */
  readonly delayMs: number
  /** Milliseconds that the delay varies by, either way. */
  readonly jitterMs: number
}

/** A value that a body must have at a path. */
export interface Condition {
  /** Property names and indices; `*` matches any item. */
  readonly path: readonly string[]
  readonly expected: { readonly equals: unknown } | { readonly matches: RegExp }
}

/** Which requests share one sequence of steps. */
export type Share = 'all' | 'run' | 'message'

export interface ScenarioRule {
  /** Operations by id, and `token` for the token service; absent for every operation of the contract in force. */
  readonly on: readonly string[] | undefined
  readonly where: readonly Condition[]
  readonly per: Share
  readonly steps: readonly ScenarioStep[]
  /** When the steps are used up: the stub's own response, the steps again, or the last step repeatedly. */
  readonly after: 'answer' | 'repeat' | 'last'
}

/** Scripted behaviour of the stub. */
export interface Scenario {
  /** Distinguishes a parsed scenario from a definition. */
  readonly kind: 'scenario'
  readonly name: string
  readonly description: string
  readonly seed: string
  readonly rules: readonly ScenarioRule[]
}

/** The name of the token service in a rule's `on`. */
export const TOKEN_SERVICE = 'token'

/** The properties of a written step. */
export interface StepMapping {
  readonly do?: 'answer' | 'drip' | Fault
  readonly status?: number
  /** JSON, or text that is sent verbatim. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** The Location of a redirect; status 307 unless `status` is given. */
  readonly redirect?: string
  readonly tokens?: 'expire' | 'revoke'
  readonly times?: number | 'forever'
  /** How long it lasts, on the stub's clock: `10m`. */
  readonly for?: string
  /** `30s`, `left` of `for`, or either as a date: `date 30s`. */
  readonly retryAfter?: string
  /** `30%`, or a number from 0 to 1. */
  readonly chance?: number | string
  /** A duration such as `2s`. */
  readonly delay?: string
  readonly jitter?: string
  /** Duration of a drip; default `10s`. */
  readonly over?: string
}

/** A step as it is written in files, over the admin API and in tests. */
export type StepDefinition = NonNullable<StepMapping['do']> | StepMapping

export interface RuleDefinition {
  readonly on?: string | readonly string[]
  /** Fields by dotted path or JSON Pointer, with the value they must have or `{ matches: PATTERN }`. */
  readonly where?: Readonly<Record<string, unknown>>
  readonly per?: Share
  readonly steps: readonly StepDefinition[]
  readonly after?: ScenarioRule['after']
}

/** A scenario as it is written: several rules, or the properties of one rule at the top level. */
export type ScenarioDefinition = {
  readonly name?: string
  readonly description?: string
  readonly seed?: number | string
} & ({ readonly rules: readonly RuleDefinition[] } | RuleDefinition)
