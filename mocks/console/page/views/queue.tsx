import { useEffect, useState } from 'preact/hooks'
import { defined, plural } from '../../../../src/core/index.ts'
import type { DeliveryDetail, QueuePage } from '../../api.ts'
import { callApi } from '../live/api-client.ts'
import { useAction } from '../live/use-action.ts'
import { useResponse } from '../live/use-response.ts'
import type { Live } from '../live/use-live.ts'
import { Badge, ConfirmedButton, Empty, ErrorBox } from '../components/elements.tsx'
import { Payload } from '../components/payload.tsx'
import { Timeline } from '../components/timeline.tsx'
import { clockTime, fullTime } from '../components/time.ts'

const STATES = ['failed', 'waiting', 'due', 'sending', 'delivered'] as const
const POLL_EVERY_MS = 2000

export function QueueView({ live, onSend }: { live: Live; onSend: () => void }) {
  const [state, setState] = useState<(typeof STATES)[number]>('failed')
  const [after, setAfter] = useState(0)
  const [open, setOpen] = useState<string>()
  const [to, setTo] = useState('')
  const [summary, setSummary] = useState<string>()
  const acting = useAction()
  const tick = useTick()
  const { response, error, refresh } = useResponse<QueuePage>(
    `/api/queue?state=${state}${toQuery(to)}${after === 0 ? '' : `&after=${after}`}`,
    `${tick} ${live.deliveries.size}`,
  )
  const run = (what: 'retry' | 'discard', ids?: readonly string[]): void =>
    acting.run(async () => {
      const body = ids === undefined ? { all: true, to } : { ids }
      const done = await callApi<Record<string, number>>('POST', `/api/queue/${what}`, body)
      setSummary(summaryOf(what, done))
      refresh()
    })
  const showOnly = (address: string): void => {
    setTo(address)
    setAfter(0)
  }
  if (error !== undefined) return <ErrorBox error={error} />
  if (response?.exists === false) {
    return (
      <Empty title="Nothing sent yet">
        <p>
          Messages sent from this page, or with <code>dropship send</code>, are stored in{' '}
          <code>{response.location}</code>; those that all retries fail to deliver stay in its
          failure queue.
        </p>
        <button type="button" class="primary" onClick={onSend}>
          Send a message
        </button>
      </Empty>
    )
  }
  return (
    <div class="pad">
      <label class="filter">
        Only to this address
        <input
          type="search"
          value={to}
          placeholder="https://client.example/any/path"
          onInput={({ currentTarget }) => showOnly(currentTarget.value.trim())}
        />
      </label>
      {response !== undefined && (
        <>
          <div class="tabs" role="tablist">
            {STATES.map((each) => (
              <button
                key={each}
                type="button"
                role="tab"
                aria-selected={each === state}
                onClick={() => {
                  setState(each)
                  setAfter(0)
                }}
              >
                {each} <b>{response.counts[each]}</b>
              </button>
            ))}
          </div>
          <p class="soft">
            The sender’s store <code>{response.location}</code>
          </p>
          <ErrorBox error={acting.error} />
          {summary !== undefined && (
            <p role="status" class="told">
              {summary}
            </p>
          )}
          {state === 'failed' && response.deliveries.length > 0 && (
            <p class="actions">
              <button type="button" class="primary" onClick={() => run('retry')}>
                {to === '' ? 'Retry all' : 'Retry all to this address'}
              </button>
              <ConfirmedButton
                label="Discard all"
                confirmation={
                  to === ''
                    ? `Discard all ${response.counts.failed}?`
                    : 'Discard all to this address?'
                }
                onConfirm={() => run('discard')}
              />
              <a class="button" href={`/api/queue-report.md?${toQuery(to)}`} download>
                Report for the client
              </a>
            </p>
          )}
          {response.deliveries.length === 0 && (
            <p class="soft">
              {state === 'failed' ? 'The failure queue is empty.' : `No delivery is ${state}.`}
            </p>
          )}
          <ol class="deliveries">
            {response.deliveries.map((delivery) => (
              <li key={delivery.id} data-delivery={delivery.id}>
                <div class="line">
                  <Badge tone={delivery.state === 'delivered' ? 'good' : 'bad'}>
                    {delivery.lastStatus ?? delivery.lastError ?? delivery.state}
                  </Badge>
                  <button
                    type="button"
                    class="link"
                    aria-expanded={open === delivery.id}
                    onClick={() => setOpen(open === delivery.id ? undefined : delivery.id)}
                  >
                    {delivery.operation} {delivery.identifier}
                  </button>
                  <span class="soft">
                    {plural(delivery.spent, 'attempt')} to{' '}
                    <button
                      type="button"
                      class="address"
                      title="Show only deliveries to this address"
                      onClick={() => showOnly(delivery.url.replace(/\?.*/, ''))}
                    >
                      {delivery.url}
                    </button>
                    {delivery.enqueuedFor !== undefined && ` (originally ${delivery.enqueuedFor})`},{' '}
                    <time title={fullTime(delivery.updatedAt)}>
                      {clockTime(delivery.updatedAt)}
                    </time>
                  </span>
                  {delivery.state === 'failed' && (
                    <span class="actions">
                      <button type="button" onClick={() => run('retry', [delivery.id])}>
                        Retry
                      </button>
                      <ConfirmedButton
                        label="Discard"
                        confirmation="Discard it?"
                        onConfirm={() => run('discard', [delivery.id])}
                      />
                    </span>
                  )}
                </div>
                {open === delivery.id && <History id={delivery.id} again={delivery.updatedAt} />}
              </li>
            ))}
          </ol>
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

function toQuery(to: string): string {
  return to === '' ? '' : `&to=${encodeURIComponent(to)}`
}

function History({ id, again }: { id: string; again: number }) {
  const { response, error } = useResponse<DeliveryDetail>(
    `/api/queue/${encodeURIComponent(id)}`,
    again,
  )
  if (error !== undefined) return <ErrorBox error={error} />
  if (response === undefined) return null
  return (
    <div class="history">
      <Timeline
        rows={response.attempts.map((attempt, index, all) => {
          const before = all[index - 1]
          const note = attempt.error?.message
          return {
            key: index,
            number: attempt.number,
            startedAt: attempt.startedAt,
            durationMs: attempt.durationMs,
            ...defined({ status: attempt.status, note }),
            ...(before === undefined
              ? {}
              : { waitedMs: attempt.startedAt - before.startedAt - before.durationMs }),
          }
        })}
      />
      <Payload text={response.body} />
    </div>
  )
}

function summaryOf(what: 'retry' | 'discard', done: Readonly<Record<string, number>>): string {
  if (what === 'discard') return `${done.discarded ?? 0} discarded.`
  const waiting = done.waiting ?? 0
  const rest =
    waiting === 0
      ? ''
      : ` ${waiting} of them wait for dropship worker, because this page has no credentials for their endpoint.`
  return `${done.retried ?? 0} due again.${rest}`
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
