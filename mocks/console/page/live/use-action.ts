import { useRef, useState } from 'preact/hooks'

export interface Action<T> {
  /** Runs the action and keeps its result or error; those of an earlier run that ends later do not count. */
  run(what: () => Promise<T>): void
  readonly result: T | undefined
  readonly error: unknown
  readonly isRunning: boolean
}

interface State<T> {
  readonly isRunning: boolean
  readonly result?: T
  readonly error?: unknown
}

/** An action that a user starts; its result or error is kept until the next run. */
export function useAction<T = void>(): Action<T> {
  const [state, setState] = useState<State<T>>({ isRunning: false })
  const latest = useRef(0)
  return {
    result: state.result,
    error: state.error,
    isRunning: state.isRunning,
    run: (what) => {
      const own = ++latest.current
      setState({ isRunning: true })
      const settle = (next: State<T>): void => {
        if (latest.current === own) setState(next)
      }
      what().then(
        (result) => settle({ isRunning: false, result }),
        (error: unknown) => settle({ isRunning: false, error }),
      )
    },
  }
}
