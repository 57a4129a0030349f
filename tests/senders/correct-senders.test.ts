import { afterAll, describe, expect, it } from 'vitest'
import type { Report } from '../../src/certify/index.ts'
import { folderForFile } from '../support/folder.ts'
import { examine } from './examining.ts'
import type { SenderBehaviour } from './behaviour.ts'
import { createVirtualClock } from './virtual-clock.ts'

const folder = folderForFile()
const clock = createVirtualClock()
afterAll(() => clock.stop())

/** The time scale at which our own sender is examined, in less than 20 s on an idle machine. */
const OWN_SENDERS_SCALE = 25

/** An examination takes as long as its longest situation: exactly, since this time passes on no machine. */
function assertSideBySide({ durationMs, timelines = [] }: Report): void {
  const times = timelines.map((timeline) => timeline.durationMs)
  const sum = times.reduce((total, time) => total + time, 0)
  expect(durationMs).toBeLessThan(1.02 * Math.max(...times))
  expect(durationMs).toBeLessThan(sum / 5)
}

describe('a correct sender', () => {
  it.each<[string, Partial<SenderBehaviour>]>([
    ['waits 1, 2, 4, 8 and 16 s with jitter', {}],
    [
      'waits three times longer every time, and half a minute at first',
      { wait: (retry) => 5000 * 3 ** (retry - 1) },
    ],
  ])('that %s is certified at the highest level', async (_name, behaviour) => {
    const report = await examine({ behaviour, folder, clock })
    const { checks, verdict, levels } = report
    expect(checks.filter(({ status }) => status !== 'passed')).toEqual([])
    expect(levels).toEqual({ compatible: 'passed', strict: 'passed', resilient: 'passed' })
    expect(verdict).toBe('certified')
    assertSideBySide(report)
    if (behaviour.wait === undefined) {
      // With the usual waits; what starting the sender's programs takes comes on top.
      expect(report.durationMs / OWN_SENDERS_SCALE).toBeLessThan(15_000)
    }
  })
})
