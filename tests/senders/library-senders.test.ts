import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { folderForFile } from '../support/folder.ts'
import { EXAMPLES, examineDriver } from './examining.ts'
import { deliverByAxios } from './libraries/axios.ts'
import { deliverByKy } from './libraries/ky.ts'
import { type Deliver, librarySender } from './libraries/library-sender.ts'
import { deliverByUndici } from './libraries/undici.ts'
import { createVirtualClock } from './virtual-clock.ts'
import { useVirtualTimers } from './virtual-timers.ts'

const folder = folderForFile()
const clock = createVirtualClock({ counts: false })
let restore = (): void => undefined

beforeAll(() => {
  restore = useVirtualTimers(clock)
})

afterAll(() => {
  restore()
  clock.stop()
})

/** What a library does by itself: policies of ours, which do not prevent a certificate. */
const SENDERS: readonly (readonly [string, Deliver, readonly string[]])[] = [
  ['axios-retry', deliverByAxios, []],
  ['ky', deliverByKy, []],
  // It reads the whole body of a response before it retries, and a time limit from outside ends its retries.
  [
    "undici's retry interceptor",
    deliverByUndici,
    ['retries/hang/retried', 'retries/hang/five-times', 'bounds/endless-body'],
  ],
]

describe('a sender whose retries are those of', () => {
  it.concurrent.each(SENDERS)(
    '%s is certified at the highest level',
    async (_name, deliver, failing) => {
      const { verdict, levels, checks } = await examineDriver(librarySender(deliver, EXAMPLES), {
        folder,
        clock,
      })
      const others = checks.filter(({ status }) => status !== 'passed').map(({ id }) => id)
      expect(others).toEqual(failing)
      expect(levels).toEqual({ compatible: 'passed', strict: 'passed', resilient: 'passed' })
      expect(verdict).toBe('certified')
    },
  )
})
