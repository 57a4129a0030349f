import type { Claim } from '../../../src/queue/index.ts'
import type { Ledger } from './ledger.ts'
import type { Held, JudgedSubject } from './subject.ts'

/**
 * The claims that a worker holds: one for each delivery, and beside it an earlier one whose lease ran out while its
 * attempt was under way.
 */
export class Hand {
  readonly #ledger: Ledger
  readonly #newest = new Map<JudgedSubject, Held>()

  constructor(ledger: Ledger) {
    this.#ledger = ledger
  }

  get all(): Iterable<Held> {
    return this.#newest.values()
  }

  newest(subject: JudgedSubject): Held | undefined {
    return this.#newest.get(subject)
  }

  add(subject: JudgedSubject, claim: Claim): void {
    this.#newest.set(subject, {
      subject,
      claim,
      leaseEnd: subject.stored?.dueAt ?? 0,
      older: this.#newest.get(subject),
      startedAt: undefined,
      requests: 0,
      isInFlight: false,
      ending: undefined,
      settling: undefined,
      endedAt: 0,
      isRecorded: false,
      isUnderWay: false,
    })
  }

  of(claim: Claim): Held | undefined {
    return this.find(claim.delivery.id, (held) => held.claim === claim)
  }

  find(id: string, isIt: (held: Held) => boolean): Held | undefined {
    const subject = this.#ledger.subjects.get(id)
    let held = subject === undefined ? undefined : this.#newest.get(subject)
    while (held !== undefined && !isIt(held)) held = held.older
    return held
  }

  forget(held: Held): void {
    const { subject, older } = held
    let newer = this.#newest.get(subject)
    if (newer === held) {
      if (older === undefined) this.#newest.delete(subject)
      else this.#newest.set(subject, older)
      return
    }
    while (newer !== undefined && newer.older !== held) newer = newer.older
    if (newer !== undefined) newer.older = older
  }
}
