import type { Claim } from '../../../src/queue/index.ts'
import type { Ledger } from './ledger.ts'
import type { ClaimHolder, Held, JudgedSubject } from './subject.ts'

/**
 * The claims that a worker holds: one for each delivery, and beside it an earlier one whose lease ran out while its
 * attempt was under way. Each delivery has the list of those that are held, of all workers: it is short, and no map of
 * thousands of deliveries is searched.
 */
export class Hand {
  readonly #ledger: Ledger
  readonly #owner: ClaimHolder
  #size = 0

  constructor(ledger: Ledger, owner: ClaimHolder) {
    this.#ledger = ledger
    this.#owner = owner
  }

  /** The newest claim on each delivery. */
  get all(): readonly Held[] {
    if (this.#size === 0) return []
    return this.#ledger.all.flatMap((subject) => this.newest(subject) ?? [])
  }

  newest(subject: JudgedSubject): Held | undefined {
    return this.#next(subject.held)
  }

  /** The newest claim on a delivery. */
  newestOf(id: string): Held | undefined {
    return this.#next(this.#ledger.subject(id)?.held)
  }

  /** The next older claim on the same delivery. */
  olderThan({ older }: Held): Held | undefined {
    return this.#next(older)
  }

  add(subject: JudgedSubject, claim: Claim): void {
    let older = subject.held
    while (older?.owner.isAlive === false) older = older.older
    this.#size++
    subject.held = {
      subject,
      claim,
      owner: this.#owner,
      leaseEnd: subject.stored?.dueAt ?? 0,
      older,
      startedAt: undefined,
      requests: 0,
      isInFlight: false,
      ending: undefined,
      settling: undefined,
      endedAt: 0,
      isRecorded: false,
      isUnderWay: false,
    }
  }

  of(claim: Claim): Held | undefined {
    let held = this.#ledger.subject(claim.delivery.id)?.held
    while (held !== undefined && held.claim !== claim) held = held.older
    return held?.owner === this.#owner ? held : undefined
  }

  forget(held: Held): void {
    const { subject, older } = held
    this.#size--
    if (subject.held === held) {
      subject.held = older
      return
    }
    let newer = subject.held
    while (newer !== undefined && newer.older !== held) newer = newer.older
    if (newer !== undefined) newer.older = older
  }

  #next(first: Held | undefined): Held | undefined {
    let held = first
    while (held !== undefined && held.owner !== this.#owner) held = held.older
    return held
  }
}
