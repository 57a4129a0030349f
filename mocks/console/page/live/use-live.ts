import { useEffect, useReducer } from 'preact/hooks'
import type { CertificationState, DeliveryNews, EntrySummary, Events, Overview } from '../../api.ts'
import { callApi } from './api-client.ts'

/** The state that the page keeps from server-sent events. */
export interface Live {
  readonly isConnected: boolean
  readonly overview: Overview | undefined
  /** Oldest first. */
  readonly entries: readonly EntrySummary[]
  /** The number of entries that arrived too fast to be shown. */
  readonly skipped: number
  readonly certification: CertificationState | undefined
  /** The events of deliveries sent from this page, by id. */
  readonly deliveries: ReadonlyMap<string, readonly DeliveryNews[]>
}

type Action =
  | { readonly type: 'lost' }
  | { readonly type: 'listed'; readonly entries: readonly EntrySummary[] }
  | { [Name in keyof Events]: { readonly type: Name; readonly data: Events[Name] } }[keyof Events]

const MAX_ENTRIES = 1000
const NAMES: readonly (keyof Events)[] = [
  'overview',
  'entries',
  'cleared',
  'delivery',
  'certification',
]

const EMPTY: Live = {
  isConnected: false,
  overview: undefined,
  entries: [],
  skipped: 0,
  certification: undefined,
  deliveries: new Map(),
}

/** Receives the server's events while the page is open; the browser reconnects by itself. */
export function useLive(): Live {
  const [state, dispatch] = useReducer(next, EMPTY)
  useEffect(() => {
    const source = new EventSource('/api/events')
    for (const name of NAMES) {
      source.addEventListener(name, ({ data }: MessageEvent<string>) =>
        dispatch({ type: name, data: JSON.parse(data) as never }),
      )
    }
    // Events are lost while the page is disconnected.
    source.addEventListener('open', () => void list().then(dispatch, () => undefined))
    source.addEventListener('error', () => dispatch({ type: 'lost' }))
    return () => source.close()
  }, [])
  return state
}

async function list(): Promise<Action> {
  const { entries } = await callApi<{ entries: EntrySummary[] }>(
    'GET',
    `/api/journal?limit=${MAX_ENTRIES}`,
  )
  return { type: 'listed', entries }
}

function next(state: Live, action: Action): Live {
  switch (action.type) {
    case 'lost':
      return { ...state, isConnected: false }
    case 'overview': {
      const isSame = state.overview?.startedAt === action.data.startedAt
      // Another run of the harness restarts the entry numbers.
      return isSame || state.overview === undefined
        ? { ...state, isConnected: true, overview: action.data }
        : { ...EMPTY, isConnected: true, overview: action.data }
    }
    case 'listed':
      return { ...state, entries: merged(state.entries, action.entries) }
    case 'entries':
      return {
        ...state,
        entries: merged(state.entries, action.data.entries),
        skipped: state.skipped + action.data.skipped,
      }
    case 'cleared':
      return { ...state, entries: [], skipped: 0 }
    case 'certification':
      return { ...state, certification: action.data }
    case 'delivery': {
      const deliveries = new Map(state.deliveries)
      const { id } = action.data
      deliveries.set(id, [...(deliveries.get(id) ?? []), action.data])
      return { ...state, deliveries }
    }
  }
}

/** Both lists merged in order without duplicates, limited to the newest {@link MAX_ENTRIES}. */
function merged(
  known: readonly EntrySummary[],
  more: readonly EntrySummary[],
): readonly EntrySummary[] {
  const last = known.at(-1)?.id ?? 0
  if (more.every(({ id }) => id > last)) return [...known, ...more].slice(-MAX_ENTRIES)
  const byId = new Map([...known, ...more].map((entry) => [entry.id, entry]))
  return [...byId.values()].toSorted((left, right) => left.id - right.id).slice(-MAX_ENTRIES)
}
