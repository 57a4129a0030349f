import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { folderForFile } from '../support/folder.ts'
import { EXAMPLES, examineDriver } from './examining.ts'
import { deliverByAxios } from './libraries/axios.ts'
import { deliverByKy } from './libraries/ky.ts'
import { type Deliver, librarySender } from './libraries/library-sender.ts'
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

const SENDERS: readonly (readonly [string, Deliver])[] = [
  ['axios-retry', deliverByAxios],
  ['ky', deliverByKy],
]

describe('a sender whose retries are those of', () => {
  it.concurrent.each(SENDERS)('%s is certified at the highest level', async (_name, deliver) => {
    const { verdict, levels, checks } = await examineDriver(librarySender(deliver, EXAMPLES), {
      folder,
      clock,
    })
    const others = checks.filter(({ status }) => status !== 'passed').map(({ id }) => id)
    expect(others).toEqual([])
    expect(levels).toEqual({ compatible: 'passed', strict: 'passed', resilient: 'passed' })
    expect(verdict).toBe('certified')
  })
})
