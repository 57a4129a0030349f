/** Raised to end a run: the endpoint is silent or slow, it was asked to stop or its deadline has come, its budget is spent, the endpoint is gone, or a proxy lets nothing through. */
export class RunEnded extends Error {
  override readonly cause: 'signal' | 'budget' | 'gone' | 'proxy' | 'throttled' | 'silent' | 'slow'
  /** The scheme, host and port that went away, what the proxy said, the status that everything gets, or what waiting cost. */
  readonly detail: string | undefined

  constructor(cause: RunEnded['cause'] = 'signal', detail?: string) {
    super(cause)
    this.cause = cause
    this.detail = detail
  }
}
