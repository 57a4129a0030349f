import { constants, openSync } from 'node:fs'
import { type FileHandle, open, stat } from 'node:fs/promises'
import { Socket } from 'node:net'
import { addAbortSignal, Readable } from 'node:stream'
import { HarnessError, messageOf, systemCodeOf } from '../core/index.ts'
import type { ByteSource } from './byte-source.ts'
import { type Packing, PACKING_BYTES, packingOf, unpacked } from './unpack.ts'

const NEVER = new AbortController().signal

export interface PayloadSourceOptions {
  /** Standard input, in place of the file. */
  readonly stream?: NodeJS.ReadableStream
  /** Ends the reading, however long the writer at the other end takes. */
  readonly signal?: AbortSignal
}

/**
 * Opens a file or standard input; compression is undone.
 * @throws HarnessError FILE_UNREADABLE
 */
export async function openSource(
  name: string,
  { stream, signal = NEVER }: PayloadSourceOptions = {},
): Promise<ByteSource> {
  try {
    const source =
      stream === undefined
        ? await namedSource(name, signal)
        : streamSource(addAbortSignal(signal, new Readable().wrap(stream)))
    const beginning = Buffer.alloc(PACKING_BYTES)
    const head = beginning.subarray(0, await fill(source, beginning))
    const whole = rewound(head, source)
    const packing = packingOf(name, head)
    if (packing === undefined) return guarded(whole, name, signal)
    if (packing === 'zstd') throw notUnpacked(name)
    return guarded(unpacked(whole, packing), name, signal, packing)
  } catch (error) {
    throw signal.aborted ? stopped(name, signal) : unreadable(name, error)
  }
}

/** Reads until the buffer is full, the byte `until` has come or the source ends. */
export async function fill(source: ByteSource, buffer: Buffer, until?: number): Promise<number> {
  let filled = 0
  while (filled < buffer.length) {
    const count = await source.read(buffer, filled)
    if (count === 0) break
    filled += count
    if (until !== undefined && buffer.subarray(filled - count, filled).includes(until)) break
  }
  return filled
}

/** Bytes that were read already, and then the rest. */
export function rewound(head: Uint8Array, rest: ByteSource): ByteSource {
  let given = 0
  return {
    read: async (buffer, at) => {
      if (given === head.length) return rest.read(buffer, at)
      const piece = head.subarray(given, given + buffer.length - at)
      buffer.set(piece, at)
      given += piece.length
      return piece.length
    },
    close: () => rest.close(),
  }
}

/** Bytes that are in memory. */
export function sourceOf(bytes: Uint8Array): ByteSource {
  const nothing = { read: () => Promise.resolve(0), close: () => Promise.resolve() }
  return rewound(bytes, nothing)
}

/** A pipe is opened without waiting for its writer: neither a signal nor the end of the process could end that wait. */
async function namedSource(name: string, signal: AbortSignal): Promise<ByteSource> {
  const isPipe = (await stat(name)).isFIFO()
  if (!isPipe) return fileSource(await open(name, 'r'))
  const fd = openSync(name, constants.O_RDONLY | constants.O_NONBLOCK)
  return streamSource(addAbortSignal(signal, new Socket({ fd, readable: true, writable: false })))
}

function fileSource(handle: FileHandle): ByteSource {
  return {
    read: async (buffer, at) => (await handle.read(buffer, at, buffer.length - at, null)).bytesRead,
    close: () => handle.close(),
  }
}

function streamSource(stream: NodeJS.ReadableStream): ByteSource {
  const chunks = stream[Symbol.asyncIterator]()
  let chunk: Uint8Array = new Uint8Array()
  return {
    read: async (buffer, at) => {
      while (chunk.length === 0) {
        const next = await chunks.next()
        if (next.done === true) return 0
        chunk = typeof next.value === 'string' ? Buffer.from(next.value) : next.value
      }
      const piece = chunk.subarray(0, buffer.length - at)
      buffer.set(piece, at)
      chunk = chunk.subarray(piece.length)
      return piece.length
    },
    close: async () => {
      await chunks.return?.()
    },
  }
}

/** Failures while reading become errors that name the file. */
function guarded(
  source: ByteSource,
  name: string,
  signal: AbortSignal,
  packing?: Packing,
): ByteSource {
  return {
    read: async (buffer, at) => {
      try {
        signal.throwIfAborted()
        return await source.read(buffer, at)
      } catch (error) {
        throw signal.aborted ? stopped(name, signal) : unreadable(name, error, packing)
      }
    },
    close: () => source.close(),
  }
}

function stopped(name: string, { reason }: AbortSignal): HarnessError {
  const shown = name === '-' ? 'Standard input' : `The file ${name}`
  return new HarnessError('FILE_UNREADABLE', `${shown} was not read to its end.`, {
    where: name,
    found: messageOf(reason),
    next: 'what was not read was not validated',
    cause: reason,
  })
}

function notUnpacked(name: string): HarnessError {
  return new HarnessError('FILE_UNREADABLE', `The file ${name} cannot be read.`, {
    where: name,
    expected: 'a file as it is, or compressed with gzip, deflate or brotli (.br)',
    found: 'a file that is compressed with zstd',
    next: `unpack it first: zstd -dc ${name} | dropship validate -`,
  })
}

function unreadable(name: string, error: unknown, packing?: Packing): HarnessError {
  if (error instanceof HarnessError) return error
  const code = systemCodeOf(error) ?? ''
  const broken = packing !== undefined && /^(?:Z|ERR)_/.test(code)
  return new HarnessError('FILE_UNREADABLE', `The file ${name} cannot be read.`, {
    where: name,
    expected: broken ? `a complete ${packing} stream` : 'a readable file',
    found: code === 'ENOENT' ? 'no such file' : messageOf(error),
    next: broken ? 'fetch the file again: it may have been cut' : 'check the path',
    cause: error,
  })
}
