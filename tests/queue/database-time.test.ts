import { expect, it } from 'vitest'
import { DatabaseTime } from '../../src/queue/postgres/time.ts'

const EPOCH = 1_767_225_600_000

/** A database whose round trips take the given milliseconds, and a client that asks it for its time. */
function asking(...trips: (readonly [there: number, back: number])[]) {
  let passed = 5000
  let setBy = 0
  let clockSetBy = 0
  let asked = 0
  const errorsWhenAsked: number[] = []
  const databaseNow = (): number => EPOCH + passed + setBy
  const clock = {
    now: () => 1000 + passed + clockSetBy,
    monotonic: () => passed,
    sleep: () => Promise.reject(new Error('nothing sleeps')),
  }
  const time = new DatabaseTime(() => {
    errorsWhenAsked.push(time.now() - databaseNow())
    const [there, back] = trips[asked++] ?? [1, 1]
    passed += there
    const now = databaseNow()
    passed += back
    return Promise.resolve(now)
  }, clock)
  return {
    time,
    asked: () => asked,
    error: () => time.now() - databaseNow(),
    pass: (ms: number) => (passed += ms),
    errorsWhenAsked,
    setDatabase: (ms: number) => (setBy += ms),
    setClock: (ms: number) => (clockSetBy += ms),
  }
}

it('the database’s time is known to within half of a quick round trip', async () => {
  const { time, asked, error, pass } = asking([2, 6])
  await time.read()
  expect(asked()).toBe(1)
  expect(error()).toBe(-2)
  pass(59_000)
  await time.keep()
  expect(asked()).toBe(1)
  pass(1000)
  await time.keep()
  expect(asked()).toBe(2)
})

it('a slow response is requested again', async () => {
  const { time, asked, error } = asking([4000, 1], [2, 2])
  await time.read()
  expect(asked()).toBe(2)
  expect(error()).toBe(0)
})

it('the quickest of several slow responses is kept, until a better one a second later', async () => {
  const { time, asked, error, pass } = asking([4000, 0], [0, 300], [2000, 0])
  await time.read()
  expect(asked()).toBe(3)
  expect(error()).toBe(-150)
  await time.keep()
  expect(asked()).toBe(3)
  pass(1000)
  await time.keep()
  expect(asked()).toBe(4)
  expect(error()).toBe(0)
})

it('a slow response is not used while it is requested again, whatever happened to the clock', async () => {
  const { time, error, errorsWhenAsked, pass, setClock } = asking([1, 1], [9000, 0], [1, 1])
  await time.read()
  pass(1000)
  setClock(3_600_000)
  await time.keep()
  expect(errorsWhenAsked.slice(1)).toEqual([0, 0])
  expect(error()).toBe(0)
})

it('a slow response does not replace a quick one, unless the database’s clock was set', async () => {
  const { time, error, pass, setDatabase } = asking([1, 1], [0, 2000], [1, 1], [0, 2000])
  await time.read()
  pass(60_000)
  await time.keep()
  expect(error()).toBe(0)
  pass(60_000)
  setDatabase(-3_600_000)
  await time.keep()
  expect(Math.abs(error())).toBeLessThan(1001)
})
