import { useEffect, useState } from 'preact/hooks'
import type { DeliveryDetail, QueuePage } from '../../api.ts'
import { ask } from '../live/ask.ts'
import { useAction } from '../live/use-action.ts'
import { useAsked } from '../live/use-asked.ts'
import type { Live } from '../live/use-live.ts'
import { Badge, CarefulButton, Empty, Trouble } from '../parts/parts.tsx'
import { Payload } from '../parts/payload.tsx'
import { Timeline } from '../parts/timeline.tsx'
import { clockTime, wholeTime } from '../parts/time.ts'

const STATES = ['failed', 'waiting', 'due', 'sending', 'delivered'] as const
const LOOK_EVERY_MS = 2000

export function QueueView({ live, onSend }: { live: Live; onSend: () => void }) {
  const [state, setState] = useState<(typeof STATES)[number]>('failed')
  const [after, setAfter] = useState(0)
  const [open, setOpen] = useState<string>()
  const [to, setTo] = useState('')
  const [told, setTold] = useState<string>()
  const acting = useAction()
  const tick = useTick()
  const { answer, error, refresh } = useAsked<QueuePage>(
    `/api/queue?state=${state}${toQuery(to)}${after === 0 ? '' : `&after=${after}`}`,
    `${tick} ${live.deliveries.size}`,
  )
  const act = (what: 'retry' | 'discard', ids?: readonly string[]): void =>
    acting.run(async () => {
      const body = ids === undefined ? { all: true, to } : { ids }
      const done = await ask<Record<string, number>>('POST', `/api/queue/${what}`, body)
      setTold(toldOf(what, done))
      refresh()
    })
  const showOnly = (address: string): void => {
    setTo(address)
    setAfter(0)
  }
  if (error !== undefined) return <Trouble error={error} />
  if (answer?.exists === false) {
    return (
      <Empty title="Nothing was sent from here yet">
        <p>
          Messages that are sent from this page, or with <code>dropship send</code>, are kept in{' '}
          <code>{answer.location}</code>; those that no retry could deliver wait there until
          somebody deals with them.
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
        To this address only
        <input
          type="search"
          value={to}
          placeholder="https://client.example/any/path"
          onInput={({ currentTarget }) => showOnly(currentTarget.value.trim())}
        />
      </label>
      {answer !== undefined && (
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
                {each} <b>{answer.counts[each]}</b>
              </button>
            ))}
          </div>
          <p class="soft">
            The sender’s store <code>{answer.location}</code>
          </p>
          <Trouble error={acting.error} />
          {told !== undefined && (
            <p role="status" class="told">
              {told}
            </p>
          )}
          {state === 'failed' && answer.deliveries.length > 0 && (
            <p class="actions">
              <button type="button" class="primary" onClick={() => act('retry')}>
                {to === '' ? 'Retry all' : 'Retry all to this address'}
              </button>
              <CarefulButton
                label="Discard all"
                sure={
                  to === ''
                    ? `Discard all ${answer.counts.failed}?`
                    : 'Discard all to this address?'
                }
                onSure={() => act('discard')}
              />
              <a class="button" href={`/api/queue-report.md?${toQuery(to)}`} download>
                Report for the client
              </a>
            </p>
          )}
          {answer.deliveries.length === 0 && (
            <p class="soft">
              {state === 'failed'
                ? 'The failure queue is empty: all is well.'
                : `Nothing is ${state}.`}
            </p>
          )}
          <ol class="deliveries">
            {answer.deliveries.map((delivery) => (
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
                    {delivery.spent} {delivery.spent === 1 ? 'attempt' : 'attempts'} to{' '}
                    <button
                      type="button"
                      class="address"
                      title="Show what goes to this address only"
                      onClick={() => showOnly(delivery.url.replace(/\?.*/, ''))}
                    >
                      {delivery.url}
                    </button>
                    {delivery.enqueuedFor !== undefined && ` (at first ${delivery.enqueuedFor})`},{' '}
                    <time title={wholeTime(delivery.updatedAt)}>
                      {clockTime(delivery.updatedAt)}
                    </time>
                  </span>
                  {delivery.state === 'failed' && (
                    <span class="actions">
                      <button type="button" onClick={() => act('retry', [delivery.id])}>
                        Retry
                      </button>
                      <CarefulButton
                        label="Discard"
                        sure="Discard it?"
                        onSure={() => act('discard', [delivery.id])}
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
            {answer.next !== undefined && (
              <button type="button" onClick={() => setAfter(answer.next ?? 0)}>
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
  const { answer, error } = useAsked<DeliveryDetail>(`/api/queue/${encodeURIComponent(id)}`, again)
  if (error !== undefined) return <Trouble error={error} />
  if (answer === undefined) return null
  return (
    <div class="history">
      <Timeline
        rows={answer.attempts.map((attempt, index, all) => {
          const before = all[index - 1]
          const note = attempt.error?.message
          return {
            key: index,
            number: attempt.number,
            startedAt: attempt.startedAt,
            durationMs: attempt.durationMs,
            ...(attempt.status === undefined ? {} : { status: attempt.status }),
            ...(note === undefined ? {} : { note }),
            ...(before === undefined
              ? {}
              : { waitedMs: attempt.startedAt - before.startedAt - before.durationMs }),
          }
        })}
      />
      <Payload text={answer.body} />
    </div>
  )
}

function toldOf(what: 'retry' | 'discard', done: Readonly<Record<string, number>>): string {
  if (what === 'discard') return `${done.discarded ?? 0} discarded.`
  const waiting = done.waiting ?? 0
  const rest =
    waiting === 0
      ? ''
      : ` ${waiting} of them wait for dropship worker: this page was not told how to authenticate at their endpoint.`
  return `${done.retried ?? 0} due again.${rest}`
}

/** Counts up while the page is looked at. */
function useTick(): number {
  const [tick, setTick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) setTick((before) => before + 1)
    }, LOOK_EVERY_MS)
    return () => clearInterval(timer)
  }, [])
  return tick
}
