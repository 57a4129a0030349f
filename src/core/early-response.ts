import type { Socket } from 'node:net'

/** How long a response may take that was sent before the connection took the whole request. Milliseconds. */
const GRACE_MS = 500
/** A body that is not longer goes out with the head, before any response to it can have come. Bytes. */
const AT_ONCE = 16 * 1024

type Done = (error?: Error | null) => void

/**
 * Lets a response be read that came before the whole request was sent: a server that rejects a body for its size (413), its
 * length (411) or its credentials (401) may close the connection without reading on (RFC 9112 §9.6). The next piece of the
 * body then fails to be written, and Node discards what has come and was not read yet.
 */
export class EarlyResponse {
  #mayCome = false

  /** To be called before each request. @param body what it sends: bytes, a stream, or nothing */
  expectBody(body: unknown): void {
    this.#mayCome = body instanceof Uint8Array ? body.length > AT_ONCE : body !== null
  }

  /** From here on, a failed write does not end reading. */
  readOn(socket: Socket): void {
    const write = socket._write.bind(socket)
    socket._write = (chunk: unknown, encoding, done) => {
      write(chunk, encoding, this.#mayCome ? patient(socket, done) : done)
    }
    const writev = socket._writev?.bind(socket)
    if (writev === undefined) return
    socket._writev = (chunks, done) => writev(chunks, this.#mayCome ? patient(socket, done) : done)
  }
}

function patient(socket: Socket, done: Done): Done {
  return (error) => {
    if (error === undefined || error === null) {
      done()
      return
    }
    // Reading ends by itself: with the response, with the end of the connection, or with an error of its own.
    const timer = setTimeout(() => done(error), GRACE_MS)
    socket.once('close', () => clearTimeout(timer))
  }
}
