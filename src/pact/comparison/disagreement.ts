/** What is wrong between a pact and the documents that describe what it calls, by the place at which it shows. */
export type PactRule =
  | 'pact-operation'
  | 'pact-status'
  | 'pact-request'
  | 'pact-response'
  | 'matcher-place'
  | 'matcher-looser'
  | 'matcher-stricter'

/** One place at which a pact and a document disagree. */
export interface Disagreement {
  readonly rule: PactRule
  /** JSON Pointer into the pact file. */
  readonly pointer: string
  /** What is wrong, as one sentence. */
  readonly message: string
  /** What to do about it. */
  readonly next: string
}
