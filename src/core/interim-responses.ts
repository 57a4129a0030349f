import type { Socket } from 'node:net'

/** The beginning of an interim response. After 101 the connection no longer carries HTTP, so it is passed on unchanged. */
const INTERIM = /^HTTP\/1\.[01] 1(?!01)\d\d[ \r]/
/** What is looked at, as one might come. */
const BEGINNING = 'HTTP/1.1 100 '
/** Where a status begins in it. */
const STATUS_AT = 9
const ONE = 0x31
const HEAD_END = '\r\n\r\n'
/** Longer heads are left to the parser, which rejects them. Bytes. */
const LONGEST_HEAD = 16 * 1024
const EMPTY: Buffer = Buffer.alloc(0)

/**
 * Takes interim responses out of what is read from a connection: "A client MUST be able to parse one or more 1xx responses
 * received prior to a final response, even if the client does not expect one" (RFC 9110 §15.2). undici's parser closes the
 * connection on a 100.
 */
export class InterimResponses {
  #isResponseDue = false
  #held: Buffer = EMPTY

  /** To be called before each request: what is read next begins a response. */
  expectResponse(): void {
    this.#isResponseDue = true
  }

  /** From here on, nobody who reads this connection meets one. */
  removeFrom(socket: Socket): void {
    this.#held = EMPTY
    const read = socket.read.bind(socket)
    socket.read = (size?: number): unknown => {
      const chunk: unknown = read(size)
      return this.#isResponseDue && Buffer.isBuffer(chunk) ? this.#finalOf(chunk) : chunk
    }
  }

  /** What belongs to the final response; `null`, which is "nothing to read yet", while that is not known. */
  #finalOf(chunk: Buffer): Buffer | null {
    const all = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk])
    const rest = afterInterim(all)
    if (mayBecomeInterim(rest)) {
      this.#held = rest
      return null
    }
    this.#held = EMPTY
    this.#isResponseDue = false
    return rest
  }
}

/** What follows complete interim responses. */
function afterInterim(bytes: Buffer): Buffer {
  let rest = bytes
  while (isInterim(rest)) {
    const end = rest.indexOf(HEAD_END)
    if (end === -1) break
    rest = rest.subarray(end + HEAD_END.length)
  }
  return rest
}

function isInterim(bytes: Buffer): boolean {
  return bytes[STATUS_AT] === ONE && INTERIM.test(bytes.toString('latin1', 0, BEGINNING.length))
}

/** Whether these may be the first bytes of an interim response that has not come to its end. */
function mayBecomeInterim(bytes: Buffer): boolean {
  if (bytes.length >= BEGINNING.length) return bytes.length < LONGEST_HEAD && isInterim(bytes)
  const begun = bytes.toString('latin1')
  return INTERIM.test(begun + BEGINNING.slice(begun.length))
}
