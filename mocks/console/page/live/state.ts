import type {
  CertificationState,
  DeliveryNews,
  EntryList,
  EntrySummary,
  Events,
  Overview,
} from '../../api.ts'

/** The state that the page keeps from server-sent events. */
export interface Live {
  readonly isConnected: boolean
  readonly overview: Overview | undefined
  /** Oldest first; those that the server still keeps. */
  readonly entries: readonly EntrySummary[]
  /** The number of older entries that newer ones have replaced. */
  readonly replaced: number
  readonly queue: Events['queue'] | undefined
  readonly certification: CertificationState | undefined
  /** The events of deliveries sent from this page, by id. */
  readonly deliveries: ReadonlyMap<string, readonly DeliveryNews[]>
}

export type LiveAction =
  | { readonly type: 'lost' }
  | { readonly type: 'listed'; readonly data: EntryList }
  | { [Name in keyof Events]: { readonly type: Name; readonly data: Events[Name] } }[keyof Events]

/** As many as the journal keeps unless told otherwise. */
export const MAX_ENTRIES = 1000

export const EMPTY: Live = {
  isConnected: false,
  overview: undefined,
  entries: [],
  replaced: 0,
  queue: undefined,
  certification: undefined,
  deliveries: new Map(),
}

/** The state after an event. */
export function nextState(state: Live, action: LiveAction): Live {
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
    case 'entries':
      return withEntries(state, action.data)
    case 'cleared':
      return { ...state, entries: [], replaced: 0 }
    case 'queue':
      return { ...state, queue: action.data }
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

/** Entries that the server no longer keeps are not shown either: nobody could open them. */
function withEntries(state: Live, { entries, first, replaced }: EntryList): Live {
  const all = merged(state.entries, entries)
  const oldest = all[0]?.id ?? first
  const kept = oldest < first ? all.filter(({ id }) => id >= first) : all
  const shown = kept.slice(-MAX_ENTRIES)
  return { ...state, entries: shown, replaced: replaced + kept.length - shown.length }
}

/** Both lists merged in order without duplicates. */
function merged(
  known: readonly EntrySummary[],
  more: readonly EntrySummary[],
): readonly EntrySummary[] {
  const last = known.at(-1)?.id ?? 0
  if (more.every(({ id }) => id > last)) return [...known, ...more]
  const byId = new Map([...known, ...more].map((entry) => [entry.id, entry]))
  return [...byId.values()].toSorted((left, right) => left.id - right.id)
}
