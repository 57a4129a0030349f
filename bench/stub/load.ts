import { connect, type Socket } from 'node:net'

export interface LoadResult {
  readonly requests: number
  readonly durationMs: number
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
}

/**
 * Sends the same request over and over on open connections, one at a time on each, and counts complete responses. Written
 * on sockets, so that the load takes little of the machine that the servers need.
 */
export async function load(
  url: string,
  request: Buffer,
  options: {
    readonly connections: number
    readonly requests?: number
    readonly durationMs?: number
  },
): Promise<LoadResult> {
  const { hostname, port } = new URL(url)
  const times: number[] = []
  const began = performance.now()
  const end = began + (options.durationMs ?? Infinity)
  let left = options.requests ?? Infinity
  const one = (): Promise<void> =>
    new Promise((resolve, reject) => {
      let sentAt = 0
      let response = Buffer.alloc(0)
      const next = (socket: Socket): void => {
        if (left <= 0 || performance.now() > end) {
          socket.destroy()
          resolve()
          return
        }
        left -= 1
        sentAt = performance.now()
        socket.write(request)
      }
      const socket = connect({ host: hostname, port: Number(port), noDelay: true }, () =>
        next(socket),
      )
      socket.on('error', reject)
      socket.on('close', () => reject(new Error('the server closed a connection')))
      socket.on('data', (bytes) => {
        response = response.length === 0 ? bytes : Buffer.concat([response, bytes])
        const size = sizeOf(response)
        if (size === undefined || response.length < size) return
        if (response.toString('latin1', 9, 12) !== '200') {
          reject(new Error(response.toString('utf8')))
          return
        }
        response = response.subarray(size)
        times.push(performance.now() - sentAt)
        next(socket)
      })
    })
  await Promise.all(Array.from({ length: options.connections }, one))
  const durationMs = performance.now() - began
  const sorted = Float64Array.from(times).toSorted()
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0
  return { requests: times.length, durationMs, p50: at(0.5), p99: at(0.99) }
}

/** Of the first response in the bytes, when its head is complete. */
function sizeOf(bytes: Buffer): number | undefined {
  const head = bytes.indexOf('\r\n\r\n')
  if (head === -1) return undefined
  const length = /content-length: (\d+)/i.exec(bytes.toString('latin1', 0, head))?.[1]
  return head + 4 + Number(length ?? 0)
}
