import { brotliDecompressSync, constants, gunzipSync, inflateSync } from 'node:zlib'
import { systemCodeOf } from './errors.ts'
import type { ExchangeFailure, HttpResponse } from './exchange.ts'
import { failure } from './exchange-failure.ts'
import { lookUp } from './look-up.ts'

type Decoder = (body: Uint8Array, options: { maxOutputLength: number; cut: boolean }) => Buffer

const inflate =
  (decoder: typeof gunzipSync): Decoder =>
  (body, { maxOutputLength, cut }) =>
    // What ends early because we stopped reading is decoded as far as it goes.
    decoder(body, {
      maxOutputLength,
      finishFlush: cut ? constants.Z_SYNC_FLUSH : constants.Z_FINISH,
    })

const DECODERS: Readonly<Record<string, Decoder>> = {
  gzip: inflate(gunzipSync),
  'x-gzip': inflate(gunzipSync),
  deflate: inflate(inflateSync),
  br: (body, { maxOutputLength, cut }) =>
    brotliDecompressSync(body, {
      maxOutputLength,
      finishFlush: cut ? constants.BROTLI_OPERATION_FLUSH : constants.BROTLI_OPERATION_FINISH,
    }),
}

export interface DecodedBody {
  readonly body: Uint8Array
  readonly truncated: boolean
  readonly failure?: ExchangeFailure
}

/**
 * Undoes Content-Encoding up to the bound. Of a body that was cut, what can be read is kept; of one that grows beyond
 * the bound, nothing is: it counts as truncated.
 */
export function decode(
  headers: HttpResponse['headers'],
  read: DecodedBody,
  maxOutputLength: number,
): DecodedBody {
  const encoding = headers
    .find(([name]) => name === 'content-encoding')?.[1]
    .trim()
    .toLowerCase()
  const decoder = lookUp(DECODERS, encoding)
  if (decoder === undefined || read.body.length === 0) return read
  try {
    return { ...read, body: decoder(read.body, { maxOutputLength, cut: read.truncated }) }
  } catch (error) {
    const nothing = { body: new Uint8Array(), truncated: true }
    if (read.truncated || systemCodeOf(error) === 'ERR_BUFFER_TOO_LARGE') return nothing
    return { ...read, failure: failure('unreadable-answer', `the body is not ${encoding}`) }
  }
}
