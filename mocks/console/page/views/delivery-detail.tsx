import type { JournalEntry, TimelineAttempt } from '../../../stub/index.ts'
import { defined, formatDuration, plural } from '../../../../src/core/index.ts'
import { useResponse } from '../live/use-response.ts'
import { Badge, verdictText, StatusBadge, ErrorBox } from '../components/elements.tsx'
import { Payload } from '../components/payload.tsx'
import { clockTime, fullTime } from '../components/time.ts'
import { Timeline } from '../components/timeline.tsx'
import { type SendDraft, draftOf } from './send.tsx'

interface EntryResponse {
  readonly entry: JournalEntry
  readonly attempts: readonly TimelineAttempt[]
}

/** One request in full. @param props.attempts requests it again when it changes, because of a possible new attempt */
export function DeliveryDetail(props: {
  readonly id: number
  readonly attempts: number
  readonly onChoose: (id: number | undefined) => void
  readonly onEdit: (draft: SendDraft) => void
}) {
  const { id, attempts: again, onChoose, onEdit } = props
  const { response, error } = useResponse<EntryResponse>(`/api/journal/${id}`, again)
  if (error !== undefined) return <ErrorBox error={error} />
  if (response === undefined) return null
  const { entry, attempts } = response
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
            {verdictText(entry.verdict, entry.played)}
          </Badge>{' '}
          <time title={fullTime(entry.startedAt)}>{clockTime(entry.startedAt)}</time>, responded in{' '}
          {formatDuration(entry.durationMs)}, {plural(entry.bodyBytes, 'byte')}
          {entry.duplicate === true && ', a duplicate of an accepted message'}
          {entry.run !== undefined && `, run ${entry.run}`}
        </p>
        {entry.played !== undefined && <p class="played">Scenario: {entry.played}</p>}
        {entry.answer === undefined && <p>No response: the connection was dropped.</p>}
        {operation !== undefined && (
          <button type="button" onClick={() => onEdit(draftOf(operation, entry.body))}>
            Edit and send
          </button>
        )}
      </header>
      {attempts.length > 0 && (
        <section>
          <h3>
            {plural(attempts.length, 'attempt')} at message <code>{entry.message}</code>
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
              ...defined({ waitedMs: attempt.waitedMs, status: attempt.status }),
            }))}
          />
        </section>
      )}
      <section>
        <h3>
          Body
          {entry.violations.length > 0 && `, ${plural(entry.violations.length, 'rule')} broken`}
          {entry.warnings.length > 0 && `, ${plural(entry.warnings.length, 'warning')}`}
        </h3>
        <Payload text={entry.body} violations={entry.violations} warnings={entry.warnings} />
        <Headers headers={entry.headers} />
      </section>
      {entry.answer !== undefined && (
        <section>
          <h3>Response {entry.answer.status}</h3>
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
      <summary>{plural(headers.length, 'header')}</summary>
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
