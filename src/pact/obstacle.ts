/** What kept an interaction from being judged by its response alone. */
export interface Obstacle {
  readonly kind:
    | 'unreachable'
    | 'no-token'
    | 'credentials-refused'
    | 'state'
    | 'state-unreachable'
    | 'redirect'
  readonly sentence: string
  /** The next step for a person, where the way to the provider is at fault. */
  readonly next?: string
}
