import { useState } from 'preact/hooks'
import { formatDuration } from '../../../../src/core/index.ts'
import type { ShownTime } from '../../../stub/index.ts'
import { callApi } from '../live/api-client.ts'
import { useAction } from '../live/use-action.ts'
import { ErrorBox } from './elements.tsx'
import { dayAndTime } from './times.ts'
import { useNow } from './when.tsx'

/** What people wait for: a retry, an hour, the end of a token that lives a day. */
const STEPS = ['1m', '1h', '25h'] as const

/** The stub's time, which can be set forward: a day of waiting is over at once. @param props.aheadMs from the server */
export function TimeForm({ aheadMs }: { aheadMs: number }) {
  const [advance, setAdvance] = useState('25h')
  const now = useNow(1000) + aheadMs
  const moving = useAction<ShownTime>()
  const move = (by: string): void =>
    moving.run(() => callApi('POST', '/api/clock', { advance: by }))
  return (
    <form
      class="clock"
      onSubmit={(event) => {
        event.preventDefault()
        move(advance)
      }}
    >
      <h2>Clock</h2>
      <p>
        For the stub it is <time dateTime={new Date(now).toISOString()}>{dayAndTime(now)}</time>
        <span class="soft">
          {aheadMs === 0 ? ', as on this machine' : `, ${formatDuration(aheadMs)} ahead`}
        </span>
      </p>
      <p class="soft">
        Tokens expire, and delays and outages of scenarios end, as if the time had passed. It cannot
        be set back.
      </p>
      <p class="actions">
        {STEPS.map((step) => (
          <button key={step} type="button" disabled={moving.isRunning} onClick={() => move(step)}>
            + {step}
          </button>
        ))}
      </p>
      <label>
        Set the time forward by
        <input value={advance} onInput={({ currentTarget }) => setAdvance(currentTarget.value)} />
      </label>
      <p class="actions">
        <button type="submit" disabled={moving.isRunning}>
          Set forward
        </button>
        <span role="status">
          {moving.result !== undefined && `It is ${moving.result.now} for the stub`}
        </span>
      </p>
      <ErrorBox error={moving.error} />
    </form>
  )
}
