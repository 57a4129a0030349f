import { constants, openSync } from 'node:fs'
import { type FileHandle, open, stat } from 'node:fs/promises'
import { Socket } from 'node:net'
import { addAbortSignal, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { HarnessError, messageOf, systemCodeOf } from '../core/index.ts'

/** Bytes that are read piece by piece into memory of the reader's. */
export interface ByteSource {
  /** Reads some bytes into `buffer` from `at` on; 0 means the end. */
  read(buffer: Buffer, at: number): Promise<number>
  close(): Promise<void>
}

const GZIP = [0x1f, 0x8b]
const NEVER = new AbortController().signal

/** What is unpacked at once: a thousand times as much at most. */
const PACKED_BYTES = 64 * 1024

export interface PayloadSourceOptions {
  /** Standard input, in place of the file. */
  readonly stream?: NodeJS.ReadableStream
  /** Ends the reading, however long the writer at the other end takes. */
  readonly signal?: AbortSignal
}

/**
 * Opens a file or standard input; gzip is undone by its first bytes.
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
    const head = Buffer.alloc(2)
    const filled = await fill(source, head)
    const whole = rewound(head.subarray(0, filled), source)
    if (filled < 2 || head[0] !== GZIP[0] || head[1] !== GZIP[1])
      return guarded(whole, name, signal)
    return guarded(gunzipped(whole), name, signal)
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

/**
 * Undoes gzip piece by piece. What was unpacked before the stream turns out to be broken is given all the same: Node's own
 * way to read a stream forgets what is left in it then.
 */
function gunzipped(source: ByteSource): ByteSource {
  const gunzip = createGunzip()
  const unpacked: Uint8Array[] = []
  let end: { readonly error?: unknown } | undefined
  gunzip.on('data', (chunk: Uint8Array) => unpacked.push(chunk))
  gunzip.on('error', (error) => (end ??= { error }))
  gunzip.on('end', () => (end ??= {}))
  const closed = new Promise<void>((resolve) => gunzip.once('close', resolve))
  const feed = async (): Promise<void> => {
    const piece = Buffer.allocUnsafe(PACKED_BYTES)
    const count = await source.read(piece, 0)
    if (count === 0) gunzip.end()
    const written = new Promise<void>((resolve) => {
      if (count > 0) gunzip.write(piece.subarray(0, count), () => resolve())
    })
    // What follows the end of a stream closes it, and is not written any more.
    await Promise.race([written, closed])
  }
  return {
    read: async (buffer, at) => {
      let [chunk] = unpacked
      while (chunk === undefined) {
        if (end !== undefined && 'error' in end) throw end.error
        if (end !== undefined) return 0
        await feed()
        ;[chunk] = unpacked
      }
      const piece = chunk.subarray(0, buffer.length - at)
      buffer.set(piece, at)
      if (piece.length === chunk.length) unpacked.shift()
      else unpacked[0] = chunk.subarray(piece.length)
      return piece.length
    },
    close: async () => {
      gunzip.destroy()
      await source.close()
    },
  }
}

/** Failures while reading become errors that name the file. */
function guarded(source: ByteSource, name: string, signal: AbortSignal): ByteSource {
  return {
    read: async (buffer, at) => {
      try {
        signal.throwIfAborted()
        return await source.read(buffer, at)
      } catch (error) {
        throw signal.aborted ? stopped(name, signal) : unreadable(name, error)
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

function unreadable(name: string, error: unknown): HarnessError {
  if (error instanceof HarnessError) return error
  const code = systemCodeOf(error) ?? ''
  const broken = code.startsWith('Z_')
  return new HarnessError('FILE_UNREADABLE', `The file ${name} cannot be read.`, {
    where: name,
    expected: broken ? 'a complete gzip stream' : 'a readable file',
    found: code === 'ENOENT' ? 'no such file' : messageOf(error),
    next: broken ? 'fetch the file again: it may have been cut' : 'check the path',
    cause: error,
  })
}
