import type { IncomingMessage } from 'node:http'
import { BoundedBytes } from '../../src/core/index.ts'

export interface ReadBody {
  /** What came; nothing of what is too large. */
  readonly body: Buffer
  /** `too-large`: more came than the bound, and was dropped. `aborted`: the sender went away before the end. */
  readonly outcome: 'complete' | 'too-large' | 'aborted'
}

const NOTHING = Buffer.alloc(0)

/**
 * Reads a request's body to its end. What lies beyond the bound is read and dropped: answering in the middle would
 * reset the connection under a sender that still writes. The server's request timeout bounds how long that takes.
 */
export function readBody(
  request: IncomingMessage,
  limitBytes: number,
  done: (read: ReadBody) => void,
): void {
  const read = new BoundedBytes(limitBytes)
  let settled = false
  const settle = (outcome: ReadBody['outcome']): void => {
    if (settled) return
    settled = true
    done({ body: read.isOver ? NOTHING : read.bytes(), outcome })
  }
  request.on('data', (chunk: Buffer) => read.add(chunk))
  request.on('end', () => settle(read.isOver ? 'too-large' : 'complete'))
  request.on('error', () => settle('aborted'))
  request.on('close', () => settle('aborted'))
}
