import { closeSync, openSync, readSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Exchange,
  type HttpRequest,
  type HttpResponse,
  START_BYTES,
  temporaryFolder,
} from '../../core/index.ts'

/** A body that is not longer stays in memory: what else is kept of its exchange takes as much. */
const SMALL_BYTES = 256
/** A longer one waits on the disk from the beginning. */
const LARGE_BYTES = START_BYTES
/** Of all others, the first ones stay in memory. */
const MOST_BYTES_IN_MEMORY = 4 * 1000 * 1000
/** After so many bytes that went to the disk it is time to free those that nobody looks at any more. */
const COLLECTED_BYTES = 8 * 1000 * 1000

/** Keeps the bodies of a run's exchanges, which are looked at until its end: thousands of them would fill the memory. */
export interface BodyStore {
  /** The same exchange, whose bodies are read from the disk whenever somebody asks for them. */
  keep(exchange: Exchange): Exchange
}

type ReadBody = (most?: number) => Uint8Array

/** @param collectGarbage frees the memory of bodies that were looked at */
export function createBodyStore(collectGarbage: () => void = () => undefined): BodyStore {
  let file: BodyFile | undefined
  let bytesInMemory = 0
  let uncollectedBytes = 0
  const stored = (body: Uint8Array): ReadBody | undefined => {
    if (body.length <= SMALL_BYTES) return undefined
    if (body.length <= LARGE_BYTES && bytesInMemory + body.length <= MOST_BYTES_IN_MEMORY) {
      bytesInMemory += body.length
      return undefined
    }
    try {
      file ??= openBodyFile()
      const read = file.add(body)
      uncollectedBytes += body.length
      if (uncollectedBytes >= COLLECTED_BYTES) {
        uncollectedBytes = 0
        collectGarbage()
      }
      return read
    } catch {
      // A run does not end because a disk is full.
      return undefined
    }
  }
  const keptRequest = (request: HttpRequest): HttpRequest => {
    const { method, url, headers, body } = request
    const read = body instanceof Uint8Array ? stored(body) : undefined
    if (read === undefined) return request
    return {
      method,
      url,
      headers,
      get body() {
        return read()
      },
    }
  }
  const keptResponse = (response: HttpResponse): HttpResponse => {
    const { status, headers, truncated, body } = response
    const read = stored(body)
    if (read === undefined) return response
    return {
      status,
      headers,
      truncated,
      get body() {
        return read()
      },
      get start() {
        return read(START_BYTES)
      },
    }
  }
  return {
    keep: ({ request, response, ...exchange }) => ({
      ...exchange,
      request: keptRequest(request),
      ...(response === undefined ? {} : { response: keptResponse(response) }),
    }),
  }
}

interface BodyFile {
  add(body: Uint8Array): ReadBody
}

/** A file without a name, which nothing has to remove: it is closed when nobody can ask for its bodies any more. */
function openBodyFile(): BodyFile {
  const folder = temporaryFolder('certify')
  const file = { descriptor: openSync(join(folder.path, 'bodies'), 'wx+', 0o600) }
  try {
    folder.remove()
  } catch {
    // The next process removes it.
  }
  abandoned.register(file, file.descriptor)
  let end = 0
  /** A body is looked at as soon as it has come. */
  let newest: { readonly start: number; readonly body: Uint8Array } | undefined
  return {
    add: (body) => {
      const start = end
      const { length } = body
      writeWhole(file.descriptor, body, start)
      end += length
      newest = { start, body }
      return (most = length) => {
        if (newest?.start === start) return newest.body.subarray(0, most)
        return readPart(file.descriptor, start, Math.min(most, length))
      }
    },
  }
}

const abandoned = new FinalizationRegistry<number>((descriptor) => closeSync(descriptor))

function writeWhole(descriptor: number, bytes: Uint8Array, start: number): void {
  for (let done = 0; done < bytes.length;)
    done += writeSync(descriptor, bytes, done, bytes.length - done, start + done)
}

function readPart(descriptor: number, start: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  for (let done = 0; done < length;) {
    const count = readSync(descriptor, bytes, done, length - done, start + done)
    if (count === 0) break
    done += count
  }
  return bytes
}
