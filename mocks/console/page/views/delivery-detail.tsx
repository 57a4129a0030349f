import { useEffect, useRef } from 'preact/hooks'
import { defined, formatDuration, plural } from '../../../../src/core/index.ts'
import type { EntryDetail, Overview, Resent } from '../../api.ts'
import { callApi } from '../live/api-client.ts'
import { useAction } from '../live/use-action.ts'
import { useResponse } from '../live/use-response.ts'
import { CopyButton } from '../components/copy-button.tsx'
import { Badge, ErrorBox, StatusBadge, verdictText } from '../components/elements.tsx'
import { Headers } from '../components/headers.tsx'
import { Payload, showMarked } from '../components/payload.tsx'
import { problemOf } from '../components/problem.ts'
import { ProblemBox } from '../components/problem-box.tsx'
import { Timeline } from '../components/timeline.tsx'
import { When } from '../components/when.tsx'
import { CompareAttempts } from './compare-attempts.tsx'
import { type SendDraft, draftOf } from './send.tsx'

/** One request in full, what is broken first. @param props.again requests it again when it changes, because of a new attempt */
export function DeliveryDetail(props: {
  readonly id: number
  readonly again: number
  readonly overview: Overview
  readonly onChoose: (id: number) => void
  readonly onClose: () => void
  readonly onEdit: (draft: SendDraft) => void
}) {
  const { id, again, overview, onChoose, onClose, onEdit } = props
  const { response, error } = useResponse<EntryDetail>(`/api/journal/${id}`, again)
  const article = useRef<HTMLElement>(null)
  const isLoaded = response !== undefined
  useEffect(() => {
    // The view opens at its top, wherever the one before was scrolled to.
    article.current?.parentElement?.scrollTo(0, 0)
    // On a narrow screen the list is hidden, and the focus with it.
    const heading = article.current?.querySelector('h2')
    if (document.activeElement?.checkVisibility() === false) heading?.focus()
  }, [isLoaded])
  if (error !== undefined) return <ErrorBox error={error} />
  if (response === undefined) return null
  const { entry, attempts } = response
  const problem = problemOf(entry, attempts)
  const { aheadMs = 0 } = overview
  return (
    <article ref={article}>
      <header class="head">
        <button type="button" class="quiet back" onClick={onClose}>
          ← back
        </button>
        <h2 tabIndex={-1}>
          <StatusBadge status={entry.answer?.status} /> {entry.method} {entry.target}
        </h2>
        <p>
          <Badge tone={entry.verdict === 'accepted' ? 'good' : 'plain'}>
            {verdictText(entry.verdict, entry.played)}
          </Badge>{' '}
          <When at={entry.startedAt} aheadMs={aheadMs} isRelative />, responded in{' '}
          {formatDuration(entry.durationMs)}, {plural(entry.bodyBytes, 'byte')}
          {entry.duplicate === true && ', a duplicate of an accepted message'}
          {entry.run !== undefined && `, run ${entry.run}`}
        </p>
        {entry.played !== undefined && <p class="played">Scenario: {entry.played}</p>}
        <Actions detail={response} onEdit={onEdit} />
      </header>
      {problem !== undefined && (
        <ProblemBox
          problem={problem}
          {...(problem.rule === undefined ? {} : { onShow: () => showMarked(article.current) })}
        >
          {problem.failedAttempt !== undefined && (
            <button
              type="button"
              onClick={() => onChoose(problem.failedAttempt?.entry ?? entry.id)}
            >
              Show attempt {problem.failedAttempt.attempt}
            </button>
          )}
        </ProblemBox>
      )}
      {attempts.length > 0 && (
        <section>
          <h3>
            {plural(attempts.length, 'attempt')} at message <code>{entry.message}</code>
          </h3>
          <Timeline
            aheadMs={aheadMs}
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
          {attempts.length > 1 && <CompareAttempts current={entry.id} attempts={attempts} />}
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

/** What can be done with a request. */
function Actions(props: {
  readonly detail: EntryDetail
  readonly onEdit: (draft: SendDraft) => void
}) {
  const { detail, onEdit } = props
  const { entry, curl } = detail
  const { operation } = entry
  const resending = useAction<Resent>()
  return (
    <>
      <p class="actions">
        {operation !== undefined && (
          <>
            <button
              type="button"
              disabled={resending.isRunning}
              title="Sends the same bytes with the same message id, once"
              onClick={() =>
                resending.run(() => callApi('POST', `/api/journal/${entry.id}/resend`, {}))
              }
            >
              Resend
            </button>
            <button type="button" onClick={() => onEdit(draftOf(operation, entry.body))}>
              Edit and send
            </button>
          </>
        )}
        <CopyButton label="Copy as cURL" text={curl} />
        <span role="status">{resending.result !== undefined && resentText(resending.result)}</span>
      </p>
      <ErrorBox error={resending.error} />
    </>
  )
}

function resentText({ status, error }: Resent): string {
  return error === undefined ? `Resent: delivered with ${status ?? ''}.` : `Resent: ${error}.`
}
