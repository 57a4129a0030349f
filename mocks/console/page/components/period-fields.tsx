import { ChoiceField } from './choice-field.tsx'
import { type Period, PERIODS } from '../views/feed-filter.ts'

/** Selects a span of time. */
export function PeriodFields(props: {
  readonly period: Period
  readonly onChange: (period: Period) => void
}) {
  const { period, onChange } = props
  return (
    <>
      <ChoiceField
        label="Time"
        value={period.kind}
        choices={PERIODS}
        onChange={(kind) => onChange({ ...period, kind })}
      />
      {period.kind === 'between' &&
        (['from', 'to'] as const).map((end) => (
          <input
            key={end}
            type="datetime-local"
            step="1"
            aria-label={end === 'from' ? 'From' : 'To, exclusive'}
            value={period[end]}
            onInput={({ currentTarget }) => onChange({ ...period, [end]: currentTarget.value })}
          />
        ))}
    </>
  )
}
