import { OUTCOMES } from '../../outcome.ts'
import type { Overview } from '../../api.ts'
import { ChoiceField, OperationField } from '../components/choice-field.tsx'
import { PeriodFields } from '../components/period-fields.tsx'
import type { QueueFilter } from './queue-query.ts'

const LAST_OUTCOMES: readonly (readonly [QueueFilter['outcome'], string])[] = [
  ['', 'any outcome'],
  ...OUTCOMES.map((outcome) => [outcome, `last ${outcome}`] as const),
]

/** The filters of the queue. */
export function QueueFilters(props: {
  readonly filter: QueueFilter
  readonly operations: Overview['operations']
  readonly onChange: (filter: QueueFilter) => void
}) {
  const { filter, operations, onChange } = props
  return (
    <form class="filters" role="search" onSubmit={(event) => event.preventDefault()}>
      <input
        type="search"
        aria-label="Search"
        placeholder="Search identifiers, ids, addresses, errors …"
        value={filter.text}
        onInput={({ currentTarget }) => onChange({ ...filter, text: currentTarget.value })}
      />
      <input
        type="search"
        aria-label="Only to this address"
        placeholder="Only to this address"
        value={filter.to}
        onInput={({ currentTarget }) => onChange({ ...filter, to: currentTarget.value.trim() })}
      />
      <ChoiceField
        label="Outcome"
        value={filter.outcome}
        choices={LAST_OUTCOMES}
        onChange={(outcome) => onChange({ ...filter, outcome })}
      />
      <OperationField
        value={filter.operation}
        operations={operations}
        onChange={(operation) => onChange({ ...filter, operation })}
      />
      <PeriodFields period={filter.period} onChange={(period) => onChange({ ...filter, period })} />
    </form>
  )
}
