/** What must hold after each step, whatever happens. The sentence is printed where it does not. */
export const RULES = {
  'nothing lost': 'what was confirmed is there, until it is removed as asked',
  'only what was asked': 'nothing in the store changes that nobody asked for',
  'truly recorded':
    'an attempt is recorded as it ended: delivered means that the endpoint said 2xx',
  'same message': 'every attempt sends the same bytes under the same id to the same address',
  'attempts as the policy says': 'six attempts, then the failure queue, never sooner or later',
  'waits as the policy says': 'exponential, jitter lengthens, Retry-After raises and never lowers',
  'one claim': 'no delivery has two live claims',
  'stale claims settle nothing': 'only the current claim records an outcome, once',
  'attempts need a claim': 'one attempt for each claim, while it is held',
  'bounded concurrency': 'no more under way to an endpoint than allowed, until recorded',
  'bounded rate': 'no more started per second than allowed',
  'circuit breaker': 'an endpoint that is down gets fresh deliveries one at a time, after a pause',
  'times agree': 'a client of the database knows its time',
  'ends clean': 'a worker that was stopped holds nothing, and counts what it did',
  'on time': 'what is due is begun at once by whoever has room for it',
  progress: 'once the trouble is over, everything is delivered or in the failure queue in time',
  'no busy waiting': 'who waits is quiet',
  'no stray error': 'no error goes unhandled',
} as const

export type SimulationRule = keyof typeof RULES

/** The first thing that did not hold. */
export interface RuleViolation {
  readonly rule: SimulationRule
  readonly detail: string
  /** Milliseconds of simulated time. */
  readonly at: number
}
