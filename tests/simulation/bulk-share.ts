/**
 * In a limited time, seeds with a bulk get half of it at most, so that many dense phases are seen too: one that comes
 * when they have had more than half so far is passed over, whole. Without a limit none is.
 */
export class BulkShare {
  readonly #isLimited: boolean
  #bulksMs = 0
  #allMs = 0

  constructor(limitMs: number) {
    this.#isLimited = limitMs < Infinity
  }

  passesOver(isBulky: boolean): boolean {
    return isBulky && this.#isLimited && this.#bulksMs > this.#allMs / 2
  }

  /** A seed took so many milliseconds. */
  took(isBulky: boolean, ms: number): void {
    this.#allMs += ms
    if (isBulky) this.#bulksMs += ms
  }
}
