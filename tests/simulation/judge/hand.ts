import type { Claim } from '../../../src/queue/index.ts'
import type { Held, JudgedSubject } from './subject.ts'

/**
 * The claims that a worker holds: one for each delivery, and beside it an earlier one whose lease ran out while its
 * attempt was under way.
 */
export class Hand {
  /** By the delivery's id. Only what is held is in these maps: they stay small, however many deliveries there are. */
  readonly #newest = new Map<string, Held>()
  readonly #byClaim = new Map<Claim, Held>()

  get all(): Iterable<Held> {
    return this.#newest.values()
  }

  newest({ delivery }: JudgedSubject): Held | undefined {
    return this.#newest.get(delivery.id)
  }

  add(subject: JudgedSubject, claim: Claim): void {
    const { id } = subject.delivery
    const held: Held = {
      subject,
      claim,
      leaseEnd: subject.stored?.dueAt ?? 0,
      older: this.#newest.get(id),
      startedAt: undefined,
      requests: 0,
      isInFlight: false,
      ending: undefined,
      settling: undefined,
      endedAt: 0,
      isRecorded: false,
      isUnderWay: false,
    }
    this.#newest.set(id, held)
    this.#byClaim.set(claim, held)
  }

  of(claim: Claim): Held | undefined {
    return this.#byClaim.get(claim)
  }

  find(id: string, isIt: (held: Held) => boolean): Held | undefined {
    let held = this.#newest.get(id)
    while (held !== undefined && !isIt(held)) held = held.older
    return held
  }

  forget(held: Held): void {
    const { subject, claim, older } = held
    const { id } = subject.delivery
    this.#byClaim.delete(claim)
    let newer = this.#newest.get(id)
    if (newer === held) {
      if (older === undefined) this.#newest.delete(id)
      else this.#newest.set(id, older)
      return
    }
    while (newer !== undefined && newer.older !== held) newer = newer.older
    if (newer !== undefined) newer.older = older
  }
}
