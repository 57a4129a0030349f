import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'
import { lookUp, messageOf, rawHeader, type RawMessage } from '../../core/index.ts'

/** What a compressed body may grow to before it counts as a bomb. */
const MAX_INFLATED_BYTES = 64 * 1024 * 1024

/** The body as it was before compression, or why that cannot be had. */
export function withoutEncoding({ rawHeaders, body }: RawMessage): Uint8Array | string {
  const encoding = rawHeader(rawHeaders, 'content-encoding')?.trim().toLowerCase() ?? 'identity'
  const inflate = lookUp(INFLATE, encoding)
  if (inflate === undefined) return `the Content-Encoding ${encoding.slice(0, 40)} is unknown here`
  try {
    return inflate(body)
  } catch (error) {
    return `the body is no ${encoding}: ${messageOf(error)}`
  }
}

const LIMIT = { maxOutputLength: MAX_INFLATED_BYTES }

const INFLATE: Readonly<Record<string, (body: Buffer) => Uint8Array>> = {
  identity: (body) => body,
  gzip: (body) => gunzipSync(body, LIMIT),
  deflate: (body) => inflateSync(body, LIMIT),
  br: (body) => brotliDecompressSync(body, LIMIT),
}
