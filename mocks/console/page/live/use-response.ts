import { useEffect, useState } from 'preact/hooks'
import { callApi } from './api-client.ts'

export interface ResponseState<T> {
  readonly response: T | undefined
  readonly error: unknown
  /** Requests again. */
  readonly refresh: () => void
}

/**
 * The server's response at a path.
 * @param path nothing is requested while it is `undefined`
 * @param again requests again whenever it changes
 */
export function useResponse<T>(path: string | undefined, again?: unknown): ResponseState<T> {
  const [state, setState] = useState<{ path?: string; response?: T; error?: unknown }>({})
  const [round, setRound] = useState(0)
  useEffect(() => {
    if (path === undefined) return
    let isWanted = true
    callApi<T>('GET', path).then(
      (response) => isWanted && setState({ path, response }),
      (error: unknown) => isWanted && setState({ path, error }),
    )
    return () => {
      isWanted = false
    }
  }, [path, again, round])
  // The response to an earlier path does not count.
  const current = state.path === path ? state : {}
  return {
    response: current.response,
    error: current.error,
    refresh: () => setRound((before) => before + 1),
  }
}
