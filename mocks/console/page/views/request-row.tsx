import { useEffect, useRef } from 'preact/hooks'
import { plural } from '../../../../src/core/index.ts'
import type { EntrySummary } from '../../api.ts'
import { StatusBadge, verdictText } from '../components/elements.tsx'
import { When } from '../components/when.tsx'

/** One request in the list. */
export function RequestRow(props: {
  readonly entry: EntrySummary
  readonly aheadMs: number
  readonly isChosen: boolean
  readonly onChoose: (id: number) => void
}) {
  const { entry, aheadMs, isChosen, onChoose } = props
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isChosen) row.current?.scrollIntoView({ block: 'nearest' })
  }, [isChosen])
  return (
    <li ref={row} class={isChosen ? 'row chosen' : 'row'} data-entry={entry.id}>
      <a
        href={`#deliveries/${entry.id}`}
        aria-current={isChosen ? 'true' : undefined}
        onClick={(event) => {
          event.preventDefault()
          onChoose(entry.id)
        }}
      >
        <StatusBadge status={entry.status} />
        <span class="what">{entry.operation ?? `${entry.method} ${entry.target}`}</span>
        <When at={entry.startedAt} aheadMs={aheadMs} />
        <span class="more">
          <span class="verdict">{summaryText(entry)}</span>
          <span class="about soft">
            {(entry.attempt ?? 1) > 1 && <em>attempt {entry.attempt} </em>}
            {entry.duplicate === true && <em>duplicate </em>}
            {entry.identifier}
            {entry.played !== undefined && <em> {entry.played}</em>}
          </span>
        </span>
      </a>
    </li>
  )
}

function summaryText({ verdict, violations, warnings, played }: EntrySummary): string {
  return [
    verdictText(verdict, played),
    ...(violations === 0 ? [] : [plural(violations, 'violation')]),
    ...(warnings === 0 ? [] : [plural(warnings, 'warning')]),
  ].join(', ')
}
