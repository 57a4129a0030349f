import type { RefObject } from 'preact'
import type { Overview } from '../../api.ts'
import { callApi } from '../live/api-client.ts'
import { ChoiceField, OperationField } from '../components/choice-field.tsx'
import { ConfirmedButton } from '../components/confirmed-button.tsx'
import { PeriodFields } from '../components/period-fields.tsx'
import { type FeedFilter, WHICH } from './feed-filter.ts'

/** The filters of the list of requests. */
export function FeedFilters(props: {
  readonly filter: FeedFilter
  readonly operations: Overview['operations']
  readonly box: RefObject<HTMLInputElement>
  readonly isEmpty: boolean
  readonly onChange: (filter: FeedFilter) => void
  readonly onClear: () => void
}) {
  const { filter, operations, box, isEmpty, onChange, onClear } = props
  return (
    <form class="filters" role="search" onSubmit={(event) => event.preventDefault()}>
      <input
        ref={box}
        type="search"
        placeholder="Search in bodies, responses, rules …"
        aria-label="Search"
        value={filter.search}
        onInput={({ currentTarget }) => onChange({ ...filter, search: currentTarget.value })}
      />
      <ChoiceField
        label="Outcome"
        value={filter.which}
        choices={WHICH}
        onChange={(which) => onChange({ ...filter, which })}
      />
      <OperationField
        value={filter.operation}
        operations={operations}
        onChange={(operation) => onChange({ ...filter, operation })}
      />
      <PeriodFields period={filter.period} onChange={(period) => onChange({ ...filter, period })} />
      <ConfirmedButton
        label="Clear"
        confirmation="Clear the journal?"
        disabled={isEmpty}
        onConfirm={() => {
          onClear()
          void callApi('DELETE', '/api/journal').catch(() => undefined)
        }}
      />
    </form>
  )
}
