import { isUtf8 } from 'node:buffer'
import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs'
import {
  defined,
  HarnessError,
  headerPairs,
  messageOf,
  printableJson,
  printableSize,
  rawHeader,
  type RawMessage,
} from '../../core/index.ts'
import { withoutCredentials } from './credentials.ts'
import { withoutEncoding } from './encoding.ts'
import type { Traffic } from './traffic.ts'

/** A capture that grows with the traffic and is a complete HTTP archive (HAR 1.2) after every entry. */
export interface HarFile {
  /** Number of entries not written, because there was no room for them. */
  readonly dropped: number
  write(traffic: Traffic): void
  close(): void
}

type Write = (
  descriptor: number,
  bytes: Uint8Array,
  offset: number,
  length: number,
  position: number,
) => number

const END = '\n]}}\n'

/**
 * Starts a capture. Credentials in headers and queries are omitted, and so are the bodies of requests that are not among the
 * contract's: a token service's, for example, hold nothing else.
 *
 * @param write puts bytes at a position of the file, as the system does: perhaps only some of them
 * @throws HarnessError FILE_UNWRITABLE
 */
export function openHar(file: string, version: string, write: Write = writeSync): HarFile {
  const head = `{"log":{"version":"1.2","creator":{"name":"dropship proxy","version":${JSON.stringify(version)}},"entries":[`
  let descriptor: number
  try {
    descriptor = openSync(file, 'w', 0o600)
    writeSync(descriptor, head + END)
  } catch (error) {
    throw new HarnessError('FILE_UNWRITABLE', `The capture cannot be written to ${file}.`, {
      found: messageOf(error),
      where: '--har',
      next: 'name a file that can be written to',
      cause: error,
    })
  }
  let length = Buffer.byteLength(head)
  let isFirst = true
  let dropped = 0
  return {
    get dropped() {
      return dropped
    },
    write: (traffic) => {
      const start = Buffer.from(isFirst ? '\n' : ',\n')
      const bytes = Buffer.concat([
        start,
        printableJson(JSON.stringify(entryOf(traffic))),
        Buffer.from(END),
      ])
      // A disk that fills up must not stop the traffic, and the capture stays readable.
      if (writeWhole(write, descriptor, bytes, length)) {
        length += bytes.length - END.length
        isFirst = false
      } else {
        dropped += 1
        restoreEnd(write, descriptor, length)
      }
    },
    close: () => closeSync(descriptor),
  }
}

/** A file system with little room left may take a part. */
function writeWhole(
  write: Write,
  descriptor: number,
  bytes: Uint8Array,
  position: number,
): boolean {
  try {
    let done = 0
    while (done < bytes.length) {
      const count = write(descriptor, bytes, done, bytes.length - done, position + done)
      if (count === 0) return false
      done += count
    }
    return true
  } catch {
    return false
  }
}

function restoreEnd(write: Write, descriptor: number, length: number): void {
  try {
    ftruncateSync(descriptor, length)
  } catch {
    // The end is then written over what is there.
  }
  writeWhole(write, descriptor, Buffer.from(END), length)
}

function entryOf(traffic: Traffic): object {
  const { startedAt, durationMs, request, response, failure } = withoutCredentials(traffic)
  const { method, target } = request
  const isKnown = traffic.operation !== undefined
  return {
    startedDateTime: new Date(startedAt).toISOString(),
    time: durationMs,
    request: {
      method,
      url: `http://proxied.invalid${target.startsWith('/') ? target : '/'}`,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: headers(request),
      queryString: [],
      headersSize: -1,
      bodySize: request.body.length,
      ...(request.body.length === 0 ? {} : { postData: contentOf(request, isKnown) }),
    },
    response: {
      status: response?.status ?? 0,
      statusText: response?.statusText ?? '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: response === undefined ? [] : headers(response),
      redirectURL: '',
      headersSize: -1,
      bodySize: response?.body.length ?? -1,
      content: {
        size: response?.body.length ?? 0,
        ...(response === undefined ? { mimeType: 'x-unknown' } : contentOf(response, isKnown)),
      },
    },
    cache: {},
    timings: { send: 0, wait: durationMs, receive: 0 },
    ...defined({ comment: failure?.message }),
  }
}

function headers({ rawHeaders }: RawMessage): { name: string; value: string }[] {
  return headerPairs(rawHeaders).map(([name, value]) => ({ name, value }))
}

/** The body as it is read, its Content-Encoding undone: what judges the capture knows nothing of how it travelled. */
function contentOf(passed: RawMessage, isKnown: boolean): object {
  const mimeType = rawHeader(passed.rawHeaders, 'content-type') ?? 'application/octet-stream'
  if (!isKnown) return { mimeType, text: '', comment: 'omitted: not an operation of the contract' }
  const decoded = withoutEncoding(passed)
  const body = typeof decoded === 'string' ? passed.body : Buffer.from(decoded)
  const text = isUtf8(body) && isShorterAsText(body) ? body.toString('utf8') : undefined
  return text === undefined
    ? { mimeType, text: body.toString('base64'), encoding: 'base64' }
    : { mimeType, text }
}

/** Escapes of what is unprintable make six bytes of one; base64 makes four of three. */
function isShorterAsText(body: Buffer): boolean {
  return printableSize(body) <= Math.ceil(body.length / 3) * 4
}
