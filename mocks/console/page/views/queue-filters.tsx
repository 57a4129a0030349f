import { OUTCOMES } from '../../outcome.ts'
import type { Overview } from '../../api.ts'
import { PeriodFields } from '../components/period-fields.tsx'
import type { QueueFilter } from './queue-query.ts'

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
      <select
        aria-label="Outcome"
        value={filter.outcome}
        onChange={({ currentTarget }) => {
          const outcome = OUTCOMES.find((each) => each === currentTarget.value) ?? ''
          onChange({ ...filter, outcome })
        }}
      >
        <option value="">any outcome</option>
        {OUTCOMES.map((outcome) => (
          <option key={outcome} value={outcome}>
            last {outcome}
          </option>
        ))}
      </select>
      <select
        aria-label="Operation"
        value={filter.operation}
        onChange={({ currentTarget }) => onChange({ ...filter, operation: currentTarget.value })}
      >
        <option value="">every operation</option>
        {operations.map(({ id }) => (
          <option key={id} value={id}>
            {id}
          </option>
        ))}
      </select>
      <PeriodFields period={filter.period} onChange={(period) => onChange({ ...filter, period })} />
    </form>
  )
}
