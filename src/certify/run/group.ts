import { type Check, LEVELS, type Level, type Outcome } from '../results/check.ts'
import type { TestedRequirement } from '../results/requirement.ts'
import type { Session } from './session.ts'
import type { Observation } from './observation.ts'

/** What may be sent beside others: it does not depend on what came before. */
export interface Independent {
  /** Whether its orders have to be new ones: those of `--fixtures` come in other messages, too. */
  readonly needsOwnOrder?: boolean
  /**
   * Tries it beside others. Returns what keeps the result for the session, so that nothing is sent again; `undefined` where
   * the result is not as expected.
   */
  readonly beside: (session: Session, aside: Session) => Promise<(() => void) | undefined>
}

/** Requests from whose responses several checks draw their conclusions: sent once, when the first of them asks. */
export interface Step<T> {
  /** At most so many requests to the endpoint's operations, besides those of its parts. */
  readonly requests: number
  /** Other steps that it takes. */
  readonly parts: readonly Step<unknown>[]
  readonly independent?: Independent
  take(session: Session): Promise<T>
  isTaken(session: Session): boolean
}

interface StepOptions<T> {
  readonly parts?: readonly Step<unknown>[]
  /** For a step that does not depend on what came before: whether a result is what a correct endpoint gives. */
  readonly isExpected?: (result: T) => boolean
}

export function step<T>(
  requests: number,
  send: (session: Session) => Promise<T>,
  { parts = [], isExpected }: StepOptions<T> = {},
): Step<T> {
  const taken = new WeakMap<Session, Promise<T>>()
  const beside: Independent['beside'] = async (session, aside) => {
    const result = await send(aside)
    return isExpected?.(result) === true
      ? () => void taken.set(session, Promise.resolve(result))
      : undefined
  }
  return {
    requests,
    parts,
    ...(isExpected === undefined ? {} : { independent: { beside } }),
    take: (session) => {
      const known = taken.get(session) ?? send(session)
      taken.set(session, known)
      return known
    },
    isTaken: (session) => taken.has(session),
  }
}

/** Several steps as one, taken one after the other. */
export function allOf<T>(steps: readonly Step<T>[]): Step<readonly T[]> {
  const takeAll = async (session: Session): Promise<readonly T[]> => {
    const taken: T[] = []
    for (const each of steps) taken.push(await each.take(session))
    return taken
  }
  return step(0, takeAll, { parts: steps })
}

/** What every check says of itself; its level is the requirement's. */
interface Described extends Omit<Check, 'requirement' | 'level'> {
  /** What follows the group's ids: `twice` in `duplicate/drop_shipment_confirmation/twice`. */
  readonly id: string
  /** A skipped outcome where the check cannot be made now. */
  readonly unless?: (session: Session) => Outcome | undefined
}

/** Sends for itself. */
interface Sending extends Described {
  /** At most so many requests to the endpoint's operations. */
  readonly requests: number
  /** Whether it does not depend on what came before; `of a new order`: unless that was in another message. */
  readonly isIndependent?: boolean | 'of a new order'
  readonly run: (session: Session) => Promise<Outcome>
}

/** Concludes from what a step sends for several checks. */
interface Concluding<T> extends Described {
  readonly step: Step<T>
  /** At most so many requests besides those of the step; none by default. */
  readonly requests?: number
  readonly conclude: (taken: T, session: Session) => Outcome | Promise<Outcome>
}

/** Sees every response of its operation, whatever check it belongs to, and concludes at the end. */
interface Watching extends Described {
  readonly watch: () => Watch
}

export interface Watch {
  see(observation: Observation): void
  /** Whether this response would be the first that fails the check. */
  isNews(observation: Observation): boolean
  conclude(): Outcome
}

/** A check with what makes it. */
export interface Executable {
  readonly check: Check
  readonly requests: number
  readonly step?: Step<unknown>
  readonly watch?: Watch
  readonly independent?: Independent
  readonly unless?: Described['unless']
  readonly run: (session: Session) => Promise<Outcome>
}

/** Declares a check of a requirement. Whatever it does, it returns one outcome: the runner reports it. */
export function check<T>(
  requirement: TestedRequirement,
  declared: Sending | Concluding<T> | Watching,
): Executable {
  if ('run' in declared) {
    const { requests, run, unless, isIndependent = false, ...described } = declared
    return {
      ...executable(requirement, described, unless),
      requests,
      ...(isIndependent === false ? { run } : runBeside(run, isIndependent === 'of a new order')),
    }
  }
  if ('step' in declared) {
    const { step: shared, requests = 0, conclude, unless, ...described } = declared
    return {
      ...executable(requirement, described, unless),
      requests,
      step: shared,
      run: async (session) => conclude(await shared.take(session), session),
    }
  }
  const { watch, unless, ...described } = declared
  const watching = watch()
  return {
    ...executable(requirement, described, unless),
    requests: 0,
    watch: watching,
    run: () => Promise.resolve(watching.conclude()),
  }
}

/** A check that passed beside others has passed. */
function runBeside(
  run: Executable['run'],
  needsOwnOrder: boolean,
): Pick<Executable, 'run' | 'independent'> {
  const passed = new WeakMap<Session, Outcome>()
  return {
    run: async (session) => passed.get(session) ?? run(session),
    independent: {
      needsOwnOrder,
      beside: async (session, aside) => {
        const outcome = await run(aside)
        return outcome.status === 'passed' ? () => void passed.set(session, outcome) : undefined
      },
    },
  }
}

function executable(
  { id, level }: TestedRequirement,
  described: Omit<Described, 'unless'>,
  unless: Described['unless'],
): Pick<Executable, 'check' | 'unless'> {
  const own = { ...described, requirement: id, level }
  return unless === undefined ? { check: own } : { check: own, unless }
}

/** Checks that are made one after the other, and told apart in progress. */
export interface Group {
  /** What progress shows while they are made: «drop_shipment_confirmation: accepts duplicates». */
  readonly name: string
  readonly operation?: string
  /** The first level at which they are made; what they meet says nothing of the levels below. */
  readonly from: Level
  readonly judges: 'endpoint' | 'token service'
  /** Taken before the first check. */
  readonly before?: Step<unknown>
  /** They draw conclusions from what others sent, and are made even where the operation never responds. */
  readonly isConclusion: boolean
  readonly checks: readonly Executable[]
}

interface DeclaredGroup {
  readonly name: string
  /** What the ids of its checks begin with: `duplicate/drop_shipment_confirmation`. */
  readonly ids: string
  /** Of all its checks that name no other. */
  readonly operation?: string
  /** Default: the lowest level of its checks. */
  readonly from?: Level
  readonly judges?: Group['judges']
  readonly before?: Step<unknown>
  readonly isConclusion?: boolean
  /** A skipped outcome where none of its checks can be made now. */
  readonly unless?: Described['unless']
  readonly checks: readonly Executable[]
}

export function group({ ids, unless, ...declared }: DeclaredGroup): Group {
  const { operation } = declared
  const checks = declared.checks.map((own): Executable => {
    const id = `${ids}/${own.check.id}`
    const concerned = own.check.operation ?? operation
    const reason = own.unless ?? unless
    // A thousand of them are made before the first request: what begins with a copy is copied at once.
    const named =
      concerned === undefined ? { ...own.check, id } : { ...own.check, id, operation: concerned }
    return reason === undefined
      ? { ...own, check: named }
      : { ...own, check: named, unless: reason }
  })
  const lowest = LEVELS.find((level) => checks.some(({ check: own }) => own.level === level))
  return {
    from: lowest ?? 'compatible',
    judges: 'endpoint',
    isConclusion: false,
    ...declared,
    checks,
  }
}
