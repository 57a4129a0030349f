import { brotliDecompressSync, constants, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'
import { systemCodeOf } from './errors.ts'
import type { ExchangeFailure, HttpResponse } from './exchange.ts'
import { failure } from './exchange-failure.ts'
import { lookUp } from './look-up.ts'

interface DecodingLimits {
  /** Larger content is an error of zlib's: `ERR_BUFFER_TOO_LARGE`. */
  readonly maxOutputLength: number
  /** What ends early because we stopped reading is decoded as far as it goes. */
  readonly cut?: boolean
}

type Decoder = (body: Uint8Array, limits: DecodingLimits) => Buffer

const finishOf = ({ cut }: DecodingLimits): number =>
  cut === true ? constants.Z_SYNC_FLUSH : constants.Z_FINISH

const gunzip: Decoder = (body, limits) =>
  gunzipSync(body, { maxOutputLength: limits.maxOutputLength, finishFlush: finishOf(limits) })

const DECODERS: Readonly<Record<string, Decoder>> = {
  gzip: gunzip,
  'x-gzip': gunzip,
  deflate: (body, limits) => {
    // RFC 9110 §8.4.1.2 notes that some send it without zlib's header.
    const inflate = hasZlibHeader(body) ? inflateSync : inflateRawSync
    return inflate(body, {
      maxOutputLength: limits.maxOutputLength,
      finishFlush: finishOf(limits),
    })
  },
  br: (body, { maxOutputLength, cut }) =>
    brotliDecompressSync(body, {
      maxOutputLength,
      finishFlush:
        cut === true ? constants.BROTLI_OPERATION_FLUSH : constants.BROTLI_OPERATION_FINISH,
    }),
}

/** More are nothing that a sender does, and each may multiply the work. */
const MAX_CODINGS = 3

/** Whether bytes begin as RFC 1950 has it: deflate, and a checksum of the two bytes. */
export function hasZlibHeader([first = 0, second = 0]: Uint8Array): boolean {
  return (first & 0x0f) === 8 && first <= 0x78 && (first * 256 + second) % 31 === 0
}

/**
 * Undoes what a Content-Encoding names, the last coding first; `undefined` for a coding that is unknown here.
 * @throws Error of zlib, for content that is not of that coding or larger than the bound
 */
export function undoContentEncoding(
  encoding: string,
  body: Uint8Array,
  limits: DecodingLimits,
): Uint8Array | undefined {
  const codings = encoding
    .split(',')
    .map((each) => each.trim().toLowerCase())
    .filter((each) => each !== '' && each !== 'identity')
  if (codings.length > MAX_CODINGS) return undefined
  let decoded: Uint8Array = body
  for (const coding of codings.toReversed()) {
    const decoder = lookUp(DECODERS, coding)
    if (decoder === undefined) return undefined
    decoded = decoder(decoded, limits)
  }
  return decoded
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
  const encoding = headers.find(([name]) => name === 'content-encoding')?.[1]
  if (encoding === undefined || read.body.length === 0) return read
  try {
    const body = undoContentEncoding(encoding, read.body, { maxOutputLength, cut: read.truncated })
    return body === undefined ? read : { ...read, body }
  } catch (error) {
    const nothing = { body: new Uint8Array(), truncated: true }
    if (read.truncated || systemCodeOf(error) === 'ERR_BUFFER_TOO_LARGE') return nothing
    return {
      ...read,
      failure: failure('unreadable-answer', `the body is not ${encoding.trim().toLowerCase()}`),
    }
  }
}
