/**
 * Bytes that arrive piece by piece, kept up to a bound: of their number and of the memory they take, since a million
 * pieces of one byte each would otherwise take a hundred times what they hold.
 */
export class BoundedBytes {
  readonly #limit: number
  readonly #expected: number
  #first: Uint8Array | undefined
  #buffer: Buffer | undefined
  #length = 0
  #isOver = false

  /**
   * @param limit bytes that are kept
   * @param expected bytes that were announced: room for them is made at once, where they come in pieces
   */
  constructor(limit: number, expected = 0) {
    this.#limit = limit
    this.#expected = expected
  }

  /** Whether more came than is kept. */
  get isOver(): boolean {
    return this.#isOver
  }

  /** Keeps what there is room for. The piece must not change afterwards. */
  add(piece: Uint8Array): void {
    const room = this.#limit - this.#length
    if (piece.length > room) this.#isOver = true
    const kept = piece.length > room ? piece.subarray(0, room) : piece
    if (kept.length === 0) return
    // Most bodies come in one piece, which is not copied.
    if (this.#first === undefined && this.#buffer === undefined) this.#first = kept
    else this.#append(kept)
    this.#length += kept.length
  }

  /** What was kept so far. */
  bytes(): Buffer {
    const kept = this.#buffer ?? this.#first ?? EMPTY
    if (kept.length === this.#length && Buffer.isBuffer(kept)) return kept
    return Buffer.from(kept.buffer, kept.byteOffset, this.#length)
  }

  #roomFor(needed: number): number {
    return needed <= this.#expected ? this.#expected : Math.max(2 * needed, 1024)
  }

  #append(piece: Uint8Array): void {
    const needed = this.#length + piece.length
    if (this.#buffer === undefined || this.#buffer.length < needed) {
      const larger = Buffer.allocUnsafe(Math.min(this.#limit, this.#roomFor(needed)))
      larger.set((this.#buffer ?? this.#first ?? EMPTY).subarray(0, this.#length))
      this.#buffer = larger
      this.#first = undefined
    }
    this.#buffer.set(piece, this.#length)
  }
}

const EMPTY = Buffer.alloc(0)
