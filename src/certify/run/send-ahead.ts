import type { Group, Independent, Step } from './group.ts'
import type { Session } from './session.ts'
import { trySideBySide } from './side-by-side.ts'

/**
 * Sends what the checks of a group need and what does not depend on what came before, side by side where that saves time.
 * The checks find there what is as expected, and send everything else alone.
 */
export async function sendAhead({ checks }: Group, session: Session): Promise<void> {
  const found = new Set<Independent>()
  for (const own of checks) {
    if (own.unless?.(session) !== undefined) continue
    if (own.independent !== undefined) found.add(own.independent)
    if (own.step !== undefined) for (const each of independentOf(own.step, session)) found.add(each)
  }
  const { knowsItsOrders } = session.options
  const independent = [...found].filter(
    ({ needsOwnOrder }) => needsOwnOrder !== true || !knowsItsOrders,
  )
  const kept = await trySideBySide(session, independent, {
    send: (aside, { beside }) => beside(session, aside),
    isExpected: (keep) => keep !== undefined,
  })
  for (const keep of kept.values()) keep?.()
}

function independentOf(step: Step<unknown>, session: Session): readonly Independent[] {
  if (step.isTaken(session)) return []
  const own = step.independent === undefined ? [] : [step.independent]
  return [...own, ...step.parts.flatMap((part) => independentOf(part, session))]
}
