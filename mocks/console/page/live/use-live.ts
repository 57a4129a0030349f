import { useEffect, useReducer } from 'preact/hooks'
import type { EntryList, Events } from '../../api.ts'
import { callApi } from './api-client.ts'
import { EMPTY, type Live, type LiveAction, MAX_ENTRIES, nextState } from './state.ts'

export type { Live } from './state.ts'

const NAMES: readonly (keyof Events)[] = [
  'overview',
  'entries',
  'cleared',
  'queue',
  'delivery',
  'certification',
]

/** After a flood, the list is requested once. Milliseconds. */
const LIST_AFTER_MS = 300

/** Receives the server's events while the page is open; the browser reconnects by itself. */
export function useLive(): Live {
  const [state, dispatch] = useReducer(nextState, EMPTY)
  useEffect(() => {
    const source = new EventSource('/api/events')
    let timer: ReturnType<typeof setTimeout> | undefined
    const list = (): void => {
      timer = undefined
      void requestList().then(dispatch, () => undefined)
    }
    for (const name of NAMES) {
      source.addEventListener(name, ({ data }: MessageEvent<string>) => {
        const action = { type: name, data: JSON.parse(data) as never } as LiveAction
        dispatch(action)
        if (action.type === 'entries' && !action.data.isComplete) {
          timer ??= setTimeout(list, LIST_AFTER_MS)
        }
      })
    }
    // Events are lost while the page is disconnected.
    source.addEventListener('open', list)
    source.addEventListener('error', () => dispatch({ type: 'lost' }))
    return () => {
      clearTimeout(timer)
      source.close()
    }
  }, [])
  return state
}

async function requestList(): Promise<LiveAction> {
  const data = await callApi<EntryList>('GET', `/api/journal?limit=${MAX_ENTRIES}`)
  return { type: 'listed', data }
}
