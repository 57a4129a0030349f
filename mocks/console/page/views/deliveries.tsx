import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { plural } from '../../../../src/core/index.ts'
import type { Overview } from '../../api.ts'
import { useEscape } from '../live/use-escape.ts'
import { useKeys } from '../live/use-keys.ts'
import type { Live } from '../live/use-live.ts'
import { useSearch } from '../live/use-search.ts'
import { ErrorBox } from '../components/elements.tsx'
import { MINUTE_MS } from '../components/minutes.ts'
import { OutcomeBar } from '../components/outcome-bar.tsx'
import { localText } from '../components/times.ts'
import { useNow } from '../components/when.tsx'
import { DeliveryDetail } from './delivery-detail.tsx'
import { type FeedFilter, matchesFilter, NO_FILTER } from './feed-filter.ts'
import { FeedFilters } from './feed-filters.tsx'
import { RequestRow } from './request-row.tsx'
import type { SendDraft } from './send.tsx'
import { WaitingForFirst } from './waiting-for-first.tsx'

/** Rows that are added at once: more would make every update slow. */
const ROWS = 200

/** The requests that arrived, and the selected one in full. */
export function DeliveriesView(props: {
  readonly live: Live
  readonly overview: Overview
  readonly filter: FeedFilter
  readonly onFilter: (filter: FeedFilter) => void
  readonly chosen: number
  readonly onChoose: (id: number | undefined) => void
  readonly onEdit: (draft: SendDraft) => void
}) {
  const { live, overview, filter, onFilter, chosen, onChoose, onEdit } = props
  const { entries, replaced } = live
  const { aheadMs = 0 } = overview
  const search = useSearch(filter.search, entries.at(-1)?.id)
  const box = useRef<HTMLInputElement>(null)
  const isRelative = filter.period.kind !== 'any' && filter.period.kind !== 'between'
  const now = useNow(isRelative ? 1000 : 0) + aheadMs
  const shown = useMemo(
    () =>
      entries
        .filter(
          (entry) => matchesFilter(entry, filter, now) && (search.found?.has(entry.id) ?? true),
        )
        .toReversed(),
    [entries, filter, search.found, isRelative ? now : 0],
  )
  const at = shown.findIndex(({ id }) => id === chosen)
  const [limit, setLimit] = useState(ROWS)
  const rows = shown.slice(0, Math.max(limit, at + 1))
  const isOpen = chosen > 0
  const close = useClosing(chosen, onChoose)
  const move = (step: number): void => {
    const next = shown[Math.max(0, Math.min(shown.length - 1, at === -1 ? 0 : at + step))]
    if (next !== undefined) onChoose(next.id)
  }
  useKeys({ j: () => move(1), k: () => move(-1), '/': () => box.current?.focus() })
  useEscape(() => {
    if (filter.search !== '') onFilter({ ...filter, search: '' })
    else if (isOpen) close()
    else if (document.activeElement !== box.current) return false
    box.current?.blur()
    return true
  })
  return (
    <div class={isOpen ? 'split open' : 'split'}>
      <section class="feed" aria-label="Requests">
        <FeedFilters
          filter={filter}
          operations={overview.operations}
          box={box}
          isEmpty={entries.length === 0}
          onChange={onFilter}
          onClear={() => onChoose(undefined)}
        />
        <ErrorBox error={search.error} />
        {entries.length === 0 ? (
          <WaitingForFirst overview={overview} />
        ) : (
          <>
            <OutcomeBar
              entries={entries}
              aheadMs={aheadMs}
              onOutcome={(which) => onFilter({ ...NO_FILTER, which })}
              onMinute={(startedAt) =>
                onFilter({
                  ...filter,
                  period: {
                    kind: 'between',
                    from: localText(startedAt),
                    to: localText(startedAt + MINUTE_MS),
                  },
                })
              }
            />
            <p class="count soft" role="status">
              {shown.length < entries.length && `${shown.length} of `}
              {plural(entries.length, 'request')}
              {search.isSearching && ', searching …'}
              {replaced > 0 &&
                `; ${plural(replaced, 'older request')} ${replaced === 1 ? 'is' : 'are'} no longer kept`}
            </p>
            <ol class="rows">
              {rows.map((entry) => (
                <RequestRow
                  key={entry.id}
                  entry={entry}
                  aheadMs={aheadMs}
                  isChosen={entry.id === chosen}
                  onChoose={onChoose}
                />
              ))}
            </ol>
            {shown.length === 0 && (
              <p class="pad soft">
                No request matches the filter.{' '}
                <button type="button" onClick={() => onFilter(NO_FILTER)}>
                  Clear the filter
                </button>
              </p>
            )}
            {shown.length > rows.length && (
              <p class="pad">
                <button type="button" onClick={() => setLimit(rows.length + ROWS)}>
                  Show {Math.min(ROWS, shown.length - rows.length)} more of{' '}
                  {plural(shown.length - rows.length, 'older request')}
                </button>
              </p>
            )}
          </>
        )}
      </section>
      <section class="detail" aria-label="The selected request">
        {isOpen ? (
          <DeliveryDetail
            key={chosen}
            id={chosen}
            again={shown.length}
            overview={overview}
            onChoose={onChoose}
            onClose={close}
            onEdit={onEdit}
          />
        ) : (
          entries.length > 0 && (
            <p class="pad soft">
              Select a request to see what is broken, its body with every invalid line marked, its
              response, and all attempts at the same message. <kbd>j</kbd> and <kbd>k</kbd> select
              the next one.
            </p>
          )
        )}
      </section>
    </div>
  )
}

/** Closes the selected request, and leads the keyboard back to its row. */
function useClosing(chosen: number, onChoose: (id: undefined) => void): () => void {
  const closed = useRef(0)
  useEffect(() => {
    if (chosen > 0 || closed.current === 0) return
    document.querySelector<HTMLElement>(`[data-entry="${closed.current}"] a`)?.focus()
    closed.current = 0
  }, [chosen])
  return () => {
    closed.current = chosen
    onChoose(undefined)
  }
}
