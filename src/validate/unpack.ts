import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib'
import { hasZlibHeader } from '../core/index.ts'
import type { ByteSource } from './byte-source.ts'

/** What the compressed body of one message may grow to before it counts as a bomb. */
export const MAX_INFLATED_BYTES = 64 * 1024 * 1024

/** How a file is compressed. */
export type Packing = 'gzip' | 'deflate' | 'raw deflate' | 'brotli' | 'zstd'

/** How many bytes tell how a file is compressed. */
export const PACKING_BYTES = 4

/** What is unpacked at once: a thousand times as much at most. */
const PACKED_BYTES = 64 * 1024

/** Functions, so that nothing is loaded before something is to be unpacked. */
const STREAMS = {
  gzip: () => createGunzip(),
  deflate: () => createInflate(),
  'raw deflate': () => createInflateRaw(),
  brotli: () => createBrotliDecompress(),
} as const

/** The ending of a compressed file's name. */
export const PACKED_NAME = /\.(?:gz|br|zz|zlib|deflate|zst)$/

/** How a file is compressed, by its first bytes; brotli has none of its own, and is told by the name. */
export function packingOf(name: string, head: Uint8Array): Packing | undefined {
  const [first, second = 0, third, fourth] = head
  if (first === 0x1f && second === 0x8b) return 'gzip'
  if (first === 0x28 && second === 0xb5 && third === 0x2f && fourth === 0xfd) return 'zstd'
  const isNamedDeflate = /\.(?:zz|zlib|deflate)$/.test(name)
  // Text that begins in the same way, such as "x^", is not UTF-8 or not a log.
  const isNoText = second > 0x7f || second < 0x09
  if (hasZlibHeader(head) && (isNamedDeflate || isNoText)) return 'deflate'
  if (isNamedDeflate) return 'raw deflate'
  return name.endsWith('.br') ? 'brotli' : undefined
}

/**
 * Undoes compression piece by piece. What was unpacked before the stream turns out to be broken is given all the same:
 * Node's own way to read a stream forgets what is left in it then.
 */
export function unpacked(source: ByteSource, packing: keyof typeof STREAMS): ByteSource {
  const stream = STREAMS[packing]()
  const ready: Uint8Array[] = []
  let end: { readonly error?: unknown } | undefined
  stream.on('data', (chunk: Uint8Array) => ready.push(chunk))
  stream.on('error', (error) => (end ??= { error }))
  stream.on('end', () => (end ??= {}))
  const closed = new Promise<void>((resolve) => stream.once('close', resolve))
  const feed = async (): Promise<void> => {
    const piece = Buffer.allocUnsafe(PACKED_BYTES)
    const count = await source.read(piece, 0)
    if (count === 0) stream.end()
    const written = new Promise<void>((resolve) => {
      if (count > 0) stream.write(piece.subarray(0, count), () => resolve())
    })
    // What follows the end of a stream closes it, and is not written any more.
    await Promise.race([written, closed])
  }
  return {
    read: async (buffer, at) => {
      let [chunk] = ready
      while (chunk === undefined) {
        if (end !== undefined && 'error' in end) throw end.error
        if (end !== undefined) return 0
        await feed()
        ;[chunk] = ready
      }
      const piece = chunk.subarray(0, buffer.length - at)
      buffer.set(piece, at)
      if (piece.length === chunk.length) ready.shift()
      else ready[0] = chunk.subarray(piece.length)
      return piece.length
    },
    close: async () => {
      stream.destroy()
      await source.close()
    },
  }
}
