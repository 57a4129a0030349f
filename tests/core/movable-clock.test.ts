import { expect, it } from 'vitest'
import { createMovableClock } from '../../src/core/index.ts'
import { createFakeClock } from '../support/fake-clock.ts'

/** A movable clock whose base only moves when a test moves it, and which of its waits are over. */
function setUp() {
  const base = createFakeClock()
  const clock = createMovableClock(base)
  const over: number[] = []
  const settled = () => new Promise((resolve) => setImmediate(resolve))
  const wait = (ms: number, signal?: AbortSignal): Promise<void> =>
    clock.sleep(ms, signal).then(() => void over.push(ms))
  return { base, clock, over, settled, wait }
}

it('both of its times move together', () => {
  const { base, clock } = setUp()
  const before = [clock.now(), clock.monotonic()]
  clock.advance(5000)
  expect([clock.now(), clock.monotonic()]).toEqual(before.map((time) => time + 5000))
  expect([clock.now() - base.now(), clock.aheadMs]).toEqual([5000, 5000])
})

it('a wait ends when the clock is moved past it, and goes on for the rest otherwise', async () => {
  const { base, clock, over, settled, wait } = setUp()
  const waits = [wait(100), wait(1000)]
  clock.advance(400)
  await settled()
  expect(over).toEqual([100])
  await base.advance(599)
  expect(over).toEqual([100])
  await base.advance(1)
  await Promise.all(waits)
  expect(over).toEqual([100, 1000])
})

it('a wait that is over by itself needs no move, and an aborted one ends with its reason', async () => {
  const { base, over, wait } = setUp()
  const ending = new AbortController()
  const aborted = wait(1000, ending.signal)
  const whole = wait(50)
  await base.advance(50)
  await whole
  ending.abort(new Error('enough'))
  await expect(aborted).rejects.toThrow('enough')
  expect(over).toEqual([50])
})
