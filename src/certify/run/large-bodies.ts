import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Exchange,
  type HttpResponse,
  type TemporaryFolder,
  temporaryFolder,
  type Transport,
} from '../../core/index.ts'

/** A body of a response that is longer waits in a file until somebody looks at it. */
const LARGE_BYTES = 64 * 1024
/** Of a file that is gone, because somebody tidied up or the run has ended, this is left. */
const LEFT_BYTES = 1024

/**
 * A transport whose large response bodies are kept on the disk: what a run has received is looked at until its end, and
 * hundreds of large bodies would fill the memory.
 */
export function withLargeBodiesOnDisk(transport: Transport): Transport {
  let folder: TemporaryFolder | undefined
  let count = 0
  const stored = (response: HttpResponse): HttpResponse => {
    try {
      folder ??= temporaryFolder('certify')
      const file = join(folder.path, String(count++))
      writeFileSync(file, response.body, { mode: 0o600 })
      const left = Uint8Array.from(response.body.subarray(0, LEFT_BYTES))
      return {
        ...response,
        get body() {
          try {
            return readFileSync(file)
          } catch {
            return left
          }
        },
      }
    } catch {
      // A run does not end because a disk is full.
      return response
    }
  }
  return {
    send: async (request, options): Promise<Exchange> => {
      const exchange = await transport.send(request, options)
      const { response } = exchange
      return response === undefined || response.body.length <= LARGE_BYTES
        ? exchange
        : { ...exchange, response: stored(response) }
    },
    close: async () => {
      await transport.close()
      folder?.remove()
    },
  }
}
