import { useEffect, useState } from 'preact/hooks'
import { dayAndTime, fullTime, relativeTime } from './times.ts'

/**
 * A date and time; how long ago, and to the millisecond, where the pointer rests on it.
 * @param props.aheadMs how far the clock that it was read from is ahead of this machine's
 * @param props.isRelative also shows how long ago
 */
export function When(props: {
  readonly at: number
  readonly aheadMs?: number
  readonly isRelative?: boolean
}) {
  const { at, aheadMs = 0, isRelative = false } = props
  const ago = (): string => relativeTime(at, presentTime() + aheadMs)
  return (
    <time
      class="when"
      dateTime={new Date(at).toISOString()}
      title={`${ago()}: ${fullTime(at)}`}
      // What was rendered a while ago says how long ago that was.
      onPointerEnter={({ currentTarget }) => {
        currentTarget.title = `${ago()}: ${fullTime(at)}`
      }}
    >
      {dayAndTime(at)}
      {isRelative && <Ago at={at} aheadMs={aheadMs} />}
    </time>
  )
}

function Ago({ at, aheadMs }: { at: number; aheadMs: number }) {
  const now = useNow(1000) + aheadMs
  return <span class="soft"> ({relativeTime(at, now)})</span>
}

/** This machine's time, in milliseconds since the epoch. */
export function presentTime(): number {
  return Date.now()
}

/** The same, renewed again and again. @param everyMs 0: never */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => presentTime())
  useEffect(() => {
    if (everyMs === 0) return
    setNow(presentTime())
    const timer = setInterval(() => {
      if (!document.hidden) setNow(presentTime())
    }, everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}
