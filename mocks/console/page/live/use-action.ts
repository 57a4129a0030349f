import { useState } from 'preact/hooks'

export interface Action {
  /** Does something and keeps its error, if any. */
  run(what: () => Promise<void>): void
  readonly error: unknown
  readonly isRunning: boolean
}

/** Something a person starts: one at a time, its error shown until the next one. */
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
