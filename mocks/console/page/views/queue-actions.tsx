import type { QueuePage } from '../../api.ts'
import { ConfirmedButton } from '../components/confirmed-button.tsx'
import { NOTHING_SELECTED, pageToggled, type QueueSelection, sizeOf } from './queue-selection.ts'

/** Selects failed deliveries, and acts on all that are selected. */
export function QueueActions(props: {
  readonly page: readonly string[]
  readonly matching: QueuePage['matching']
  readonly selection: QueueSelection
  readonly isRunning: boolean
  readonly reportUrl: string
  readonly onSelect: (selection: QueueSelection) => void
  readonly onRun: (what: 'retry' | 'discard') => void
}) {
  const { page, matching, selection, isRunning, reportUrl, onSelect, onRun } = props
  const count = sizeOf(selection, matching.count)
  const more = selection.kind === 'all' && matching.isMore ? ' or more' : ''
  const chosen = `${count}${more} ${count === 1 ? 'delivery' : 'deliveries'}`
  const isWhole = page.length > 0 && (selection.kind === 'all' || count === page.length)
  const all = `${matching.count}${matching.isMore ? ' or more' : ''}`
  return (
    <div class="bulk" role="group" aria-label="Bulk actions">
      <label class="inline">
        <input
          type="checkbox"
          checked={isWhole}
          ref={(box) => {
            if (box !== null) box.indeterminate = !isWhole && count > 0
          }}
          onChange={() => onSelect(pageToggled(selection, page))}
        />{' '}
        Select all shown
      </label>
      {selection.kind !== 'all' && (matching.count > page.length || matching.isMore) && (
        <button type="button" class="quiet" onClick={() => onSelect({ kind: 'all' })}>
          Select all {all} that match
        </button>
      )}
      <span role="status">{count === 0 ? 'None selected' : `${chosen} selected`}</span>
      {count > 0 && (
        <button type="button" class="quiet" onClick={() => onSelect(NOTHING_SELECTED)}>
          Select none
        </button>
      )}
      <ConfirmedButton
        label="Retry selected"
        confirmation={`Retry ${chosen}?`}
        disabled={count === 0 || isRunning}
        onConfirm={() => onRun('retry')}
      />
      <ConfirmedButton
        label="Discard selected"
        confirmation={`Discard ${chosen} for good?`}
        disabled={count === 0 || isRunning}
        onConfirm={() => onRun('discard')}
      />
      <a class="button" href={reportUrl} download>
        Report for the client
      </a>
    </div>
  )
}
