import { useState } from 'preact/hooks'

export interface Action {
  /** Runs the action and keeps its error, if any. */
  run(what: () => Promise<void>): void
  readonly error: unknown
  readonly isRunning: boolean
}

/** An action that a user starts: one at a time; its error is kept until the next. */
export function useAction(): Action {
  const [state, setState] = useState<{ error?: unknown; isRunning: boolean }>({ isRunning: false })
  return {
    error: state.error,
    isRunning: state.isRunning,
    run: (what) => {
      setState({ isRunning: true })
      what().then(
        () => setState({ isRunning: false }),
        (error: unknown) => setState({ isRunning: false, error }),
      )
    },
  }
}
