import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Exchange,
  type HttpResponse,
  START_BYTES,
  type TemporaryFolder,
  temporaryFolder,
  type Transport,
} from '../../core/index.ts'

/** A body of a response that is longer waits in a file until somebody looks at it. */
const LARGE_BYTES = 64 * 1024
/** After so many bytes of large bodies it is time to free those that nobody looks at any more. */
const COLLECTED_BYTES = 8 * 1000 * 1000

/**
 * A transport whose large response bodies are kept on the disk: what a run has received is looked at until its end, and
 * hundreds of large bodies would fill the memory.
 *
 * @param collectGarbage frees the memory of bodies that were looked at
 */
export function withLargeBodiesOnDisk(
  transport: Transport,
  collectGarbage: () => void = () => undefined,
): Transport {
  let folder: TemporaryFolder | undefined
  let count = 0
  let uncollectedBytes = 0
  /** The newest one, since a response is parsed as soon as it has come. */
  let newest: { readonly file: string; readonly body: Uint8Array } | undefined
  const stored = ({ status, headers, truncated, body }: HttpResponse): HttpResponse => {
    // A copy: what is only a part of the whole would keep it.
    const start = Uint8Array.from(body.subarray(0, START_BYTES))
    folder ??= temporaryFolder('certify')
    const file = join(folder.path, String(count++))
    writeFileSync(file, body, { mode: 0o600 })
    newest = { file, body }
    uncollectedBytes += body.length
    if (uncollectedBytes >= COLLECTED_BYTES) {
      uncollectedBytes = 0
      collectGarbage()
    }
    return {
      status,
      headers,
      truncated,
      start,
      get body() {
        return newest?.file === file ? newest.body : (contentOf(file) ?? start)
      },
    }
  }
  return {
    send: async (request, options): Promise<Exchange> => {
      const exchange = await transport.send(request, options)
      const { response } = exchange
      if (response === undefined || response.body.length <= LARGE_BYTES) return exchange
      try {
        return { ...exchange, response: stored(response) }
      } catch {
        // A run does not end because a disk is full.
        return exchange
      }
    },
    close: async () => {
      await transport.close()
      folder?.remove()
      newest = undefined
    },
  }
}

/** `undefined` where the file is gone, because somebody tidied up or the run has ended. */
function contentOf(file: string): Uint8Array | undefined {
  try {
    return readFileSync(file)
  } catch {
    return undefined
  }
}
