import type { JournalEntry, TimelineAttempt } from '../../../stub/index.ts'
import { formatDuration } from '../../../../src/core/index.ts'
import { useAsked } from '../live/use-asked.ts'
import { Badge, countOf, judgedText, StatusBadge, Trouble } from '../parts/parts.tsx'
import { Payload } from '../parts/payload.tsx'
import { clockTime, wholeTime } from '../parts/time.ts'
import { Timeline } from '../parts/timeline.tsx'
import { type Draft, draftOf } from './send.tsx'

interface Answer {
  readonly entry: JournalEntry
  readonly attempts: readonly TimelineAttempt[]
}

/** One request whole. @param props.attempts asked again when it changes: a further attempt may have come */
export function DeliveryDetail(props: {
  readonly id: number
  readonly attempts: number
  readonly onChoose: (id: number | undefined) => void
  readonly onEdit: (draft: Draft) => void
}) {
  const { id, attempts: again, onChoose, onEdit } = props
  const { answer, error } = useAsked<Answer>(`/api/journal/${id}`, again)
  if (error !== undefined) return <Trouble error={error} />
  if (answer === undefined) return null
  const { entry, attempts } = answer
  const { operation } = entry
  return (
    <article>
      <header class="head">
        <button type="button" class="quiet back" onClick={() => onChoose(undefined)}>
          ← back
        </button>
        <h2>
          <StatusBadge status={entry.answer?.status} /> {entry.method} {entry.target}
        </h2>
        <p>
          <Badge tone={entry.verdict === 'accepted' ? 'good' : 'plain'}>
            {judgedText(entry.verdict, entry.played)}
          </Badge>{' '}
          <time title={wholeTime(entry.startedAt)}>{clockTime(entry.startedAt)}</time>, answered in{' '}
          {formatDuration(entry.durationMs)}, {entry.bodyBytes} bytes
          {entry.duplicate === true && ', a duplicate of a message that was accepted before'}
          {entry.run !== undefined && `, run ${entry.run}`}
        </p>
        {entry.played !== undefined && <p class="played">Played: {entry.played}</p>}
        {entry.answer === undefined && <p>No answer was given: the connection was dropped.</p>}
        {operation !== undefined && (
          <button type="button" onClick={() => onEdit(draftOf(operation, entry.body))}>
            Edit and send
          </button>
        )}
      </header>
      {attempts.length > 0 && (
        <section>
          <h3>
            {attempts.length === 1 ? 'One attempt' : `${attempts.length} attempts`} at message{' '}
            <code>{entry.message}</code>
          </h3>
          <Timeline
            rows={attempts.map((attempt) => ({
              key: attempt.entry,
              number: attempt.attempt,
              startedAt: attempt.startedAt,
              durationMs: attempt.durationMs,
              note: attempt.played ?? attempt.verdict,
              isCurrent: attempt.entry === entry.id,
              onOpen: () => onChoose(attempt.entry),
              ...(attempt.waitedMs === undefined ? {} : { waitedMs: attempt.waitedMs }),
              ...(attempt.status === undefined ? {} : { status: attempt.status }),
            }))}
          />
        </section>
      )}
      <section>
        <h3>
          Body
          {entry.violations.length > 0 && `, ${countOf(entry.violations.length, 'rule')} broken`}
          {entry.warnings.length > 0 && `, ${countOf(entry.warnings.length, 'warning')}`}
        </h3>
        <Payload text={entry.body} violations={entry.violations} warnings={entry.warnings} />
        <Headers headers={entry.headers} />
      </section>
      {entry.answer !== undefined && (
        <section>
          <h3>Answer {entry.answer.status}</h3>
          <Payload text={entry.answer.body} />
          <Headers headers={entry.answer.headers} />
        </section>
      )}
    </article>
  )
}

function Headers({ headers }: { headers: readonly (readonly [string, string])[] }) {
  return (
    <details class="headers">
      <summary>{headers.length} headers</summary>
      <dl>
        {headers.map(([name, value], index) => (
          <div key={index}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
