import { afterAll, describe, expect, it } from 'vitest'
import { folderForFile } from '../support/folder.ts'
import { examine } from './examining.ts'
import type { SenderBehaviour } from './behaviour.ts'
import { createVirtualClock } from './virtual-clock.ts'

const folder = folderForFile()
const clock = createVirtualClock()
afterAll(() => clock.stop())

describe('a correct sender', () => {
  it.each<[string, Partial<SenderBehaviour>]>([
    ['waits 1, 2, 4, 8 and 16 s with jitter', {}],
    [
      'waits three times longer every time, and half a minute at first',
      { wait: (retry) => 5000 * 3 ** (retry - 1) },
    ],
  ])('that %s is certified at the highest level', async (_name, behaviour) => {
    const { checks, verdict, levels } = await examine({ behaviour, folder, clock })
    expect(checks.filter(({ status }) => status !== 'passed')).toEqual([])
    expect(levels).toEqual({ compatible: 'passed', strict: 'passed', resilient: 'passed' })
    expect(verdict).toBe('certified')
  })
})
