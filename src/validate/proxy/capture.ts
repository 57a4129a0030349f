import { Transform } from 'node:stream'

/** Keeps what flows through it, up to a bound, and passes all of it on at once. */
export class Capture extends Transform {
  readonly #limit: number
  readonly #chunks: Buffer[] = []
  #kept = 0
  truncated = false

  /** @param limit bytes that are kept */
  constructor(limit: number) {
    super()
    this.#limit = limit
  }

  override _transform(
    chunk: Buffer,
    _encoding: BufferEncoding,
    callback: (error: null, chunk: Buffer) => void,
  ): void {
    const room = this.#limit - this.#kept
    if (chunk.length > room) this.truncated = true
    if (room > 0) {
      const part = chunk.subarray(0, room)
      this.#chunks.push(part)
      this.#kept += part.length
    }
    callback(null, chunk)
  }

  bytes(): Buffer {
    return Buffer.concat(this.#chunks)
  }
}
