import type { AttemptOutcome, NewDelivery } from '../../../src/queue/index.ts'
import { isSameAttempt, likenessOf } from '../same-attempt.ts'
import { type RecordedAttempt, type RowState, rowState } from './row.ts'

/** What an outcome makes of a row. */
export interface RowOutcome {
  readonly after: RowState
  readonly attempts: readonly RecordedAttempt[]
}

interface Leased {
  readonly before: RowState
  readonly after: RowState
}

/** An outcome that was recorded as a row's first. */
interface First extends Leased, RowOutcome {
  readonly outcome: AttemptOutcome
}

/**
 * The states that the rows of one table go through. Of a commit most rows come from one state and go to one other: they
 * share both, and the attempt, so that a row keeps nothing that is its own.
 */
export class Transitions {
  readonly #enqueued = new Latest<RowState>()
  readonly #leased = new Latest<Leased>()
  readonly #first = Array.from({ length: KINDS }, () => new Latest<First>())

  /** The state of a row that is added. */
  enqueued({ endpoint, url }: NewDelivery, now: number): RowState {
    for (const state of this.#enqueued.all) {
      if (state.dueAt === now && state.endpoint === endpoint && state.url === url) return state
    }
    const state = rowState({
      state: 'pending',
      retrying: false,
      sending: false,
      dueAt: now,
      fence: 0,
      spent: 0,
      round: 0,
      updatedAt: now,
      lastStatus: undefined,
      lastError: undefined,
      endpoint,
      url,
      enqueuedFor: undefined,
      attempts: 0,
    })
    return this.#enqueued.add(state)
  }

  /** With another lease, or with none. */
  leased(before: RowState, sending: boolean, dueAt: number, fence: number): RowState {
    for (const made of this.#leased.all) {
      const { after } = made
      const isSame = after.dueAt === dueAt && after.fence === fence && after.sending === sending
      if (isSame && made.before === before) return after
    }
    return this.#leased.add({ before, after: rowState({ ...before, sending, dueAt, fence }) }).after
  }

  /** With an outcome, which clears the claim. @param earlier the row's attempts */
  settled(
    before: RowState,
    earlier: readonly RecordedAttempt[],
    outcome: AttemptOutcome,
    now: number,
  ): RowOutcome {
    if (earlier.length > 0 || outcome.attempt.error !== undefined)
      return settled(before, earlier, outcome, now)
    const latest = this.#firstLike(outcome)
    for (const made of latest.all) {
      const isSame = made.before === before && made.after.updatedAt === now
      if (isSame && areAlike(made.outcome, outcome)) return made
    }
    const { after, attempts } = settled(before, earlier, outcome, now)
    return latest.add({ before, after, attempts, outcome })
  }

  /** Those that may be like an outcome. */
  #firstLike({ attempt }: AttemptOutcome): Latest<First> {
    const latest = this.#first[likenessOf(attempt) % KINDS]
    if (latest === undefined) throw new Error('there is no such kind')
    return latest
  }
}

function settled(
  before: RowState,
  earlier: readonly RecordedAttempt[],
  { claim, attempt, settlement }: AttemptOutcome,
  now: number,
): RowOutcome {
  const number = claim.spent + 1
  const isWaiting = settlement.state === 'waiting'
  const { fence, round, attempts, endpoint, url, enqueuedFor } = before
  return {
    after: rowState({
      state: isWaiting ? 'pending' : settlement.state,
      retrying: true,
      sending: false,
      dueAt: isWaiting ? settlement.dueAt : now,
      fence,
      spent: number,
      round,
      updatedAt: now,
      lastStatus: attempt.status,
      lastError: attempt.error?.kind,
      endpoint,
      url,
      enqueuedFor,
      attempts: attempts + 1,
    }),
    attempts: [...earlier, { attempt, round: claim.round, number }],
  }
}

function areAlike(left: AttemptOutcome, right: AttemptOutcome): boolean {
  const { attempt, claim, settlement } = left
  return (
    settlement.state !== 'waiting' &&
    settlement.state === right.settlement.state &&
    claim.spent === right.claim.spent &&
    claim.round === right.claim.round &&
    isSameAttempt(attempt, right.attempt)
  )
}

/** Outcomes of so many kinds are remembered apart. */
const KINDS = 16

/** So many things of one kind are remembered: what is asked for is mostly among them. */
const REMEMBERED = 8

/** The things that were made last. */
class Latest<T> {
  readonly all: T[] = []
  #oldest = 0

  add(thing: T): T {
    if (this.all.length < REMEMBERED) this.all.push(thing)
    else this.all[this.#oldest] = thing
    this.#oldest = (this.#oldest + 1) % REMEMBERED
    return thing
  }
}
