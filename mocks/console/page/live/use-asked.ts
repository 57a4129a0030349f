import { useEffect, useState } from 'preact/hooks'
import { ask } from './ask.ts'

export interface Asked<T> {
  readonly answer: T | undefined
  readonly error: unknown
  /** Asks again. */
  readonly refresh: () => void
}

/**
 * What the server answers at a path.
 * @param path nothing is asked while it is `undefined`
 * @param again asked anew whenever this changes
 */
export function useAsked<T>(path: string | undefined, again?: unknown): Asked<T> {
  const [state, setState] = useState<{ path?: string; answer?: T; error?: unknown }>({})
  const [round, setRound] = useState(0)
  useEffect(() => {
    if (path === undefined) return
    let isWanted = true
    ask<T>('GET', path).then(
      (answer) => isWanted && setState({ path, answer }),
      (error: unknown) => isWanted && setState({ path, error }),
    )
    return () => {
      isWanted = false
    }
  }, [path, again, round])
  // An answer to the question before is none to this one.
  const current = state.path === path ? state : {}
  return {
    answer: current.answer,
    error: current.error,
    refresh: () => setRound((before) => before + 1),
  }
}
