import type { Claim } from './delivery.ts'
import type { EndpointQueue } from './endpoint-queue.ts'

/** One of an endpoint's slots, which a delivery takes until its outcome is recorded. */
export class Slot {
  readonly queue: EndpointQueue
  readonly claim: Claim
  #isTaken = true

  /** @param queue which counts it as running already */
  constructor(queue: EndpointQueue, claim: Claim) {
    this.queue = queue
    this.claim = claim
  }

  /** A second time it changes nothing. */
  free(): void {
    if (this.#isTaken) this.queue.running--
    this.#isTaken = false
  }
}
