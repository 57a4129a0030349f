import { useMemo } from 'preact/hooks'
import { plural } from '../../../../src/core/index.ts'
import type { EntrySummary } from '../../api.ts'
import { OUTCOMES, type DeliveryOutcome } from '../../outcome.ts'
import { lastMinutes, type Minute, totalOf } from './minutes.ts'
import { dayAndTime } from './times.ts'
import { useNow } from './when.tsx'

const MINUTES = 15
const HEIGHT = 28
const WIDTH = 10

/** The deliveries of the last minutes by outcome: a column each minute, and the sums as text. */
export function OutcomeBar(props: {
  readonly entries: readonly EntrySummary[]
  readonly aheadMs: number
  /** Shows only the deliveries of one outcome, or of one minute. */
  readonly onOutcome: (outcome: DeliveryOutcome) => void
  readonly onMinute: (startedAt: number) => void
}) {
  const { entries, aheadMs, onOutcome, onMinute } = props
  const now = useNow(5000) + aheadMs
  const minutes = useMemo(() => lastMinutes(entries, now, MINUTES), [entries, now])
  const total = totalOf(minutes)
  const highest = Math.max(1, ...minutes.map(sumOf))
  return (
    <section class="outcomes" aria-label={`The last ${MINUTES} minutes`}>
      <svg
        viewBox={`0 0 ${MINUTES * WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={`Deliveries of the last ${MINUTES} minutes: ${OUTCOMES.map((outcome) => `${total[outcome]} ${outcome}`).join(', ')}`}
        preserveAspectRatio="none"
      >
        {minutes.map((minute, index) => (
          <g key={minute.startedAt} onClick={() => onMinute(minute.startedAt)}>
            <title>{titleOf(minute)}</title>
            <rect class="minute" x={index * WIDTH} y={0} width={WIDTH} height={HEIGHT} />
            {stackOf(minute, highest).map(({ outcome, y, height }) => (
              <rect
                key={outcome}
                class={outcome}
                x={index * WIDTH + 1}
                y={y}
                width={WIDTH - 2}
                height={height}
              />
            ))}
          </g>
        ))}
      </svg>
      <p class="legend">
        {OUTCOMES.map((outcome) => (
          <button
            key={outcome}
            type="button"
            class={`quiet ${outcome}`}
            title={`Show only what was ${outcome}`}
            onClick={() => onOutcome(outcome)}
          >
            <b>{total[outcome]}</b> {outcome}
          </button>
        ))}
        <span class="soft">in {MINUTES} minutes</span>
      </p>
    </section>
  )
}

function sumOf({ delivered, rejected, failed }: Minute): number {
  return delivered + rejected + failed
}

function titleOf(minute: Minute): string {
  const parts = OUTCOMES.filter((outcome) => minute[outcome] > 0).map(
    (outcome) => `${minute[outcome]} ${outcome}`,
  )
  const sum = plural(sumOf(minute), 'delivery', 'deliveries')
  return `${dayAndTime(minute.startedAt).slice(0, -3)}: ${parts.length === 0 ? sum : parts.join(', ')}`
}

/** The parts of a column from below; each that is not empty can be seen. */
function stackOf(minute: Minute, highest: number) {
  let y = HEIGHT
  return OUTCOMES.flatMap((outcome) => {
    if (minute[outcome] === 0) return []
    const height = Math.max(1.5, (minute[outcome] / highest) * (HEIGHT - 4))
    y -= height
    return [{ outcome, y, height }]
  })
}
