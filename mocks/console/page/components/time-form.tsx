import { useState } from 'preact/hooks'
import type { ShownTime } from '../../../stub/index.ts'
import { callApi } from '../live/api-client.ts'
import { useAction } from '../live/use-action.ts'
import { ErrorBox } from './elements.tsx'

/** Sets the stub's time forward: a day of waiting is over at once. */
export function TimeForm() {
  const [advance, setAdvance] = useState('25h')
  const [time, setTime] = useState<ShownTime>()
  const moving = useAction()
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        moving.run(async () => setTime(await callApi<ShownTime>('POST', '/api/clock', { advance })))
      }}
    >
      <h2>Time</h2>
      <p class="soft">
        Tokens expire, and delays and outages of scenarios end, as if it had passed.
      </p>
      <label>
        Set the time forward by
        <input value={advance} onInput={({ currentTarget }) => setAdvance(currentTarget.value)} />
      </label>
      <p class="actions">
        <button type="submit" disabled={moving.isRunning}>
          Set forward
        </button>
        {time !== undefined && <span role="status">It is {time.now} for the stub</span>}
      </p>
      <ErrorBox error={moving.error} />
    </form>
  )
}
