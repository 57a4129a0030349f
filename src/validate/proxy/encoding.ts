import { messageOf, rawHeader, type RawMessage, undoContentEncoding } from '../../core/index.ts'
import { MAX_INFLATED_BYTES } from '../unpack.ts'

/** The body as it was before compression, or why that cannot be had. */
export function withoutEncoding({ rawHeaders, body }: RawMessage): Uint8Array | string {
  const encoding = rawHeader(rawHeaders, 'content-encoding')?.trim().toLowerCase() ?? 'identity'
  try {
    return (
      undoContentEncoding(encoding, body, { maxOutputLength: MAX_INFLATED_BYTES }) ??
      `the Content-Encoding ${encoding.slice(0, 40)} is unknown here`
    )
  } catch (error) {
    return `the body is not ${encoding.slice(0, 40)}: ${messageOf(error)}`
  }
}
