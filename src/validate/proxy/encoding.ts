import {
  messageOf,
  rawHeader,
  type RawMessage,
  systemCodeOf,
  undoContentEncoding,
} from '../../core/index.ts'

/**
 * As much as the largest message has. Few bytes may be gigabytes once they are decompressed, which would keep the proxy
 * from everything else, and fill the disk of a capture.
 */
const MAX_DECODED_BYTES = 5 * 1024 * 1024

/** The body as it was before compression, or why that cannot be had. */
export function withoutEncoding({ rawHeaders, body }: RawMessage): Uint8Array | string {
  const encoding = encodingOf(rawHeaders)
  try {
    return (
      undoContentEncoding(encoding, body, { maxOutputLength: MAX_DECODED_BYTES }) ??
      `the Content-Encoding ${encoding.slice(0, 40)} is unknown here`
    )
  } catch (error) {
    return systemCodeOf(error) === 'ERR_BUFFER_TOO_LARGE'
      ? `the body is longer than ${MAX_DECODED_BYTES} bytes once it is decompressed, and was not judged`
      : `the body is not ${encoding.slice(0, 40)}: ${messageOf(error)}`
  }
}

/** Whether a body may be longer than its bytes on the wire. */
export function isEncoded({ rawHeaders }: RawMessage): boolean {
  return encodingOf(rawHeaders) !== IDENTITY
}

const IDENTITY = 'identity'

function encodingOf(rawHeaders: RawMessage['rawHeaders']): string {
  return rawHeader(rawHeaders, 'content-encoding')?.trim().toLowerCase() ?? IDENTITY
}
