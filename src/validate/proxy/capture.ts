import { Transform } from 'node:stream'
import { BoundedBytes } from '../../core/index.ts'

/** Keeps what flows through it, up to a bound, and passes all of it on at once. */
export class Capture extends Transform {
  readonly #kept: BoundedBytes

  /** @param limit bytes that are kept */
  constructor(limit: number) {
    super()
    this.#kept = new BoundedBytes(limit)
  }

  get truncated(): boolean {
    return this.#kept.isOver
  }

  override _transform(
    chunk: Buffer,
    _encoding: BufferEncoding,
    callback: (error: null, chunk: Buffer) => void,
  ): void {
    this.#kept.add(chunk)
    callback(null, chunk)
  }

  bytes(): Buffer {
    return this.#kept.bytes()
  }
}
