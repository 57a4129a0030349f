import { type Period, PERIODS } from '../views/feed-filter.ts'

/** Selects a span of time. */
export function PeriodFields(props: {
  readonly period: Period
  readonly onChange: (period: Period) => void
}) {
  const { period, onChange } = props
  return (
    <>
      <select
        aria-label="Time"
        value={period.kind}
        onChange={({ currentTarget }) => {
          const kind = PERIODS.find(([name]) => name === currentTarget.value)?.[0] ?? 'any'
          onChange({ ...period, kind })
        }}
      >
        {PERIODS.map(([name, label]) => (
          <option key={name} value={name}>
            {label}
          </option>
        ))}
      </select>
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
