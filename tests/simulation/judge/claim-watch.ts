import type { Claim } from '../../../src/queue/index.ts'
import type { RowState } from '../stores/row.ts'
import type { Hand } from './hand.ts'
import type { Ledger } from './ledger.ts'
import type { Pace } from './pace.ts'
import { isAt, isCountedAs, isSameMessage } from './record.ts'
import type { ClaimHolder, Held, JudgedSubject, Lease } from './subject.ts'
import type { Timing, TimingOptions } from './timing.ts'
import type { Witness } from './witness.ts'

export interface ClaimWatchOptions extends TimingOptions {
  readonly ledger: Ledger
}

/** Judges the claims that one worker is given, and what becomes of their leases. */
export class ClaimWatch {
  readonly #options: ClaimWatchOptions
  readonly #ledger: Ledger
  readonly #isShared: boolean
  readonly #owner: ClaimHolder
  readonly #hand: Hand
  readonly #pace: Pace
  readonly #timing: Timing
  readonly #witness: Witness
  #lastLease: Lease | undefined

  constructor(
    options: ClaimWatchOptions,
    parts: { owner: ClaimHolder; hand: Hand; pace: Pace; timing: Timing; witness: Witness },
  ) {
    this.#options = options
    this.#ledger = options.ledger
    this.#isShared = options.kind === 'postgres'
    this.#owner = parts.owner
    this.#hand = parts.hand
    this.#pace = parts.pace
    this.#timing = parts.timing
    this.#witness = parts.witness
  }

  /** The store gave it claims. */
  given(claims: readonly Claim[]): void {
    for (const claim of claims) {
      const subject = this.#ledger.subject(claim.delivery.id)
      if (subject === undefined)
        this.#witness.violated('only what was asked', claim.delivery, 'is unknown')
      else this.#givenOne(claim, subject)
    }
  }

  /** PostgreSQL: a claim, an extension or a release became durable. */
  leaseChanged(subject: JudgedSubject, before: RowState, after: RowState): void {
    const { delivery } = subject
    if (after.fence === before.fence + 1 && after.sending) {
      if (this.#witness.isTraced) this.#traceLease('claims', delivery.id, after)
      if (this.#options.areClocksRight()) this.#assertDue(subject, before)
      const { lease } = subject
      const isHeld = lease?.by.holds(subject) === true
      const early = before.sending ? this.#timing.tooEarly(lease, before, isHeld) : undefined
      if (early !== undefined) this.#witness.violated('one claim', delivery, early)
      const wrongTime = this.#timing.wrongTime()
      if (wrongTime !== undefined) this.#witness.violated('times agree', delivery, wrongTime)
      subject.lease = this.#lease()
      return
    }
    if (after.fence !== before.fence || !before.sending || subject.lease?.by !== this.#owner) {
      this.#witness.violated(
        'only what was asked',
        delivery,
        'has its lease changed by who lost it',
      )
      return
    }
    let held = this.#hand.newest(subject)
    while (held !== undefined && held.claim.fence !== after.fence) held = this.#hand.olderThan(held)
    if (held !== undefined) held.leaseEnd = after.dueAt
    if (this.#witness.isTraced) {
      this.#traceLease(after.sending ? 'extends' : 'releases', delivery.id, after)
    }
  }

  /** One for all that are claimed under the same idea of the time. */
  #lease(): Lease {
    const clockError = this.#options.clockError()
    if (this.#lastLease?.clockError !== clockError)
      this.#lastLease = { by: this.#owner, clockError }
    return this.#lastLease
  }

  #givenOne(claim: Claim, subject: JudgedSubject): void {
    const { delivery, stored, holder } = subject
    this.#pace.given(delivery.id)
    if (this.#witness.isTraced) {
      this.#witness.trace(`is given ${delivery.id}`)
    }
    if (!isSameMessage(claim, delivery)) {
      this.#witness.violated('same message', delivery, 'comes out of the store changed')
    }
    const older = this.#hand.newest(subject)
    if (older !== undefined && (!this.#isShared || older.claim.fence >= claim.fence)) {
      this.#witness.violated('one claim', delivery, 'is given twice to one worker')
    }
    if (!this.#isShared) {
      if (holder !== undefined && holder !== this.#owner && holder.holds(subject)) {
        this.#witness.violated('one claim', delivery, 'is given to two workers')
      }
      // What was due when it was read ahead is given, even when the clock was set back since.
      const isTimed = stored?.retrying === true && this.#timing.clockStoodSince(subject)
      if (isTimed) this.#assertDue(subject, stored)
    }
    const isCurrent = !this.#isShared || stored?.fence === claim.fence
    if (isCurrent && !isCountedAs(claim, stored)) {
      this.#witness.violated('attempts as the policy says', delivery, 'is given with a wrong count')
    }
    if (isCurrent && !isAt(claim, stored)) {
      this.#witness.violated('same message', delivery, 'is given a wrong address')
    }
    subject.holder = this.#owner
    this.#hand.add(subject, claim)
  }

  /** Nobody else has it, and its time has come. */
  #assertDue({ delivery }: JudgedSubject, state: RowState): void {
    if (this.#timing.isDue(state)) return
    if (state.sending)
      this.#witness.violated('one claim', delivery, 'is claimed under a live lease')
    else this.#witness.violated('waits as the policy says', delivery, 'is claimed before it is due')
  }

  /** Whether it is the last claim of its delivery, by what is stored. */
  isCurrent({ subject, claim }: Held, stored: RowState | undefined): boolean {
    if (stored?.state !== 'pending') return false
    if (this.#isShared) return stored.sending && stored.fence === claim.fence
    return subject.holder === this.#owner
  }

  #traceLease(verb: string, id: string, { dueAt, fence }: RowState): void {
    const left = Math.round(dueAt - this.#options.storeNow())
    this.#witness.trace(`${verb} ${id}, claim ${fence}, for ${left} ms`)
  }
}
