import { useEffect, useMemo, useState } from 'preact/hooks'
import { plural } from '../../../../src/core/index.ts'
import type { Overview, QueuePage, Retried } from '../../api.ts'
import { callApi } from '../live/api-client.ts'
import { useAction } from '../live/use-action.ts'
import { useEscape } from '../live/use-escape.ts'
import { useResponse } from '../live/use-response.ts'
import type { Live } from '../live/use-live.ts'
import { Empty, ErrorBox } from '../components/elements.tsx'
import { presentTime } from '../components/when.tsx'
import { QueueActions } from './queue-actions.tsx'
import { QueueFilters } from './queue-filters.tsx'
import { NO_QUEUE_FILTER, type QueueFilter, queryOf } from './queue-query.ts'
import { NOTHING_SELECTED, type QueueSelection, sizeOf, stillShown } from './queue-selection.ts'
import { type QueueResult, resultText } from './queue-result.ts'
import { QueueTable } from './queue-table.tsx'

const STATES = ['failed', 'waiting', 'due', 'sending', 'delivered'] as const
const POLL_EVERY_MS = 2000

/** The sender's queue, its failure queue first. */
export function QueueView(props: {
  readonly live: Live
  readonly overview: Overview
  readonly onSend: () => void
}) {
  const { live, overview, onSend } = props
  const [state, setState] = useState<(typeof STATES)[number]>('failed')
  const [filter, setFilter] = useState<QueueFilter>(NO_QUEUE_FILTER)
  const [after, setAfter] = useState(0)
  const [open, setOpen] = useState<string>()
  const [selected, setSelected] = useState<QueueSelection>(NOTHING_SELECTED)
  const acting = useAction<QueueResult>()
  const tick = useTick()
  // A relative time is read when the filter is set, so that the list is not another one at each look.
  const query = useMemo(() => queryOf(filter, presentTime()), [filter])
  const path = new URLSearchParams({ ...query, state, after: String(after) }).toString()
  const { response, error, refresh } = useResponse<QueuePage>(
    `/api/queue?${path}`,
    `${tick} ${live.deliveries.size} ${JSON.stringify(live.queue)}`,
  )
  const deliveries = response?.deliveries ?? []
  const page = deliveries.map(({ id }) => id)
  const selection = response === undefined ? selected : stillShown(selected, page)
  const show = (next: QueueFilter): void => {
    setFilter(next)
    setAfter(0)
    setSelected(NOTHING_SELECTED)
  }
  const run = (what: 'retry' | 'discard', body: object): void =>
    acting.run(async () => {
      const result = await resultOf(what, body, live)
      setSelected(NOTHING_SELECTED)
      refresh()
      return result
    })
  useEscape(() => {
    if (filter.text !== '') show({ ...filter, text: '' })
    else if (open !== undefined) setOpen(undefined)
    else if (sizeOf(selection, 1) > 0) setSelected(NOTHING_SELECTED)
    else return false
    return true
  })
  if (error !== undefined) return <ErrorBox error={error} />
  if (response?.exists === false) return <NothingSent page={response} onSend={onSend} />
  return (
    <div class="pad">
      <h2>The sender’s queue</h2>
      <QueueFilters filter={filter} operations={overview.operations} onChange={show} />
      {response !== undefined && (
        <>
          <div class="tabs" role="group" aria-label="State">
            {STATES.map((each) => (
              <button
                key={each}
                type="button"
                aria-pressed={each === state}
                onClick={() => {
                  setState(each)
                  setAfter(0)
                  setSelected(NOTHING_SELECTED)
                }}
              >
                {each} <b>{response.counts[each]}</b>
              </button>
            ))}
          </div>
          <p class="soft">
            {matchingText(response)} in the store <code>{response.location}</code>
          </p>
          <ErrorBox error={acting.error} />
          <p role="status" class="told">
            {acting.result !== undefined &&
              resultText(acting.result, live.deliveries, response.location)}
          </p>
          {state === 'failed' && deliveries.length > 0 && (
            <QueueActions
              page={page}
              matching={response.matching}
              selection={selection}
              isRunning={acting.isRunning}
              reportUrl={`/api/queue-report.md?${new URLSearchParams({ to: filter.to }).toString()}`}
              onSelect={setSelected}
              onRun={(what) =>
                run(
                  what,
                  selection.kind === 'all' ? { all: true, ...query } : { ids: [...selection.ids] },
                )
              }
            />
          )}
          {deliveries.length === 0 && (
            <p class="soft">{emptyText(state, response.counts[state])}</p>
          )}
          <QueueTable
            deliveries={deliveries}
            isFailed={state === 'failed'}
            selection={selection}
            open={open}
            onSelect={setSelected}
            onOpen={setOpen}
            onAddress={(to) => show({ ...filter, to })}
            onRun={(what, id) => run(what, { ids: [id] })}
          />
          <p class="actions">
            {after > 0 && (
              <button type="button" onClick={() => setAfter(0)}>
                First page
              </button>
            )}
            {response.next !== undefined && (
              <button type="button" onClick={() => setAfter(response.next ?? 0)}>
                Next page
              </button>
            )}
          </p>
        </>
      )}
    </div>
  )
}

async function resultOf(what: 'retry' | 'discard', body: object, live: Live): Promise<QueueResult> {
  const path = `/api/queue/${what}`
  if (what === 'discard')
    return { what, ...(await callApi<{ discarded: number }>('POST', path, body)) }
  const retried = await callApi<Retried>('POST', path, body)
  return { what, retried, before: live.deliveries }
}

function matchingText({ matching, deliveries }: QueuePage): string {
  const count = plural(matching.count, 'delivery', 'deliveries')
  const shown = deliveries.length < matching.count ? `, ${deliveries.length} of them shown` : ''
  return `${count}${matching.isMore ? ' or more' : ''}${shown},`
}

function emptyText(state: (typeof STATES)[number], count: number): string {
  if (count > 0) return 'No delivery matches the filter.'
  return state === 'failed' ? 'The failure queue is empty.' : `No delivery is ${state}.`
}

function NothingSent({ page, onSend }: { page: QueuePage; onSend: () => void }) {
  return (
    <Empty title="Nothing sent yet">
      <p>
        Messages sent from this page, or with <code>dropship send</code>, are stored in{' '}
        <code>{page.location}</code>; those that all retries fail to deliver stay in its failure
        queue.
      </p>
      <button type="button" class="primary" onClick={onSend}>
        Send a message
      </button>
    </Empty>
  )
}

/** Counts up while the page is visible. */
function useTick(): number {
  const [tick, setTick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) setTick((before) => before + 1)
    }, POLL_EVERY_MS)
    return () => clearInterval(timer)
  }, [])
  return tick
}
