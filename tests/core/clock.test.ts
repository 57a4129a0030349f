import { setTimeout } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { systemClock } from '../../src/core/index.ts'

it('a wait that is longer than a timer of Node’s does not end at once', async () => {
  const stop = new AbortController()
  const waited = systemClock.sleep(2 ** 31 + 1000, stop.signal).then(
    () => 'ended',
    () => 'stopped',
  )
  await setTimeout(20)
  stop.abort()
  expect(await waited).toBe('stopped')
})
