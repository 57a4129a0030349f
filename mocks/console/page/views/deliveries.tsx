import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { plural } from '../../../../src/core/index.ts'
import type { EntrySummary, Overview } from '../../api.ts'
import { callApi } from '../live/api-client.ts'
import { useKeys } from '../live/use-keys.ts'
import type { Live } from '../live/use-live.ts'
import {
  ConfirmedButton,
  Copyable,
  Empty,
  isSuccess,
  verdictText,
  StatusBadge,
} from '../components/elements.tsx'
import { clockTime, fullTime } from '../components/time.ts'
import { DeliveryDetail } from './delivery-detail.tsx'
import type { SendDraft } from './send.tsx'

/** The number of rows shown; more would make every update slow. */
const ROWS = 200

const KINDS = [
  ['all', 'everything', () => true],
  ['delivery', 'deliveries', ({ kind }: EntrySummary) => kind === 'delivery'],
  [
    'accepted',
    'accepted',
    ({ kind, status }: EntrySummary) => kind === 'delivery' && isSuccess(status),
  ],
  [
    'rejected',
    'rejected',
    ({ kind, status }: EntrySummary) => kind === 'delivery' && !isSuccess(status),
  ],
  [
    'repeated',
    'retried',
    ({ attempt, duplicate }: EntrySummary) => (attempt ?? 1) > 1 || duplicate === true,
  ],
  ['played', 'simulated by a scenario', ({ played }: EntrySummary) => played !== undefined],
  ['token', 'token service', ({ kind }: EntrySummary) => kind === 'token'],
] as const

export function DeliveriesView(props: {
  readonly live: Live
  readonly overview: Overview
  readonly chosen: number
  readonly onChoose: (id: number | undefined) => void
  readonly onEdit: (draft: SendDraft) => void
}) {
  const { live, overview, chosen, onChoose, onEdit } = props
  const [kind, setKind] = useState<string>('all')
  const [operation, setOperation] = useState('')
  const [search, setSearch] = useState('')
  const found = useSearch(search, live.entries)
  const box = useRef<HTMLInputElement>(null)
  const shown = useMemo(() => {
    const matches = KINDS.find(([name]) => name === kind)?.[2] ?? (() => true)
    return live.entries
      .filter(
        (entry) =>
          matches(entry) &&
          (operation === '' || entry.operation === operation) &&
          (found?.has(entry.id) ?? true),
      )
      .toReversed()
  }, [live.entries, kind, operation, found])
  const at = shown.findIndex(({ id }) => id === chosen)
  const move = (step: number): void => {
    const next = shown[Math.max(0, Math.min(shown.length - 1, at === -1 ? 0 : at + step))]
    if (next !== undefined) onChoose(next.id)
  }
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    '/': () => box.current?.focus(),
    Escape: () => {
      if (search === '') onChoose(undefined)
      setSearch('')
      box.current?.blur()
    },
  })
  const isOpen = chosen > 0
  return (
    <div class={isOpen ? 'split open' : 'split'}>
      <section class="feed" aria-label="Requests">
        <form class="filters" role="search" onSubmit={(event) => event.preventDefault()}>
          <input
            ref={box}
            type="search"
            placeholder="Search in bodies, responses, rules …"
            aria-label="Search"
            value={search}
            onInput={({ currentTarget }) => setSearch(currentTarget.value)}
          />
          <select
            aria-label="Which requests"
            value={kind}
            onChange={({ currentTarget }) => setKind(currentTarget.value)}
          >
            {KINDS.map(([name, label]) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
          </select>
          <select
            aria-label="Operation"
            value={operation}
            onChange={({ currentTarget }) => setOperation(currentTarget.value)}
          >
            <option value="">every operation</option>
            {overview.operations.map(({ id }) => (
              <option key={id} value={id}>
                {id}
              </option>
            ))}
          </select>
          <ConfirmedButton
            label="Clear"
            confirmation="Clear the journal?"
            disabled={live.entries.length === 0}
            onConfirm={() => {
              onChoose(undefined)
              void callApi('DELETE', '/api/journal').catch(() => undefined)
            }}
          />
        </form>
        {live.entries.length === 0 ? (
          <Nothing overview={overview} />
        ) : (
          <>
            <p class="count soft" role="status">
              {shown.length < live.entries.length && `${shown.length} of `}
              {plural(live.entries.length, 'request')}
              {live.skipped > 0 && `, ${live.skipped} more arrived too fast to be shown`}
            </p>
            <ol class="rows">
              {shown.slice(0, ROWS).map((entry) => (
                <Row
                  key={entry.id}
                  entry={entry}
                  isChosen={entry.id === chosen}
                  onChoose={onChoose}
                />
              ))}
            </ol>
            {shown.length === 0 && (
              <p class="pad soft">No request matches the filter. Esc clears the search.</p>
            )}
            {shown.length > ROWS && (
              <p class="pad soft">
                {plural(shown.length - ROWS, 'older request')} not shown: use the search.
              </p>
            )}
          </>
        )}
      </section>
      <section class="detail" aria-label="The selected request">
        {isOpen ? (
          <DeliveryDetail id={chosen} attempts={shown.length} onChoose={onChoose} onEdit={onEdit} />
        ) : (
          live.entries.length > 0 && (
            <p class="pad soft">
              Select a request to see its body with every invalid line marked, its response, and all
              attempts at the same message. <kbd>j</kbd> and <kbd>k</kbd> select the next one.
            </p>
          )
        )}
      </section>
    </div>
  )
}

function Row(props: {
  readonly entry: EntrySummary
  readonly isChosen: boolean
  readonly onChoose: (id: number) => void
}) {
  const { entry, isChosen, onChoose } = props
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isChosen) row.current?.scrollIntoView({ block: 'nearest' })
  }, [isChosen])
  return (
    <li ref={row} class={isChosen ? 'row chosen' : 'row'} data-entry={entry.id}>
      <a
        href={`#deliveries/${entry.id}`}
        aria-current={isChosen ? 'true' : undefined}
        onClick={(event) => {
          event.preventDefault()
          onChoose(entry.id)
        }}
      >
        <StatusBadge status={entry.status} />
        <time class="soft" title={fullTime(entry.startedAt)}>
          {clockTime(entry.startedAt)}
        </time>
        <span class="what">{entry.operation ?? `${entry.method} ${entry.target}`}</span>
        <span class="verdict">{summaryText(entry)}</span>
        <span class="about soft">
          {(entry.attempt ?? 1) > 1 && <em>attempt {entry.attempt} </em>}
          {entry.duplicate === true && <em>duplicate </em>}
          {entry.identifier}
          {entry.played !== undefined && <em> {entry.played}</em>}
        </span>
      </a>
    </li>
  )
}

function summaryText({ verdict, violations, warnings, played }: EntrySummary): string {
  return [
    verdictText(verdict, played),
    ...(violations === 0 ? [] : [plural(violations, 'violation')]),
    ...(warnings === 0 ? [] : [plural(warnings, 'warning')]),
  ].join(', ')
}

/** The entries that contain a text; the server searches, because it has the bodies. */
function useSearch(
  text: string,
  entries: readonly EntrySummary[],
): ReadonlySet<number> | undefined {
  const [found, setFound] = useState<ReadonlySet<number>>()
  const newest = entries.at(-1)?.id
  useEffect(() => {
    if (text === '') return setFound(undefined)
    // One search after a pause, not one for every letter and request.
    const timer = setTimeout(() => {
      callApi<{ ids: number[] }>('GET', `/api/search?text=${encodeURIComponent(text)}`).then(
        ({ ids }) => setFound(new Set(ids)),
        () => undefined,
      )
    }, 150)
    return () => clearTimeout(timer)
  }, [text, newest])
  return text === '' ? undefined : found
}

function Nothing({ overview }: { overview: Overview }) {
  const { subject, tokenUrl, certify, operations } = overview
  return (
    <Empty title="Waiting for the first delivery">
      <p>
        {subject.kind === 'stub'
          ? 'Point a sender at the stub; its requests appear here immediately.'
          : `Point a sender at the proxy; requests to ${subject.to ?? 'the endpoint'} appear here immediately.`}
      </p>
      <ul class="addresses">
        {operations.map(({ id, method, url }) => (
          <li key={id}>
            {method} <Copyable text={url} />
          </li>
        ))}
        {tokenUrl !== undefined && (
          <li>
            POST <Copyable text={tokenUrl} /> <span class="soft">access tokens</span>
          </li>
        )}
      </ul>
      <p>
        Or <a href="#send">send a message from here</a>
        {certify !== undefined && ', or certify the stub:'}
      </p>
      {certify !== undefined && <Copyable text={certify} />}
    </Empty>
  )
}
