/** Raised to end a run: it was asked to stop or its deadline has come, its budget is spent, or the endpoint is gone. */
export class RunEnded extends Error {
  override readonly cause: 'signal' | 'budget' | 'gone' | 'throttled'
  /** The scheme, host and port that went away, or the status that everything gets. */
  readonly detail: string | undefined

  constructor(cause: RunEnded['cause'] = 'signal', detail?: string) {
    super(cause)
    this.cause = cause
    this.detail = detail
  }
}
