import { useEffect, useState } from 'preact/hooks'
import { callApi } from './api-client.ts'

export interface SearchState {
  /** The ids of the entries that contain the text; `undefined` without a text, and until the first response to it. */
  readonly found: ReadonlySet<number> | undefined
  readonly isSearching: boolean
  readonly error: unknown
}

interface Result {
  readonly text: string
  readonly found?: ReadonlySet<number>
  readonly error?: unknown
}

/** One search after a pause, not one for every letter and request. Milliseconds. */
const PAUSE_MS = 150

/**
 * The entries that contain a text; the server searches, because it has the bodies. The response to an earlier text never
 * replaces that to a newer one.
 * @param newest searches again when it changes: the newest entry
 */
export function useSearch(text: string, newest: number | undefined): SearchState {
  const [result, setResult] = useState<Result>({ text: '' })
  useEffect(() => {
    if (text === '') return
    let isWanted = true
    const timer = setTimeout(() => {
      callApi<{ ids: number[] }>('GET', `/api/search?text=${encodeURIComponent(text)}`).then(
        ({ ids }) => isWanted && setResult({ text, found: new Set(ids) }),
        (error: unknown) => isWanted && setResult({ text, error }),
      )
    }, PAUSE_MS)
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [text, newest])
  // What was found for another text does not count.
  const current = result.text === text ? result : undefined
  return {
    found: text === '' ? undefined : current?.found,
    isSearching: text !== '' && current === undefined,
    error: text === '' ? undefined : current?.error,
  }
}
