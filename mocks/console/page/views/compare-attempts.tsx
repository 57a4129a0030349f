import { useState } from 'preact/hooks'
import type { JournalEntry, TimelineAttempt } from '../../../stub/index.ts'
import type { EntryDetail } from '../../api.ts'
import { useResponse } from '../live/use-response.ts'
import type { Compared } from '../components/compare.ts'
import { Comparison } from '../components/comparison.tsx'
import { ErrorBox } from '../components/elements.tsx'

/** Compares two attempts at a message; first the selected one with the one before. */
export function CompareAttempts(props: {
  readonly current: number
  readonly attempts: readonly TimelineAttempt[]
}) {
  const { current, attempts } = props
  const at = Math.max(
    1,
    attempts.findIndex(({ entry }) => entry === current),
  )
  const [isOpen, setOpen] = useState(false)
  const [left, setLeft] = useState(attempts[at - 1]?.entry ?? current)
  const [right, setRight] = useState(attempts[at]?.entry ?? current)
  return (
    <>
      <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        Compare two attempts
      </button>
      {isOpen && (
        <>
          <p class="actions">
            <AttemptSelect label="Compare" attempts={attempts} value={left} onChange={setLeft} />
            <AttemptSelect label="with" attempts={attempts} value={right} onChange={setRight} />
          </p>
          <Sides
            left={left}
            right={right}
            names={[nameOf(attempts, left), nameOf(attempts, right)]}
          />
        </>
      )}
    </>
  )
}

function nameOf(attempts: readonly TimelineAttempt[], entry: number): string {
  return `attempt ${attempts.find((each) => each.entry === entry)?.attempt ?? ''}`
}

function AttemptSelect(props: {
  readonly label: string
  readonly attempts: readonly TimelineAttempt[]
  readonly value: number
  readonly onChange: (entry: number) => void
}) {
  const { label, attempts, value, onChange } = props
  return (
    <label class="inline">
      {label}
      <select value={value} onChange={({ currentTarget }) => onChange(Number(currentTarget.value))}>
        {attempts.map(({ entry, attempt, status }) => (
          <option key={entry} value={entry}>
            attempt {attempt}, {status ?? 'no response'}
          </option>
        ))}
      </select>
    </label>
  )
}

function Sides(props: {
  readonly left: number
  readonly right: number
  readonly names: readonly [string, string]
}) {
  const { left, right, names } = props
  const one = useResponse<EntryDetail>(`/api/journal/${left}`)
  const other = useResponse<EntryDetail>(`/api/journal/${right}`)
  if (one.response === undefined || other.response === undefined) {
    return <ErrorBox error={one.error ?? other.error} />
  }
  return (
    <Comparison
      left={comparedOf(one.response.entry)}
      right={comparedOf(other.response.entry)}
      names={names}
    />
  )
}

function comparedOf(entry: JournalEntry): Compared {
  const { startedAt, durationMs, headers, body, answer: response } = entry
  return {
    startedAt,
    durationMs,
    requestHeaders: headers,
    requestBody: body,
    responseHeaders: response?.headers ?? [],
    responseBody: response?.body ?? '',
    ...(response === undefined ? {} : { status: response.status }),
  }
}
