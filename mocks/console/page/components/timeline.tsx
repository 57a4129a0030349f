import type { ComponentChildren } from 'preact'
import { formatDuration } from '../../../../src/core/index.ts'
import { StatusBadge } from './elements.tsx'
import { When } from './when.tsx'

export interface TimelineRow {
  readonly key: number | string
  readonly number: number
  readonly startedAt: number
  readonly durationMs: number
  readonly waitedMs?: number
  readonly status?: number
  readonly note?: string
  readonly isCurrent?: boolean
  readonly onOpen?: () => void
}

/** The attempts at one message, with the waits between them drawn to scale. */
export function Timeline(props: {
  readonly rows: readonly TimelineRow[]
  /** Of the clock that the times were read from. */
  readonly aheadMs?: number
  readonly children?: ComponentChildren
}) {
  const longest = Math.max(1, ...props.rows.map(({ waitedMs = 0 }) => waitedMs))
  return (
    <ol class="timeline">
      {props.rows.map((row) => (
        <li key={row.key} class={row.isCurrent === true ? 'current' : ''}>
          {row.waitedMs !== undefined && (
            <div class="wait">
              <span
                class="bar"
                style={{ width: `${(100 * Math.max(0, row.waitedMs)) / longest}%` }}
              />
              <span>waited {formatDuration(Math.max(0, row.waitedMs))}</span>
            </div>
          )}
          <div class="attempt">
            <b>{row.number}</b>
            <StatusBadge status={row.status} />
            <When at={row.startedAt} aheadMs={props.aheadMs ?? 0} />
            <span class="soft">{formatDuration(row.durationMs)}</span>
            {row.note !== undefined && <span class="note">{row.note}</span>}
            {row.onOpen !== undefined && row.isCurrent !== true && (
              <button type="button" class="quiet" onClick={row.onOpen}>
                show
              </button>
            )}
          </div>
        </li>
      ))}
      {props.children}
    </ol>
  )
}
