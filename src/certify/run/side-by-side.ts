import { includesLevel } from '../results/check.ts'
import { Aside } from './aside.ts'
import { RunEnded } from './run-ended.ts'
import type { Session } from './session.ts'

interface Trying<Item, Result> {
  /** Sends an item through a session of its own. Whatever it makes is to be made before its first request. */
  readonly send: (aside: Session, item: Item) => Promise<Result>
  readonly isExpected: (result: Result, item: Item) => boolean
}

interface Tried<Result> {
  readonly aside: Aside
  readonly result?: Result
  readonly error?: unknown
}

/**
 * Sends items side by side where that saves time, and gives the results of those whose responses are all as expected. Every
 * other item is to be sent alone, and that response counts: nothing is concluded of an endpoint from what it does under load.
 */
export async function trySideBySide<Item, Result>(
  session: Session,
  items: readonly Item[],
  { send, isExpected }: Trying<Item, Result>,
): Promise<ReadonlyMap<Item, Result>> {
  const expected = new Map<Item, Result>()
  const { target, width } = session
  for (let from = 0; from < items.length;) {
    const usualMs = target.usualLatencyMs ?? 0
    const size = widthFor(session, items.length - from)
    if (size < 2) break
    const some = items.slice(from, from + size)
    from += size
    const tried = await Promise.all(
      some.map((item, index) => tryOne(session, index > 0, (aside) => send(aside, item))),
    )
    width.note(
      tried.map(({ aside }) => aside),
      usualMs,
    )
    for (const [index, { aside, error, ...rest }] of tried.entries()) {
      const item = some[index]
      for (const identifier of aside.accepted) target.course.accepted.add(identifier)
      if (error instanceof RunEnded) throw error
      if (item === undefined || rest.result === undefined) continue
      if (!isExpected(rest.result, item) || isNews(session, aside)) continue
      for (const observation of aside.observations)
        for (const { see } of target.course.observers) see(observation)
      expected.set(item, rest.result)
    }
  }
  return expected
}

/** Whether so many independent requests take but a few seconds, at the pace of the endpoint so far. */
export function hasTimeFor(session: Session, requests: number): boolean {
  return session.target.hasTimeFor(requests / widthFor(session, requests))
}

function widthFor(session: Session, requests: number): number {
  const { target, options, width } = session
  return isAllowed(session) ? width.of(requests, target.usualLatencyMs ?? 0, options) : 1
}

/** In a run that sends in parallel anyway, to an endpoint that does not ask for pauses and knows every token. */
function isAllowed({ target, options }: Session): boolean {
  return (
    includesLevel(options.level, 'resilient') &&
    target.pace.spacingMs === 0 &&
    target.course.scatteredTokens === undefined
  )
}

async function tryOne<Result>(
  session: Session,
  isParallel: boolean,
  send: (aside: Session) => Promise<Result>,
): Promise<Tried<Result>> {
  const aside = new Aside(isParallel)
  try {
    return { aside, result: await send(session.besides(aside)) }
  } catch (error) {
    return { aside, error }
  }
}

/** Whether a check of all responses would fail for this one first: such a one has to come alone. */
function isNews({ target }: Session, { observations }: Aside): boolean {
  return observations.some((observation) =>
    target.course.observers.some((observer) => observer.isNews(observation)),
  )
}
