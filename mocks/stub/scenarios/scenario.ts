/** What a step does with a request, besides waiting. */
export type Act =
  /** The stub's own answer. */
  | { readonly kind: 'answer' }
  /** A status of choice; without a body of its own it comes with the stub's, which says what it thinks. */
  | {
      readonly kind: 'status'
      readonly status: number
      readonly body: string | undefined
      readonly headers: Readonly<Record<string, string>>
    }
  /** Tokens issued so far stop being good before the request is judged. */
  | { readonly kind: 'tokens'; readonly end: 'expire' | 'revoke' }
  | { readonly kind: 'drip'; readonly overMs: number }
  | { readonly kind: Fault }

/** What can go wrong on the wire. */
export type Fault =
  /** No answer, ever; the connection stays open. */
  | 'hang'
  /** The connection is reset (RST) instead of an answer. */
  | 'reset'
  /** The connection is closed (FIN) instead of an answer. */
  | 'close'
  /** Half of the announced body, then the connection is closed. */
  | 'cut'
  /** The right headers and a body that breaks off in the middle of its JSON. */
  | 'malformed'
  /** Bytes that are no HTTP. */
  | 'garbage'

export const FAULTS: readonly Fault[] = ['hang', 'reset', 'close', 'cut', 'malformed', 'garbage']

export interface Step {
  readonly act: Act
  /** How many requests it is for; `Infinity` for all that come. */
  readonly times: number
  /** From 0 to 1: how likely it is done; else the request gets the stub's own answer. */
  readonly chance: number
  /** Milliseconds before the act. */
  readonly delayMs: number
  /** Milliseconds that the delay varies by, either way. */
  readonly jitterMs: number
}

/** A value that a body must have at a place. */
export interface Condition {
  /** Steps into the body; `*` stands for any item. */
  readonly path: readonly string[]
  readonly expected: { readonly equals: unknown } | { readonly matches: RegExp }
}

/** Whose requests share one sequence of steps. */
export type Share = 'all' | 'run' | 'message'

export interface Rule {
  /** Operations by id, and `token` for the token service; absent for every operation that the contract has by then. */
  readonly on: readonly string[] | undefined
  readonly where: readonly Condition[]
  readonly per: Share
  readonly steps: readonly Step[]
  /** When the steps are used up: the stub's own answer, the steps again, or the last one on and on. */
  readonly after: 'answer' | 'repeat' | 'last'
}

/** Scripted behaviour of the stub. */
export interface Scenario {
  /** Tells a scenario that was read from a definition. */
  readonly kind: 'scenario'
  readonly name: string
  readonly description: string
  readonly seed: string
  readonly rules: readonly Rule[]
}

/** The name by which a rule means the token service. */
export const TOKEN_SERVICE = 'token'

/** A step as it is written in files, over the admin API and in tests. */
export type StepDefinition =
  | 'answer'
  | 'drip'
  | Fault
  | {
      readonly do?: 'answer' | 'drip' | Fault
      readonly status?: number
      /** JSON, or text as it stands. */
      readonly body?: unknown
      readonly headers?: Readonly<Record<string, string>>
      /** Where a redirect leads; status 307 unless said otherwise. */
      readonly redirect?: string
      readonly tokens?: 'expire' | 'revoke'
      readonly times?: number | 'forever'
      /** `30%`, or a number from 0 to 1. */
      readonly chance?: number | string
      /** A duration such as `2s`. */
      readonly delay?: string
      readonly jitter?: string
      /** How long a slow drip takes; default `10s`. */
      readonly over?: string
    }

export interface RuleDefinition {
  readonly on?: string | readonly string[]
  /** Members by dotted path or JSON Pointer, with the value they must have or `{ matches: PATTERN }`. */
  readonly where?: Readonly<Record<string, unknown>>
  readonly per?: Share
  readonly steps: readonly StepDefinition[]
  readonly after?: Rule['after']
}

/** A scenario as it is written: several rules, or one rule's members at the top. */
export type ScenarioDefinition = {
  readonly name?: string
  readonly description?: string
  readonly seed?: number | string
} & ({ readonly rules: readonly RuleDefinition[] } | RuleDefinition)
