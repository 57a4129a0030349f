import { useRef, useState } from 'preact/hooks'
import { defined, plural } from '../../../../src/core/index.ts'
import type { StoredAttempt } from '../../../../src/queue/index.ts'
import type { DeliveryDetail } from '../../api.ts'
import { useResponse } from '../live/use-response.ts'
import type { Compared } from '../components/compare.ts'
import { Comparison } from '../components/comparison.tsx'
import { CopyButton } from '../components/copy-button.tsx'
import { ErrorBox } from '../components/elements.tsx'
import { Payload, showMarked } from '../components/payload.tsx'
import { firstRule, type DeliveryProblem } from '../components/problem.ts'
import { ProblemBox } from '../components/problem-box.tsx'
import { Timeline } from '../components/timeline.tsx'

/** A delivery of the queue in full: what is broken first, then its attempts and its body. */
export function QueueHistory({ id, again }: { id: string; again: number }) {
  const { response, error } = useResponse<DeliveryDetail>(
    `/api/queue/${encodeURIComponent(id)}`,
    again,
  )
  const whole = useRef<HTMLDivElement>(null)
  if (error !== undefined) return <ErrorBox error={error} />
  if (response === undefined) return null
  const { attempts, body, violations, curl } = response
  const problem = problemOfDelivery(response)
  const last = attempts.at(-1)
  const said = last === undefined ? undefined : saidIn(last)
  return (
    <div class="history" ref={whole}>
      {problem !== undefined && (
        <ProblemBox
          problem={problem}
          {...(problem.rule === undefined ? {} : { onShow: () => showMarked(whole.current) })}
        />
      )}
      <p class="actions">
        <CopyButton label="Copy as cURL" text={curl} />
      </p>
      <Timeline
        rows={attempts.map((attempt, index, all) => {
          const before = all[index - 1]
          const note = attempt.error?.message
          return {
            key: index,
            // Of all, as the endpoint's view counts them: a retry by hand does not begin anew.
            number: index + 1,
            startedAt: attempt.startedAt,
            durationMs: attempt.durationMs,
            ...defined({ status: attempt.status, note }),
            ...(before === undefined
              ? {}
              : { waitedMs: attempt.startedAt - before.startedAt - before.durationMs }),
          }
        })}
      />
      {attempts.length > 1 && <CompareStored attempts={attempts} body={body} />}
      {said !== undefined && (
        <>
          <h3>Last response</h3>
          <Payload text={said} />
        </>
      )}
      <h3>Body{violations.length > 0 && `, ${plural(violations.length, 'rule')} broken`}</h3>
      <Payload text={body} violations={violations} />
    </div>
  )
}

function problemOfDelivery({
  delivery,
  attempts,
  body,
  violations,
}: DeliveryDetail): DeliveryProblem | undefined {
  if (delivery.state === 'delivered') return undefined
  const last = attempts.at(-1)
  if (last?.error === undefined) return undefined
  const isFinal = delivery.state === 'failed'
  const what = isFinal
    ? `Failed after ${plural(attempts.length, 'attempt')}`
    : `Attempt ${attempts.length} failed`
  return {
    sentence: `${what}: ${last.error.message}.`,
    ...firstRule(violations, body),
    more: Math.max(0, violations.length - 1),
  }
}

function CompareStored({ attempts, body }: { attempts: readonly StoredAttempt[]; body: string }) {
  const [isOpen, setOpen] = useState(false)
  const [right, left] = [attempts.at(-1), attempts.at(-2)]
  if (left === undefined || right === undefined) return null
  return (
    <>
      <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        Compare the last two attempts
      </button>
      {isOpen && (
        <Comparison
          left={comparedOf(left, body)}
          right={comparedOf(right, body)}
          names={[`attempt ${left.number}`, `attempt ${right.number}`]}
        />
      )}
    </>
  )
}

/** The beginning of the response's body. */
function saidIn({ answer: response }: StoredAttempt): string | undefined {
  return response
}

/** Every attempt sends the same bytes; of a response the store keeps status and body. */
function comparedOf(attempt: StoredAttempt, body: string): Compared {
  const { startedAt, durationMs, status } = attempt
  return {
    startedAt,
    durationMs,
    requestHeaders: [],
    requestBody: body,
    responseHeaders: [],
    responseBody: saidIn(attempt) ?? '',
    ...defined({ status }),
  }
}
