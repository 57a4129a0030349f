import type { IncomingMessage } from 'node:http'
import { BoundedBytes } from '../../src/core/index.ts'

export interface ReadBody {
  /** The bytes received; empty if there were too many. */
  readonly body: Buffer
  /** `too-large`: more bytes came than the limit allows. `aborted`: the sender disconnected before the end. */
  readonly outcome: 'complete' | 'too-large' | 'aborted'
}

const NOTHING = Buffer.alloc(0)

/**
 * Reads a request's body to its end. Bytes beyond the limit are read and dropped: responding in the middle would reset
 * the connection of a sender that is still writing. The server's request timeout limits how long that takes.
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
  // Without a listener for errors, an aborted request only closes.
  request.on('close', () => settle('aborted'))
}
