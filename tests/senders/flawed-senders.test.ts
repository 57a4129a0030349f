import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isBinding, LEVELS, type Report } from '../../src/certify/index.ts'
import { SENDER_REQUIREMENTS } from '../../src/examine/index.ts'
import { folderForFile } from '../support/folder.ts'
import { examine, ONE_OPERATION } from './examining.ts'
import { FLAWS } from './flaws/flaws.ts'
import { createVirtualClock } from './virtual-clock.ts'

/** Every flaw is found by its own checks and no others, at the level that it prevents. */

const folder = folderForFile()
/** Examinations in which something hangs have a clock of their own: it waits a while before time passes. */
const clocks = { hanging: createVirtualClock(), other: createVirtualClock() }
const HANGING = new Set(['hang', 'slow-endpoint', 'token-service-hangs', 'endless-body'])
const reports = new Map<string, Report>()
const binding = new Set(SENDER_REQUIREMENTS.filter(isBinding).map(({ id }) => id))

beforeAll(async () => {
  await Promise.all(
    FLAWS.map(async ({ name, behaviour, situations, isAlone = false }) => {
      const options = { only: situations, ...(isAlone ? { contract: ONE_OPERATION } : {}) }
      const isHanging = situations.some((situation) => HANGING.has(situation))
      const clock = isHanging ? clocks.hanging : clocks.other
      reports.set(name, await examine({ behaviour, folder, clock, options }))
    }),
  )
})

afterAll(() => {
  clocks.hanging.stop()
  clocks.other.stop()
})

describe('a sender that', () => {
  it.each(FLAWS)('$name is found', ({ name, found, warned = [], level }) => {
    const checks = reports.get(name)?.checks ?? []
    const idsOf = (status: string): string[] =>
      checks
        .filter((check) => check.status === status)
        .map(({ id }) => id)
        .toSorted()
    expect(idsOf('failed')).toEqual(found.toSorted())
    expect(idsOf('warned')).toEqual(warned.toSorted())
    const preventing = checks.filter(
      ({ status, requirement }) => status === 'failed' && binding.has(requirement),
    )
    const lowest = LEVELS.find((each) => preventing.some((check) => check.level === each))
    expect(lowest).toBe(level)
  })

  it('has one of at least fifty flaws', () => {
    expect(new Set(FLAWS.map(({ name }) => name)).size).toBeGreaterThanOrEqual(50)
  })
})
