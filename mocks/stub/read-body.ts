import type { IncomingMessage } from 'node:http'

export interface ReadBody {
  /** What came, up to the bound. */
  readonly body: Buffer
  /** `too-large`: more came than the bound, and was dropped. `aborted`: the sender went away before the end. */
  readonly outcome: 'complete' | 'too-large' | 'aborted'
}

const EMPTY = Buffer.alloc(0)

/**
 * Reads a request's body to its end. What lies beyond the bound is read and dropped: answering in the middle would
 * reset the connection under a sender that still writes. The server's request timeout bounds how long that takes.
 */
export function readBody(
  request: IncomingMessage,
  limitBytes: number,
  done: (read: ReadBody) => void,
): void {
  let first: Buffer | undefined
  let more: Buffer[] | undefined
  let size = 0
  let settled = false
  const settle = (outcome: ReadBody['outcome']): void => {
    if (settled) return
    settled = true
    const body =
      more === undefined || first === undefined ? (first ?? EMPTY) : Buffer.concat([first, ...more])
    done({ body, outcome })
  }
  request.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size > limitBytes) {
      first = undefined
      more = undefined
    } else if (first === undefined) first = chunk
    else if (more === undefined) more = [chunk]
    else more.push(chunk)
  })
  request.on('end', () => settle(size > limitBytes ? 'too-large' : 'complete'))
  request.on('error', () => settle('aborted'))
  request.on('close', () => settle('aborted'))
}
