import { isAscii, isUtf8, transcode } from 'node:buffer'

/** Shorter text is decoded in no time, whatever it holds. */
const LONG = 64 * 1024

/**
 * Bytes as text, as `Buffer.toString` has it, but not at four times the usual cost where a long text goes beyond ASCII: what
 * is not UTF-8 becomes U+FFFD, and a byte order mark stays.
 */
export function decodeUtf8(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (buffer.length < LONG || isAscii(buffer) || !isUtf8(buffer)) return buffer.toString('utf8')
  return transcode(buffer, 'utf8', 'utf16le').toString('utf16le')
}
