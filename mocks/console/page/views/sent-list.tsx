import { defined, formatDuration } from '../../../../src/core/index.ts'
import type { DeliveryNews } from '../../api.ts'
import type { Live } from '../live/use-live.ts'
import { Badge, type Tone } from '../components/elements.tsx'
import { Timeline, type TimelineRow } from '../components/timeline.tsx'
import { useNow } from '../components/when.tsx'

/** A message that was sent from this page. */
export interface SentMessage {
  readonly id: string
  readonly operation: string
  readonly to: string
}

/** The messages sent from this page, with their attempts. */
export function SentList({ sent, live }: { sent: readonly SentMessage[]; live: Live }) {
  if (sent.length === 0) return null
  return (
    <>
      <h2>Sent</h2>
      <ol class="sent">
        {sent.map((each) => (
          <SentItem key={each.id} sent={each} news={live.deliveries.get(each.id) ?? []} />
        ))}
      </ol>
    </>
  )
}

const TONES: Readonly<Record<string, Tone>> = { delivered: 'good', failed: 'bad', waiting: 'warn' }

function SentItem({ sent, news }: { sent: SentMessage; news: readonly DeliveryNews[] }) {
  const last = news.at(-1)
  const state = last?.state ?? 'sending'
  return (
    <li data-delivery={sent.id}>
      <p>
        <Badge tone={TONES[state] ?? 'plain'}>{state}</Badge> {sent.operation}{' '}
        <span class="soft">to {sent.to}</span>
      </p>
      {last?.problem !== undefined && (
        <pre class="trouble" role="alert">
          {last.problem}
        </pre>
      )}
      <Timeline rows={attemptRows(news)}>
        {state === 'waiting' && last?.dueAt !== undefined && <Countdown dueAt={last.dueAt} />}
        {state === 'failed' && (
          <li>
            It is in the <a href="#queue">failure queue</a>.
          </li>
        )}
      </Timeline>
    </li>
  )
}

function attemptRows(news: readonly DeliveryNews[]): TimelineRow[] {
  const attempts = news.flatMap(({ attempt }) => attempt ?? [])
  return attempts.map((attempt, index) => {
    const before = attempts[index - 1]
    const note = [attempt.error?.message, attempt.renewed ? 'token renewed' : undefined]
      .filter((part) => part !== undefined)
      .join(', ')
    return {
      key: index,
      number: attempt.number,
      startedAt: attempt.startedAt,
      durationMs: attempt.durationMs,
      ...defined({ status: attempt.status }),
      ...(note === '' ? {} : { note }),
      ...(before === undefined
        ? {}
        : { waitedMs: attempt.startedAt - before.startedAt - before.durationMs }),
    }
  })
}

function Countdown({ dueAt }: { dueAt: number }) {
  const now = useNow(250)
  const left = dueAt - now
  return <li class="soft">{left > 0 ? `next attempt in ${formatDuration(left)}` : 'now'}</li>
}
