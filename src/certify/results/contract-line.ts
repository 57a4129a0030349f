/** What the contract says of one place in an operation's messages, in one line, and what has to stay accepted there. */
export interface ContractLine {
  readonly operation: string
  /** JSON Pointer with `*` for every index; empty for the body. */
  readonly pointer: string
  /** «string required enum["STANDARD","EXPRESS"]», «object required closed», «integer optional min 1». */
  readonly text: string
  /** Valid values that the sender may send, in words or as JSON: «0.4», «a text of digits». */
  readonly accepts: readonly string[]
}

/** An ordinary message of an operation, from which the messages of checks differ by one change. */
export interface BaseMessage {
  readonly operation: string
  readonly body: unknown
}
